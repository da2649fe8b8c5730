package dev.omnipoints.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.suite.local.Fleet;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * L2 from outside (docs/promises.md): services and PostgreSQL are killed, again and again, under clients of two doors
 * who ask, by REST, gRPC and streams, under one key until they know. What was acknowledged is there, once, and nothing
 * else is.
 */
class L2DurableTest {
    private static final int CLIENTS = 6;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration FROZEN = Duration.ofSeconds(10);
    /** The gateway gives a request 2 s in all, whatever its peers do; a busy machine takes its time to say so. */
    private static final Duration ANSWER = Duration.ofSeconds(6);
    /** Issue 6: a service whose database is gone says so within 5 s; asked by a busy machine. */
    private static final Duration NOT_READY = Duration.ofSeconds(5);

    private static final int SALES = 40;
    /** So many commands are answered between two kills, at least. */
    private static final int BETWEEN = 50;
    /** Who is killed in ten cycles; at length again and again. */
    private static final List<Victim> VICTIMS = List.of(
            Victim.DATABASE,
            Victim.FIRST_LOYALTY,
            Victim.DATABASE,
            Victim.DATABASE,
            Victim.SECOND_LOYALTY,
            Victim.DATABASE,
            Victim.DATABASE,
            Victim.DATABASE_AND_LOYALTY,
            Victim.DATABASE,
            Victim.DATABASE);

    /** The script's `bench faults` says how many. */
    private static final int CYCLES = Integer.getInteger("cycles", Boolean.getBoolean("long") ? 100 : VICTIMS.size());

    @TempDir
    static Path folder;

    private static Fleet fleet;

