package dev.omnipoints.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.omnipoints.suite.TwoDoors.Request;
import dev.omnipoints.suite.local.Folder;
import dev.omnipoints.suite.local.TestClock;
import dev.omnipoints.suite.rest.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Races of a hundred clients at two gateways, each with a loyalty-service of its own, over one database. */
class TwoInstancesTest {
    private static final int CLIENTS = 100;
    private static final List<String> CHANNELS = List.of("STORE", "WEB", "APP", "SALON", "CALL_CENTRE");
    private static TwoDoors doors;

    private final RunningSuite suite = RunningSuite.get();

    @BeforeAll
    static void start() throws Exception {
        doors = new TwoDoors();
    }

    @AfterEach
    void nothingIsLostOrDoneTwiceAndNothingDeadlocks() throws Exception {
        doors.assertJournalIsWhatWasTold();
        assertThat(suite.ask("loyalty", "SELECT deadlocks FROM pg_stat_database WHERE datname = 'loyalty'"))
                .isEqualTo("0");
        // The statistics may lag behind; the log does not.
        assertThat(Files.readString(suite.folder().resolve("log/postgresql.log")))
                .doesNotContain("deadlock detected");
    }

    @AfterAll
    static void allAccountsAreTrueAndTheInstancesWereTwo() throws Exception {
        try (var last = doors) {
            var audit = Cli.run("audit", "--data", RunningSuite.get().folder());
            assertThat(audit.code()).as(audit.output()).isZero();
            last.assertEachHasItsOwn();
        }
    }

    @Test
    void aSaleSentAHundredTimesIsOneRowAndOneAnswer() throws Exception {
        var member = doors.enrol();
        var number = Sales.unique();

        var told = doors.atOnce(Collections.nCopies(CLIENTS, member.sale(number, 42)));

        var sale = told.assertAreOne(201);
        assertThat(sale.path("earned").path("points").asLong()).isEqualTo(42);
        assertThat(sale.path("balance").path("seq").asLong()).isEqualTo(1);
        assertThat(suite.ask("loyalty", "SELECT count(*) FROM sale WHERE number = '" + number + "'"))
                .isEqualTo("1");
        assertThat(member.rows()).isEqualTo(1);
    }

    @Test
    void aRedemptionSentAHundredTimesIsOneRowAndOneAnswer() throws Exception {
        var member = doors.enrol();
        doors.ask("The sale", member.sale(100));

        var told = doors.atOnce(Collections.nCopies(CLIENTS, member.redemption("WEB", 60)));

        assertThat(told.assertAreOne(201).path("balance").path("available").asLong())
                .isEqualTo(40);
        assertThat(member.rows()).isEqualTo(2);
    }

    /** An instance refuses a caller twenty times a minute before it limits them; two channels and the member share. */
    @Test
    void ofAHundredThatRedeemAllOneWins() throws Exception {
        var member = doors.enrol();
        doors.ask("The sale", member.sale(100));
        var requests = new ArrayList<Request>();
        for (int i = 0; i < CLIENTS; i++) {
            requests.add(
                    switch (i / 2 % 3) {
                        case 0 -> member.redemption("WEB", 100);
                        case 1 -> member.redemption("APP", 100);
                        default -> Request.postWithToken(member.token(), "/v1/redemptions", "{\"points\":100}");
                    });
        }

        var told = doors.atOnce(requests);

        assertThat(told.done().assertAre(201).size()).isOne();
        told.refused().assertAreRefused("INSUFFICIENT_POINTS");
        assertThat(told.refused().answers())
                .extracting(answer ->
                        answer.body().path("balance").path("available").asLong(-1))
                .containsOnly(0L);
        told.assertBothWrote();
        assertThat(member.rows()).isEqualTo(1 + CLIENTS);
        assertThat(member.stored()).isEqualTo("0, held 0, owed 0");
    }

    /** When the ledger's clock passes the end of the hold's time. */
    private enum TimeOut {
        NEVER,
        AMID,
        BEFORE
    }

    @ParameterizedTest
    @EnumSource
    void aHoldHasOneEndHoweverManyEndIt(TimeOut timeOut) throws Exception {
        var member = doors.enrol();
        doors.ask("The sale", member.sale(100));
        var hold = doors.ask("The hold", member.hold(100, 60));
        var ends = new ArrayList<Request>();
        for (int i = 0; i < CLIENTS; i++) {
            var path = "/v1/holds/" + hold.path("holdId").asText() + (captures(i) ? "/capture" : "/void");
            ends.add(Request.post(CHANNELS.get(i / 4 % CHANNELS.size()), path, "{}"));
        }

        var told = byTheClock(timeOut, ends);

        var captures = told.only(TwoInstancesTest::captures);
        var voids = told.only(client -> !captures(client));
        var end = member.endsOf(hold.path("balance").path("seq").asLong());
        switch (end) {
            case "captured" -> {
                captures.assertAreOne(200);
                voids.assertAreRefused("HOLD_ALREADY_CAPTURED");
            }
            case "voided" -> {
                voids.assertAreOne(200);
                captures.assertAreRefused("HOLD_ALREADY_VOIDED");
            }
            case "timed out" -> told.assertAreRefused("HOLD_EXPIRED");
            default -> throw new AssertionError("the ends of the hold: " + end);
        }
        if (timeOut != TimeOut.AMID) {
            assertThat(end.equals("timed out")).isEqualTo(timeOut == TimeOut.BEFORE);
        }
        told.assertBothWrote();
        assertThat(member.stored()).isEqualTo(end.equals("captured") ? "0, held 0, owed 0" : "100, held 0, owed 0");
    }

