package dev.omnipoints.loyalty.posting;

import static dev.omnipoints.loyalty.posting.Answered.assertRefused;
import static dev.omnipoints.loyalty.posting.Answered.untilReached;
import static dev.omnipoints.loyalty.posting.TwoInstances.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.Kind;
import dev.omnipoints.loyalty.ledger.Refusal;
import dev.omnipoints.loyalty.ledger.Row;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * L1: a key gets its first answer, whichever instance is asked, whenever, and whatever went wrong in between. Over
 * gRPC, field by field: {@code operation.L1SameAnswerTest}; replays at random beside a model: {@link ServiceDuelTest}.
 */
class L1ExactlyOnceTest extends OnRealLedger {

    private static final int CLIENTS = 100;
    private static final long SEED = 20_261_122;

    private static TwoInstances instances;

    @BeforeAll
    static void start() {
        instances = new TwoInstances(ledger);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aHundredCopiesOfOneKeyWriteOneRow(boolean oneBucket) {
        Account member = Till.member();

        List<Posted> answers = instances.atOnce(oneBucket, Collections.nCopies(CLIENTS, Till.earn(member, 10)));

        assertThat(answers).extracting(L1ExactlyOnceTest::told).containsOnly(told(answers.getFirst()));
        assertThat(answers).filteredOn(answer -> !isAgain(answer)).hasSize(1);
        assertThat(ledger.rows(member)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ofTwoRequestsThatRaceForOneKeyOneIsDoneAndTheOtherToldWhatDiffers(boolean oneBucket) {
        for (int round = 0; round < 20; round++) {
            Account member = Till.member();
            String key = Till.newKey();

            List<Posted> answers =
                    instances.atOnce(oneBucket, List.of(Till.earn(member, 10, key), Till.earn(member, 20, key)));

            assertThat(answers).filteredOn(Posted.Done.class::isInstance).hasSize(1);
            assertThat(answers)
                    .filteredOn(Posted.KeyReused.class::isInstance)
                    .containsExactly(new Posted.KeyReused("points"));
            assertThat(ledger.rows(member)).isEqualTo(1);
        }
    }

    @Test
    void aCopyThatComesWhileTheFirstRunsJoinsIt() {
        Lanes one = instances.lanes(false).getFirst();
        Lanes other = instances.lanes(false).getLast();
        Account member = Till.member();
        Posting earn = Till.earn(member, 10);
        instances.one(false, Till.earn(member, 1));
        List<Future<Posted>> copies = new ArrayList<>();
        try (Session session = new Session(ledger.connect())) {
            session.lock(member);
            copies.add(one.submit(earn));
            ledger.awaitWaiters(1);
            copies.add(one.submit(earn));
            copies.add(other.submit(earn));
            ledger.awaitWaiters(2);
            assertThat(copies).noneMatch(Future::isComplete);
        }

        List<Posted> answers = copies.stream().map(RealLedger::await).toList();

        assertThat(answers).extracting(L1ExactlyOnceTest::told).containsOnly(told(answers.getFirst()));
        assertThat(answers).extracting(L1ExactlyOnceTest::isAgain).containsExactlyInAnyOrder(false, true, true);
        assertThat(ledger.rows(member)).isEqualTo(2);
    }

    @Test
    void aKeyTwiceInOneBatchIsAnsweredTwiceAndWrittenOnce() {
        Lanes lane = ledger.instance(patient());
        Account member = Till.member();
        Posting earn = Till.earn(member, 10);
        List<Future<Posted>> answers = new ArrayList<>();

        ledger.inOneBatch(lane, () -> Collections.nCopies(3, earn).forEach(each -> answers.add(lane.submit(each))));

        assertThat(answers)
                .extracting(answer -> isAgain(RealLedger.await(answer)))
                .containsExactly(false, true, true);
        assertThat(ledger.rows(member)).isEqualTo(1);
    }

    @Test
    void whatIsReplayedAtRandomWhereverItFirstRanGetsTheFirstAnswerAndWritesNothing() {
        Random random = new Random(SEED);
        List<Account> members = Stream.generate(Till::member).limit(8).toList();
        List<Posting> sent = new ArrayList<>();
        List<String> told = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        for (int wave = 0; wave < 10; wave++) {
            List<Posting> fresh = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                fresh.add(anything(random, members, rows));
            }
            for (Posted answer : instances.atOnce(wave % 2 == 1, fresh)) {
                told.add(told(answer));
                if (answer instanceof Posted.Done) {
                    rows.add(done(answer));
                }
            }
            sent.addAll(fresh);
        }
        String before = ledger.query("SELECT count(*) FROM journal").getFirst();

        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            order.add(i);
        }
        for (Lanes instance : List.of(
                instances.lanes(false).getFirst(), instances.lanes(true).getLast(), ledger.instance(patient()))) {
            Collections.shuffle(order, random);
            List<Future<Posted>> again =
                    order.stream().map(i -> instance.submit(sent.get(i))).toList();
            for (int i = 0; i < order.size(); i++) {
                Posted answer = RealLedger.await(again.get(i));
                assertThat(told(answer)).as("seed " + SEED).isEqualTo(told.get(order.get(i)));
                assertThat(isAgain(answer)).isTrue();
            }
        }

        assertThat(told).anyMatch(answer -> answer.startsWith("INSUFFICIENT_POINTS"));
        assertThat(ledger.query("SELECT count(*) FROM journal")).containsExactly(before);
    }

    @Test
    void afterARestartAndYearsTheKeyStillHasItsFirstAnswer() {
        Pool pool = ledger.pool();
        Lanes before = new Lanes(ledger.vertx(), pool, Limits.usual());
        Account member = Till.member();
        Posting earn = Till.earn(member, 10);
        Posting tooMuch = Till.redeem(member, 11);
        List<String> first = Stream.of(earn, tooMuch)
                .map(posting -> told(RealLedger.await(before.submit(posting))))
                .toList();
        RealLedger.await(pool.close());
        ledger.shift(Duration.ofDays(10 * 365).toSeconds());

        Lanes after = ledger.instance(Limits.usual());
        List<Posted> again = Stream.of(earn, tooMuch)
                .map(posting -> RealLedger.await(after.submit(posting)))
                .toList();

        ledger.shift(0);
        assertThat(again).extracting(L1ExactlyOnceTest::told).isEqualTo(first);
        assertThat(again).allMatch(L1ExactlyOnceTest::isAgain);
        assertThat(ledger.rows(member)).isEqualTo(2);
    }

    @Test
    void whereTheAnswerToCommitIsLostTheOutcomeIsUnknownAndTheKeyGetsTheFirstAnswer() {
        try (Proxy proxy = new Proxy(ledger.port())) {
            Lanes lane = new Lanes(ledger.vertx(), ledger.pool(proxy.port()), patient());
            Account member = Till.member();
            Posting earn = Till.earn(member, 10);
            done(RealLedger.await(lane.submit(Till.earn(member, 1))));

            proxy.next("COMMIT", Proxy.Trouble.ANSWER_LOST);
            assertRefused(lane.submit(earn), Reason.REASON_OUTCOME_UNKNOWN);

            Posted.Done again = untilReached(lane, earn);
            assertThat(again.again()).isTrue();
            assertThat(again.row().seq()).isEqualTo(2);
            assertThat(told(instances.one(false, earn))).isEqualTo(told(again));
            assertThat(ledger.rows(member)).isEqualTo(2);
        }
    }

    @Test
    void aRefusalThatDependedOnStateIsFinalForItsKey() {
        Account member = Till.member();
        instances.one(false, Till.earn(member, 10));
        Posting redeem = Till.redeem(member, 11);
        Posted refused = instances.one(false, redeem);
        instances.one(false, Till.earn(member, 100));

        List<Posted> again = instances.atOnce(false, List.of(redeem, redeem));

        assertThat(told(refused)).startsWith(Refusal.INSUFFICIENT_POINTS + " ");
        assertThat(again).extracting(L1ExactlyOnceTest::told).containsOnly(told(refused));
        assertThat(again).allMatch(L1ExactlyOnceTest::isAgain);
        assertThat(done(instances.one(false, Till.redeem(member, 11))).points()).isEqualTo(11);
        assertThat(ledger.spendable(member)).isEqualTo(99);
    }

    /** The second guard: were it looked for in vain, it could still not be written twice. */
    @Test
    void theDatabaseItselfTakesNoKeyTwice() {
        Account member = Till.member();
        instances.one(false, Till.earn(member, 10));

        assertThatThrownBy(
                        () -> ledger.execute("INSERT INTO journal SELECT (jsonb_populate_record(j, '{\"seq\": 2}')).*"
                                + " FROM journal j WHERE member = '"
                                + member.key().member() + "'"))
                .hasStackTraceContaining("journal_bucket_programme_member_key_hash_part_key");
    }

    private static Posting anything(Random random, List<Account> members, List<Row> rows) {
        Account member = members.get(random.nextInt(members.size()));
        long points = 1 + random.nextInt(50);
        Row row = rows.isEmpty() ? null : rows.get(random.nextInt(rows.size()));
        return switch (random.nextInt(6)) {
            case 0 -> Till.redeem(member, points);
            case 1 -> Till.hold(member, points, Duration.ofHours(1));
            case 2 -> Till.transfer(member, other(random, members, member), points);
            case 3 -> row == null || row.kind() != Kind.HOLD ? Till.earn(member, points) : Till.capture(row);
            case 4 -> row == null || row.kind() != Kind.EARN ? Till.earn(member, points) : Till.reverse(row, points);
            default -> Till.earn(member, points);
        };
    }

    private static Account other(Random random, List<Account> members, Account than) {
        int next = members.indexOf(than) + 1 + random.nextInt(members.size() - 1);
        return members.get(next % members.size());
    }

    private static Limits patient() {
        Duration wait = Duration.ofSeconds(20);
        return Limits.usual().lanes(1).waits(wait, wait, Duration.ofSeconds(25));
    }

    private static boolean isAgain(Posted posted) {
        return switch (posted) {
            case Posted.Done done -> done.again();
            case Posted.Refused refused -> refused.again();
            default -> throw new AssertionError("Nobody asked for " + posted);
        };
    }

    /** All that an answer says, for it is made of its row alone, which its hash covers. */
    private static String told(Posted posted) {
        return switch (posted) {
            case Posted.Done(Row row, byte[] sale, boolean again, boolean otherKey) ->
                "done " + row.reference() + " " + HexFormat.of().formatHex(row.hash());
            case Posted.Refused(Row row, boolean again) ->
                row.refused() + " " + row.reference() + " " + HexFormat.of().formatHex(row.hash());
            default -> throw new AssertionError("Nobody asked for " + posted);
        };
    }
}
