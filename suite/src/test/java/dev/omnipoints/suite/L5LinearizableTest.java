package dev.omnipoints.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.suite.check.Checker;
import dev.omnipoints.suite.check.History;
import dev.omnipoints.suite.check.Operation;
import dev.omnipoints.suite.check.Recorder;
import dev.omnipoints.suite.check.Verb;
import dev.omnipoints.suite.grpc.Partner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * L5 from outside (docs/promises.md): clients of all channels at two gateways, each with a loyalty-service of its own,
 * over one database, and a partner by gRPC at those, ask at once for a few members' points; some hang up. What they
 * asked and were told is judged.
 */
class L5LinearizableTest {
    /** The script's `bench faults` says how many. */
    private static final int OPERATIONS = Integer.getInteger("operations", Boolean.getBoolean("long") ? 20_000 : 800);

    private static final int CLIENTS = 12;
    private static final int MEMBERS = 4;
    private static final Duration SHORT = Duration.ofMillis(4);
    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void whatClientsOfEveryChannelAreToldAtTwoDoorsIsLinearizable() throws Exception {
        var folder = Files.createDirectories(Cli.home().resolve("suite/target/histories"));
        var file = folder.resolve("l5.ndjson");
        var partner = new Partner(RunningSuite.settings(RunningSuite.get().folder()));
        try (var doors = new TwoDoors();
                var recorder = Recorder.into(file);
                var first = doors.whole(0, partner, LONG);
                var second = doors.whole(1, partner, LONG);
                var hasty = doors.whole(0, partner, SHORT);
                var hastyToo = doors.whole(1, partner, SHORT)) {
            var customers = new ArrayList<Customer>();
            for (int i = 0; i < MEMBERS; i++) {
                customers.add(Customer.enrol(first.rest(), partner));
            }
            askAtOnce(new Shopper.Crowd(recorder, customers, List.of(first, second), List.of(hasty, hastyToo)));
            for (var customer : customers) {
                lastRead(recorder, customer, second);
            }
        }
        var history = History.read(file);
        assertThat(Checker.check(history)).as("the history: " + file).isEmpty();
        tell(history);
        assertMuchWasAsked(history, file);
    }

    private static void askAtOnce(Shopper.Crowd crowd) throws Exception {
        var asked = new AtomicInteger();
        var clients = new ArrayList<Future<?>>();
        try (var threads = Executors.newFixedThreadPool(CLIENTS)) {
            for (int i = 0; i < CLIENTS; i++) {
                var shopper = new Shopper(crowd, i);
                clients.add(threads.submit(() -> {
                    while (asked.getAndIncrement() < OPERATIONS) {
                        shopper.ask();
                    }
                }));
            }
        }
        for (var client : clients) {
            client.get();
        }
    }

    private static void lastRead(Recorder recorder, Customer customer, Door door) {
        assertThat(new HistoryClient(recorder).send(customer.statement(), door, 1))
                .isPresent();
    }

    /** For people: the script's `bench faults` shows it. */
    private static void tell(History history) {
        var operations = history.operations();
        System.out.printf(
                "in all: %d operations, %d done, %d refused by a row, %d unknown; linearizable a member%n",
                operations.size(),
                operations.stream().filter(Operation::isDone).count(),
                operations.stream().filter(Operation::isRefusedByRow).count(),
                operations.stream().filter(Operation::isUnknown).count());
    }

    /** Every verb came to pass, at both doors; some were refused by a row, and of some nobody knows. */
    private static void assertMuchWasAsked(History history, Path file) {
        var operations = history.operations();
        assertThat(operations.stream()
                        .filter(Operation::isDone)
                        .map(Operation::verb)
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Verb.class))))
                .as("done, in " + file)
                .isEqualTo(EnumSet.allOf(Verb.class));
        assertThat(operations)
                .filteredOn(operation -> operation.asked().channel().equals(Customer.PARTNER) && operation.isDone())
                .hasSizeGreaterThan(OPERATIONS / 20);
        for (int door = 0; door < 2; door++) {
            int here = door;
            assertThat(operations)
                    .filteredOn(operation -> operation.asked().door() == here && operation.isDone())
                    .hasSizeGreaterThan(OPERATIONS / 4);
        }
        assertThat(operations).filteredOn(Operation::isRefusedByRow).hasSizeGreaterThan(OPERATIONS / 50);
        assertThat(operations).filteredOn(Operation::isUnknown).isNotEmpty();
    }
}
