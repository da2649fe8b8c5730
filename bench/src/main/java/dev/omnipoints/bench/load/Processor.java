package dev.omnipoints.bench.load;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Processor time of processes and of what they started, as the system counts it. */
final class Processor {
    private Processor() {}

    /** In nanoseconds so far, by name. A connection's process of PostgreSQL that has ended counts no more. */
    static Map<String, Long> times(Map<String, Long> processes) {
        Map<String, Long> times = new TreeMap<>();
        processes.forEach((name, pid) -> times.put(
                name,
                ProcessHandle.of(pid).stream()
                        .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                        .mapToLong(process -> process.info()
                                .totalCpuDuration()
                                .orElse(Duration.ZERO)
                                .toNanos())
                        .sum()));
        return times;
    }
}