    private static boolean captures(int client) {
        return client / 2 % 2 == 0;
    }

    private Told byTheClock(TimeOut timeOut, List<Request> requests) throws Exception {
        if (timeOut == TimeOut.NEVER) {
            return doors.atOnce(requests);
        }
        var clock =
                CompletableFuture.supplyAsync(() -> TestClock.ahead(Folder.at(suite.folder()), Duration.ofSeconds(90)));
        try {
            if (timeOut == TimeOut.BEFORE) {
                clock.join();
            }
            return doors.atOnce(requests);
        } finally {
            clock.join().close();
        }
    }

    @Test
    void whatIsReversedTwiceAtOnceIsReversedOnce() throws Exception {
        var member = doors.enrol();
        doors.atOnce(several(CLIENTS / 4, () -> member.sale(100))).assertAre(201);
        doors.atOnce(several(CLIENTS / 4, () -> member.redemption("WEB", 50))).assertAre(201);
        var reversals = new ArrayList<Request>();
        for (var entry : member.statement()) {
            reversals.add(reversal(entry));
            reversals.add(reversal(entry));
        }

        var told = doors.atOnce(reversals);

        assertThat(told.done().size()).isEqualTo(CLIENTS / 2);
        assertThat(told.refused().size()).isEqualTo(CLIENTS / 2);
        told.refused().assertAreRefused("REVERSAL_EXCEEDS_ORIGINAL");
        for (int i = 0; i < CLIENTS; i += 2) {
            int pair = i;
            assertThat(told.only(client -> client / 2 * 2 == pair).done().size())
                    .isOne();
        }
        told.assertBothWrote();
        assertThat(member.rows()).isEqualTo(CLIENTS / 2 + CLIENTS);
        assertThat(member.stored()).isEqualTo("0, held 0, owed 0");
    }

    /** What is spent a channel gives back; what is earned care takes back. */
    private Request reversal(JsonNode entry) throws IOException {
        var id = entry.path("id").asText();
        return entry.path("kind").asText().equals("REDEEM")
                ? Request.post("WEB", "/v1/redemptions/" + id + "/reverse", "{}")
                : Request.postWithToken(
                        suite.gateway().staffToken("care"), "/v1/admin/operations/" + id + "/reverse", "{}");
    }

    @Test
    void transfersToAndFroLoseNothing() throws Exception {
        var one = doors.enrol();
        var other = doors.enrol();
        doors.atOnce(List.of(one.sale(10_000), other.sale(10_000))).assertAre(201);
        var there = one.token();
        var back = other.token();
        long expected = 10_000;
        for (int round = 0; round < 4; round++) {
            var transfers = new ArrayList<Request>();
            for (int client = 0; client < 64; client++) {
                boolean isBack = (client / 2 + round) % 2 == 0;
                long points = 1 + client;
                expected += isBack ? points : -points;
                transfers.add(isBack ? one.transferFrom(back, points) : other.transferFrom(there, points));
            }
            doors.atOnce(transfers).assertAre(201).assertBothWrote();
        }
        assertThat(one.stored()).isEqualTo(expected + ", held 0, owed 0");
        assertThat(other.stored()).isEqualTo(20_000 - expected + ", held 0, owed 0");
        assertThat(one.rows() + other.rows()).isEqualTo(2 + 4 * 64);
    }

    @Test
    void aMergeAmidTrafficLosesNoKeyHoldOrPoint() throws Exception {
        var survivor = doors.enrol();
        var merged = doors.enrol();
        doors.atOnce(List.of(survivor.sale(1_000), merged.sale(1_000))).assertAre(201);
        var holds = several(5, () -> survivor.hold(10, 3_600));
        holds.addAll(several(5, () -> merged.hold(10, 3_600)));
        var traffic = new ArrayList<Request>();
        for (var hold : doors.atOnce(holds).assertAre(201).answers()) {
            var id = hold.body().path("holdId").asText();
            traffic.add(Request.post("STORE", "/v1/holds/" + id + "/capture", "{}"));
        }
        long expected = 2_000 - 10 * 10;
        while (traffic.size() < CLIENTS) {
            var member = traffic.size() / 2 % 2 == 0 ? survivor : merged;
            boolean earns = traffic.size() / 4 % 2 == 0;
            expected += earns ? 3 : -1;
            traffic.add(earns ? member.sale(3) : member.redemption("WEB", 1));
        }
        try (var merging = new Merging(suite)) {
            var key = Sales.unique();
            var answered = new AtomicInteger();

            UnaryOperator<Request> withMerge = request -> door -> {
                var answer = request.send(door);
                if (answered.incrementAndGet() == CLIENTS / 4) {
                    assertThat(merging.merge(merged.id(), survivor.id(), key)).isZero();
                }
                return answer;
            };

            var told = doors.atOnce(traffic.stream().map(withMerge).toList());
            var again = doors.atOnce(traffic).answers();

            assertThat(told.done().size()).isEqualTo(CLIENTS);
            told.assertBothWrote();
            assertThat(again).allMatch(Answer::replayed);
            assertThat(again)
                    .extracting(Answer::status, Answer::body)
                    .containsExactlyElementsOf(told.answers().stream()
                            .map(answer -> tuple(answer.status(), answer.body()))
                            .toList());
            assertThat(merging.merge(merged.id(), survivor.id(), key)).isZero();
        }
        assertThat(survivor.stored()).isEqualTo(expected + ", held 0, owed 0");
        assertThat(merged.stored()).isEqualTo("0, held 0, owed 0");
    }

    private static List<Request> several(int number, Supplier<Request> request) {
        return Stream.generate(request).limit(number).collect(Collectors.toCollection(ArrayList::new));
    }
}
