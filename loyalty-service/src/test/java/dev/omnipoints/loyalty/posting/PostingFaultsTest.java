package dev.omnipoints.loyalty.posting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.Outcome;
import dev.omnipoints.loyalty.ledger.Row;
import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.posting.Proxy.Trouble;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong with one command, its connection or its database harms no other, and is told as what it is. */
class PostingFaultsTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(200);

    private static RealLedger ledger;
    private Proxy proxy;

    @BeforeAll
    static void start() {
        ledger = new RealLedger();
    }

    @AfterAll
    static void stop() {
        ledger.close();
    }

    @BeforeEach
    void open() {
        proxy = new Proxy(ledger.port());
    }

    @AfterEach
    void ledgerIsTrue() {
        proxy.close();
        assertThat(ledger.audit()).startsWith("0 ");
    }

    /** One lane, which waits for locks as long as it takes. */
    private static Limits patient() {
        return Limits.usual().lanes(1).waits(LONG, LONG, Duration.ofSeconds(25));
    }

    private static Lanes lane() {
        return ledger.instance(patient());
    }

    @Test
    void aKeyTwiceInOneBatchIsAnsweredTwiceAndWrittenOnce() {
        Lanes lane = lane();
        Account member = Till.member();
        Posting earn = Till.earn(member, 10);
        List<Future<Posted>> answers = new ArrayList<>();

        inOneBatch(lane, () -> Collections.nCopies(3, earn).forEach(each -> answers.add(lane.submit(each))));

        assertThat(answers).extracting(answer -> done(answer).again()).containsExactly(false, true, true);
        assertThat(answers).extracting(answer -> done(answer).row().seq()).containsOnly(1L);
    }

    @Test
    void aCommandThatTheDatabaseRejectsHarmsNoOtherOfItsBatch() {
        Lanes lane = lane();
        Account culprit = Till.member();
        List<Future<Posted>> others = new ArrayList<>();
        List<Future<Posted>> culprits = new ArrayList<>();
        reject(culprit);

        inOneBatch(lane, () -> {
            for (int i = 0; i < 10; i++) {
                others.add(lane.submit(Till.earn(Till.member(), 1)));
                culprits.add(lane.submit(Till.earn(culprit, 1)));
            }
        });

        assertThat(others).extracting(answer -> done(answer).again()).containsOnly(false);
        culprits.forEach(answer -> assertThatThrownBy(() -> RealLedger.await(answer))
                .isInstanceOfSatisfying(
                        PgException.class,
                        failure -> assertThat(failure.getErrorMessage()).isEqualTo("poison")));
        assertThat(rows(culprit)).isZero();
        reject(null);
        assertThat(done(lane.submit(Till.earn(culprit, 1))).again()).isFalse();
    }

    @Test
    void whereTheAnswerToCommitIsLostTheOutcomeIsUnknownAndTheKeyGetsTheFirstAnswer() {
        Lanes lane = new Lanes(ledger.vertx(), ledger.pool(proxy.port()), patient());
        Account member = Till.member();
        Posting earn = Till.earn(member, 10);
        done(lane.submit(Till.earn(member, 1)));

        proxy.next("COMMIT", Trouble.ANSWER_LOST);
        assertRefused(lane.submit(earn), Reason.REASON_OUTCOME_UNKNOWN);

        Posted.Done again = untilReached(lane, earn);
        assertThat(again.again()).isTrue();
        assertThat(again.row().seq()).isEqualTo(2);
        assertThat(rows(member)).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"BEGIN, REASON_DEPENDENCY_UNAVAILABLE", "COMMIT, REASON_OUTCOME_UNKNOWN"})
    void whereTheLineIsCutBeforeCommitNothingIsWritten(String word, Reason reason) {
        Lanes lane = new Lanes(ledger.vertx(), ledger.pool(proxy.port()), patient());
        Account member = Till.member();
        Posting earn = Till.earn(member, 10);
        done(lane.submit(Till.earn(member, 1)));

        proxy.next(word, Trouble.CUT);
        assertRefused(lane.submit(earn), reason);

        assertThat(untilReached(lane, earn).again()).isFalse();
        assertThat(rows(member)).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "BEGIN, SILENCE, REASON_DEPENDENCY_UNAVAILABLE, false",
        "COMMIT, SILENCE, REASON_OUTCOME_UNKNOWN, false",
        "COMMIT, SILENCE_AFTER, REASON_OUTCOME_UNKNOWN, true"
    })
    void aDatabaseThatSaysNothingIsGivenUpAndTheLaneGoesOn(
            String word, Trouble trouble, Reason reason, boolean written) {
        Limits limits = patient().waits(LONG, LONG, Duration.ofSeconds(2));
        Lanes lane = new Lanes(ledger.vertx(), ledger.pool(proxy.port()), limits);
        Account member = Till.member();
        Posting earn = Till.earn(member, 10);
        done(lane.submit(Till.earn(member, 1)));

        proxy.next(word, trouble);
        assertRefused(lane.submit(earn), reason);

        assertThat(untilReached(lane, earn).again()).isEqualTo(written);
        assertThat(rows(member)).isEqualTo(2);
    }

    @Test
    void whoseRowSomeoneHoldsWaitsAloneAndTheOthersAreDoneAtOnce() {
        Lanes lane = ledger.instance(patient().waits(SHORT, LONG, LONG));
        Account held = Till.member();
        done(lane.submit(Till.earn(held, 1)));
        Future<Posted> waits;
        try (Session session = new Session(ledger.connect())) {
            session.lock(held);
            waits = lane.submit(Till.earn(held, 2));
            for (int i = 0; i < 10; i++) {
                done(lane.submit(Till.earn(Till.member(), 1)));
            }
            assertThat(waits.isComplete()).isFalse();
        }

        assertThat(done(waits).row().seq()).isEqualTo(2);
    }

    @Test
    void whoseRowSomeoneHoldsForTooLongIsToldThatItIsInProgress() {
        Lanes lane = ledger.instance(patient().waits(SHORT, SHORT, LONG));
        Account held = Till.member();
        Posting earn = Till.earn(held, 2);
        done(lane.submit(Till.earn(held, 1)));
        try (Session session = new Session(ledger.connect())) {
            session.lock(held);
            assertRefused(lane.submit(earn), Reason.REASON_OPERATION_IN_PROGRESS);
        }

        assertThat(done(lane.submit(earn)).again()).isFalse();
    }

    @Test
    void aDeadlockWithWhoeverLocksInAnotherOrderIsRunAgain() {
        Lanes lane = lane();
        List<Account> members = Stream.of(Till.member(), Till.member())
                .sorted(Comparator.comparing(Account::key))
                .toList();
        members.forEach(member -> done(lane.submit(Till.earn(member, 100))));
        Future<Posted> transfer;
        try (Session session = new Session(ledger.connect())) {
            session.lock(members.getLast());
            transfer = lane.submit(Till.transfer(members.getFirst(), members.getLast(), 10));
            ledger.awaitWaiters(1);
            // Whichever of the two PostgreSQL picks, the other goes on.
            session.tryLock(members.getFirst());
        }

        assertThat(done(transfer).row().points()).isEqualTo(10);
        assertThat(spendable(members.getLast())).isEqualTo(110);
    }

    @Test
    void aFullLaneTellsToComeAgain() {
        Lanes lane = ledger.instance(patient().queue(4, 4));
        List<Future<Posted>> answers = new ArrayList<>();

        inOneBatch(lane, () -> {
            for (int i = 0; i < 4; i++) {
                answers.add(lane.submit(Till.earn(Till.member(), 1)));
            }
            Refused full = assertRefused(lane.submit(Till.earn(Till.member(), 1)), Reason.REASON_OVERLOADED);
            assertThat(full.problem().getRetryAfterMillis()).isEqualTo(200);
        });

        assertThat(answers).extracting(answer -> done(answer).again()).containsOnly(false);
    }

    @Test
    void whoseDeadlinePassesBeforePlanningIsDroppedAndAfterItIsDone() {
        Lanes lane = lane();
        Account begun = Till.member();
        Account late = Till.member();
        done(lane.submit(Till.earn(begun, 1)));
        long deadline = System.nanoTime() + Duration.ofSeconds(4).toNanos();
        Future<Posted> first;
        Future<Posted> second;
        try (Session session = new Session(ledger.connect())) {
            session.lock(begun);
            first = lane.submit(Till.earn(begun, 1).by(deadline));
            ledger.awaitWaiters(1);
            second = lane.submit(Till.earn(late, 1).by(deadline));
            await().atMost(LONG).until(() -> System.nanoTime() - deadline > 0);
        }

        assertThat(done(first).row().seq()).isEqualTo(2);
        assertRefused(second, Reason.REASON_OVERLOADED);
        assertThat(rows(late)).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFloodForOneMemberDoesNotKeepOthersWaiting(boolean oneBucket) {
        Lanes lane = ledger.instance(patient().oneBucket(oneBucket).queue(4096, 32));
        Account flooded = Till.member();
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        List<Future<Posted>> all = new ArrayList<>();

        inOneBatch(lane, () -> {
            for (int i = 0; i < 320; i++) {
                all.add(lane.submit(Till.earn(flooded, 1)).onComplete(done -> order.add("flood")));
            }
            all.add(lane.submit(Till.earn(Till.member(), 1)).onComplete(done -> order.add("other")));
        });

        all.forEach(PostingFaultsTest::done);
        assertThat(order.indexOf("other")).isBetween(0, 2 * 32);
        assertThat(all).filteredOn(answer -> done(answer).row().account().equals(flooded.key()))
                .extracting(answer -> done(answer).row().seq())
                .isSorted();
    }

    @Test
    void whatExpiresNowIsNotCountedAmongWhatCanBeSpent() {
        Lanes lane = lane();
        Account member = Till.member();
        List<Future<Posted>> earns = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            earns.add(lane.submit(Till.earn(member, 10, 1)));
        }
        for (int i = 0; i < 20; i++) {
            earns.add(lane.submit(Till.earn(member, 10, 60)));
        }
        earns.forEach(PostingFaultsTest::done);
        ledger.shift(Duration.ofDays(3).toSeconds());

        Row redeemed = done(lane.submit(Till.redeem(member, 200))).row();

        ledger.shift(0);
        assertThat(redeemed.points()).isEqualTo(200);
        assertThat(spendable(member)).isZero();
    }

    @Test
    void theLaterNowOfTwoAccountsHoldsForBoth() {
        Lanes lane = lane();
        Account ahead = Till.member();
        Account behind = Till.member();
        done(lane.submit(Till.earn(behind, 10, 1)));
        ledger.shift(Duration.ofDays(10).toSeconds());
        done(lane.submit(Till.earn(ahead, 5)));
        ledger.shift(0);

        done(lane.submit(Till.transfer(ahead, behind, 5)));

        assertThat(spendable(behind)).isEqualTo(5);
        assertThat(ledger.query("SELECT expired FROM account WHERE member = '"
                        + behind.key().member() + "'"))
                .containsExactly("10");
    }

    @Test
    void anUndoOfWhatWasNeverMergedIsRejected() {
        Lanes lane = lane();
        Account known = Till.member();
        done(lane.submit(Till.earn(known, 1)));

        assertThat(RealLedger.await(lane.submit(Till.undo(Till.member(), known))))
                .isEqualTo(new Posted.Rejected(Outcome.Unwritten.MERGE_NOT_UNDOABLE));
    }

    @Test
    void afterAMergeInTheSameQueueReferencesAreFoundWhereTheyWent() {
        Lanes lane = lane();
        Account survivor = Till.member();
        Account merged = Till.member();
        done(lane.submit(Till.earn(survivor, 100)));
        Row earned = done(lane.submit(Till.earn(merged, 100))).row();
        List<Future<Posted>> answers = new ArrayList<>();

        inOneBatch(lane, () -> {
            answers.add(lane.submit(Till.merge(merged, survivor)));
            answers.add(lane.submit(Till.reverse(earned, 40L)));
            answers.add(lane.submit(Till.undo(merged, survivor)));
            answers.add(lane.submit(Till.reverse(earned, 60L)));
            answers.add(lane.submit(Till.reverse(earned, 1L)));
        });

        answers.subList(0, 4).forEach(PostingFaultsTest::done);
        assertThat(RealLedger.await(answers.getLast())).isInstanceOf(Posted.Refused.class);
        assertThat(spendable(merged)).isZero();
        assertThat(spendable(survivor)).isEqualTo(100);
    }

    /** What is sent meanwhile waits behind a command that waits for its row; then it goes together. */
    private static void inOneBatch(Lanes lane, Runnable sends) {
        Account plug = Till.member();
        done(lane.submit(Till.earn(plug, 1)));
        Future<Posted> plugged;
        try (Session session = new Session(ledger.connect())) {
            session.lock(plug);
            plugged = lane.submit(Till.earn(plug, 1));
            ledger.awaitWaiters(1);
            sends.run();
        }
        done(plugged);
    }

    /** PostgreSQL refuses rows of this member; null: nobody's. */
    private static void reject(Account member) {
        ledger.execute("DROP TRIGGER IF EXISTS poison ON journal");
        if (member != null) {
            ledger.execute("CREATE OR REPLACE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS"
                    + " $$ BEGIN RAISE EXCEPTION 'poison'; END $$");
            ledger.execute("CREATE TRIGGER poison BEFORE INSERT ON journal FOR EACH ROW WHEN (NEW.member = '"
                    + member.key().member() + "') EXECUTE FUNCTION poison()");
        }
    }

    private static Posted.Done done(Future<Posted> answer) {
        Posted posted = RealLedger.await(answer);
        assertThat(posted).isInstanceOf(Posted.Done.class);
        return (Posted.Done) posted;
    }

    /** As clients do: a connection that was cut may be handed out once more before the pool knows. */
    private static Posted.Done untilReached(Lanes lane, Posting posting) {
        for (int i = 0; i < 10; i++) {
            try {
                return done(lane.submit(posting));
            } catch (Refused refused) {
                assertThat(refused.reason()).isEqualTo(Reason.REASON_DEPENDENCY_UNAVAILABLE);
            }
        }
        throw new AssertionError("The database cannot be reached any more");
    }

    private static Refused assertRefused(Future<Posted> answer, Reason reason) {
        Refused[] refused = new Refused[1];
        assertThatThrownBy(() -> RealLedger.await(answer))
                .isInstanceOfSatisfying(Refused.class, thrown -> refused[0] = thrown);
        assertThat(refused[0].reason()).isEqualTo(reason);
        return refused[0];
    }

    private static long spendable(Account member) {
        return Long.parseLong(ledger.query(
                        "SELECT spendable FROM account WHERE member = '" + member.key().member() + "'")
                .getFirst());
    }

    private static long rows(Account member) {
        return Long.parseLong(ledger.query(
                        "SELECT count(*) FROM journal WHERE member = '" + member.key().member() + "'")
                .getFirst());
    }
}
