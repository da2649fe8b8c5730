package dev.omnipoints.loyalty.earning.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * The processor time that one operation takes, collector and compiler with it: what a core is busy with, however many
 * others want it. On a machine with nothing else to do it is the time on the clock.
 */
public final class CpuTime implements InternalProfiler {

    private static final double NANOS_A_MICRO = 1_000;

    private final OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private long before;

    @Override
    public String getDescription() {
        return "Processor time of the whole process by operation";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        before = process.getProcessCpuTime();
    }

    @Override
    public Collection<? extends Result> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        double micros = (process.getProcessCpuTime() - before) / NANOS_A_MICRO;
        return List.of(new ScalarResult(
                "cpu.norm", micros / result.getMetadata().getAllOps(), "us/op", AggregationPolicy.AVG));
    }
}