    @BeforeAll
    static void start() {
        fleet = Fleet.start(folder, RunningSuite.freePort());
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    private enum Victim {
        DATABASE,
        FIRST_LOYALTY,
        SECOND_LOYALTY,
        DATABASE_AND_LOYALTY;

        boolean isDatabase() {
            return this == DATABASE || this == DATABASE_AND_LOYALTY;
        }

        /** Whose loyalty-service; -1: nobody's. */
        int door() {
            return this == DATABASE ? -1 : this == SECOND_LOYALTY ? 1 : 0;
        }
    }

    @Test
    void whatWasAcknowledgedIsThereOnceWhoeverIsKilled() throws Exception {
        try (var clients = new Persistent(fleet, RunningSuite.settings(folder))) {
            var running = new ArrayList<Future<?>>();
            var waits = new EnumMap<Victim, List<Double>>(Victim.class);
            try (var threads = Executors.newFixedThreadPool(CLIENTS)) {
                for (int i = 0; i < CLIENTS; i++) {
                    int number = i;
                    running.add(threads.submit(() -> clients.run(number)));
                }
                try {
                    awaitTraffic(clients, running);
                    for (int cycle = 0; cycle < CYCLES; cycle++) {
                        var victim = VICTIMS.get(cycle % VICTIMS.size());
                        waits.computeIfAbsent(victim, any -> new ArrayList<>()).add(kill(victim, clients, running));
                        awaitTraffic(clients, running);
                    }
                } finally {
                    clients.stop();
                }
            }
            for (var client : running) {
                client.get();
            }
            waits.forEach(L2DurableTest::tell);
            assertThat(clients.asked()).containsOnlyKeys("REST", "CALL", "STREAM");
            assertRowsAreWhatWasAnswered(clients);
            System.out.println(clients.counts());
            assertThat(Cli.run("audit", "--data", folder).code()).isZero();
        }
    }

    /** For people: the script's `bench faults` shows it. */
    private static void tell(Victim victim, List<Double> waits) {
        var sorted = waits.stream().sorted().toList();
        System.out.printf(
                Locale.ROOT,
                "in all: %-20s killed %d times, the next success after %.1f s (median), %.1f s (at most)%n",
                victim,
                sorted.size(),
                sorted.get(sorted.size() / 2),
                sorted.getLast());
    }

    /** How many seconds later something was done that was asked for afterwards. */
    private static double kill(Victim victim, Persistent clients, List<Future<?>> running) {
        if (victim.door() >= 0) {
            // The other one is there: what is measured is not how long a service takes to start.
            awaitBoth();
            fleet.killLoyalty(victim.door());
        }
        if (victim.isDatabase()) {
            fleet.killDatabase();
        }
        long killed = System.nanoTime();
        if (victim.door() >= 0) {
            fleet.startLoyalty(victim.door());
        }
        if (victim.isDatabase()) {
            fleet.startDatabase();
        }
        awaitNew(clients, running);
        double seconds = (System.nanoTime() - killed) / 1e9;
        System.out.printf(Locale.ROOT, "killed: %-20s the next success after %.1f s%n", victim, seconds);
        return seconds;
    }

    private static void awaitBoth() {
        fleet.awaitLoyalty(0);
        fleet.awaitLoyalty(1);
    }

    @Test
    void whileTheDatabaseIsFrozenCallersAreToldInTimeAndAfterwardsItGoesOnByItself() throws Exception {
        awaitBoth();
        try (var clients = new Persistent(fleet, RunningSuite.settings(folder))) {
            // The salon's key was not used before: whose it is has to be asked of the database that is silent.
            var sales = IntStream.range(0, SALES)
                    .mapToObj(i -> clients.sale(i % 4 < 2 ? "STORE" : "SALON"))
                    .toList();
            long began = System.nanoTime();
            fleet.freezeDatabase();
            try {
                for (var told : clients.atOnce(sales)) {
                    assertThat(told.status()).as(told.problem()).isIn(503, 504);
                }
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(ANSWER);
                LockSupport.parkNanos(FROZEN.toNanos() - (System.nanoTime() - began));
            } finally {
                fleet.thawDatabase();
            }

            var rows = new HashSet<String>();
            for (var sale : sales) {
                rows.add(clients.untilKnown(sale));
            }
            assertThat(rows).hasSize(SALES);
            assertRowsAreWhatWasAnswered(clients);
        }
    }

    @Test
    void aServiceIsNotReadyWithoutItsDatabaseAndReadyWithoutItsPeer() throws Exception {
        awaitBoth();
        assertThat(readiness(fleet.readinessOfLoyalty(0))).isEqualTo(200);
        fleet.killDatabase();
        try {
            Awaitility.await()
                    .atMost(NOT_READY)
                    .until(() -> readiness(fleet.readinessOfLoyalty(0)) == 503
                            && readiness(fleet.readinessOfLoyalty(1)) == 503);
        } finally {
            fleet.startDatabase();
        }
        Awaitility.await().atMost(LIMIT).until(() -> readiness(fleet.readinessOfGateway(0)) == 200);

        fleet.killLoyalty(0);
        assertThat(readiness(fleet.readinessOfGateway(0))).isEqualTo(200);
        // Whoever needs both waits for both.
        fleet.startLoyalty(0);
    }

    private static int readiness(URI of) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(of).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    /** Until something is done that was asked for from now on. */
    private static void awaitNew(Persistent clients, List<Future<?>> running) {
        long now = System.nanoTime();
        await(running, () -> clients.newestAnswered() - now > 0);
    }

    /** Until the clients are all at it again. */
    private static void awaitTraffic(Persistent clients, List<Future<?>> running) {
        int before = clients.answers().size();
        await(running, () -> clients.answers().size() >= before + BETWEEN);
    }

    /** A client that fell over is told of at the end. */
    private static void await(List<Future<?>> running, BooleanSupplier condition) {
        Awaitility.await()
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> condition.getAsBoolean()
                        || running.stream().anyMatch(client -> client.state() == Future.State.FAILED));
    }

    /** Each key has its one row, and no row is there that answered no key. */
    private void assertRowsAreWhatWasAnswered(Persistent clients) throws SQLException {
        var rows = new TreeSet<String>();
        try (var connection = RunningSuite.superuser(folder, "loyalty");
                var select = connection.prepareStatement("SELECT member || '/' || seq FROM journal"
                        + " WHERE member = ANY (?) AND caller <> '~ledger'")) {
            select.setArray(
                    1, connection.createArrayOf("uuid", clients.members().toArray()));
            try (var found = select.executeQuery()) {
                while (found.next()) {
                    rows.add(found.getString(1));
                }
            }
        }
        var answered = new HashSet<>(clients.answers().values());
        assertThat(answered)
                .as("one row answers one key")
                .hasSize(clients.answers().size());
        assertThat(answered).as("answered, and not in the journal").allMatch(rows::contains);
        assertThat(rows).as("in the journal, and nobody was answered").allMatch(answered::contains);
    }
}
