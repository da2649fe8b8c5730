package dev.omnipoints.bench.load;

import java.util.Map;

/**
 * What a turn came to.
 *
 * @param rate sales acknowledged a second
 * @param p50 of an answer, in milliseconds; p99 likewise
 * @param processor by process, in microseconds a sale
 */
record Result(double rate, double p50, double p99, Map<String, Double> processor) {}
