package dev.omnipoints.bench.load;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Sells through the real suite, through the obvious build and along the bare way, in turns, and tells the rates. */
@Command(name = "bench sale", description = "REST at the gateway to durable, against the obvious build.")
public final class SaleLoad implements Callable<Integer> {
    @Option(names = "--ours", required = true, hidden = true)
    private Path ours;

    @Option(names = "--obvious", required = true, hidden = true)
    private Path obvious;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "5", description = "Rounds (default: 5).")
    private int rounds;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "10", description = "Of each turn (default: 10).")
    private int seconds;

    @Option(names = "--warm-up", paramLabel = "N", defaultValue = "30", description = "Seconds each (default: 30).")
    private int warmUp;

    @Option(names = "--in-flight", paramLabel = "N", defaultValue = "64", description = "At once (default: 64).")
    private int inFlight;

    @Option(names = "--members", paramLabel = "N", defaultValue = "2000", description = "Who buy (default: 2000).")
    private int members;

    @Option(names = "--only", paramLabel = "TEXT", defaultValue = "", description = "Contenders whose name has it.")
    private String only;

    @Override
    public Integer call() throws Exception {
        Suite real = Suite.read(ours);
        Suite plain = Suite.read(obvious);
        Vertx vertx = Vertx.vertx();
        try (Front front = Front.start(plain)) {
            List<Contender> contenders = contenders(vertx, real, plain, front).stream()
                    .filter(each -> each.name().contains(only))
                    .toList();
            Turn turn = new Turn(vertx, inFlight);
            for (Contender contender : contenders) {
                Result warm = turn.warmUp(contender, Duration.ofSeconds(warmUp));
                System.out.printf("warming up: %-17s %,7.0f/s%n", contender.name(), warm.rate());
            }
            new Report(rounds(turn, contenders)).lines().forEach(System.out::println);
            return 0;
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private List<Contender> contenders(Vertx vertx, Suite real, Suite plain, Front front) throws Exception {
        Baskets ourBaskets = new Baskets(new Enrolment(vertx, real).enrol(members));
        Baskets obviousBaskets = new Baskets(new Enrolment(vertx, plain).enrol(members));
        Rest ourDoor = new Rest(vertx, real.gateway(), real.apiKey(), ourBaskets);
        Rest obviousDoor = new Rest(vertx, plain.gateway(), plain.apiKey(), obviousBaskets);
        Rest bareDoor = new Rest(vertx, front.address(), "", obviousBaskets);
        return List.of(
                new Contender(Report.BARE, bareDoor, front.processes(plain)),
                new Contender(Report.BARE_CALL, new BareCall(vertx, plain), plain.processes()),
                new Contender(Report.OURS, ourDoor, real.processes()),
                new Contender(Report.OBVIOUS, obviousDoor, plain.processes()),
                new Contender(Report.OUR_LOYALTY, new Grpc(vertx, real, ourBaskets), real.processes()),
                new Contender(Report.OBVIOUS_LOYALTY, new Grpc(vertx, plain, obviousBaskets), plain.processes()));
    }

    private Map<String, List<Result>> rounds(Turn turn, List<Contender> contenders) {
        Map<String, List<Result>> results = new LinkedHashMap<>();
        contenders.forEach(each -> results.put(each.name(), new ArrayList<>()));
        for (int round = 0; round < rounds; round++) {
            // Nobody always comes after the same neighbour.
            List<Contender> order = new ArrayList<>(contenders);
            Collections.rotate(order, round);
            for (Contender contender : order) {
                results.get(contender.name()).add(turn.run(contender, Duration.ofSeconds(seconds)));
            }
            System.out.printf("round %d of %d%n", round + 1, rounds);
        }
        return results;
    }
}
