package dev.omnipoints.bench;

import dev.omnipoints.bench.load.OverloadLoad;
import dev.omnipoints.bench.load.SaleLoad;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * Serves what the real services are measured against; with the first argument {@code load} or {@code overload}, sends
 * that and ends.
 */
@QuarkusMain
public final class BenchMain {
    private static final Map<String, Supplier<Callable<Integer>>> LOADS =
            Map.of("load", SaleLoad::new, "overload", OverloadLoad::new);

    private BenchMain() {}

    public static void main(String[] args) {
        if (args.length > 0 && LOADS.containsKey(args[0])) {
            System.exit(new CommandLine(LOADS.get(args[0]).get()).execute(Arrays.copyOfRange(args, 1, args.length)));
        }
        Quarkus.run(args);
    }
}
