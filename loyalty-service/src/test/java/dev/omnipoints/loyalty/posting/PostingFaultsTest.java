package dev.omnipoints.loyalty.posting;

import static dev.omnipoints.loyalty.posting.Answered.assertRefused;
import static dev.omnipoints.loyalty.posting.Answered.done;
import static dev.omnipoints.loyalty.posting.Answered.untilReached;
import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.posting.Proxy.Trouble;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes wrong with one command, its connection or its database harms no other, and is told as what it is. */
class PostingFaultsTest extends OnRealLedger {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(200);

    private Proxy proxy;

    @BeforeEach
    void open() {
        proxy = new Proxy(ledger.port());
    }

    @AfterEach
    void close() {
        proxy.close();
    }

    /** One lane, which waits for locks as long as it takes. */
    private static Limits patient() {
        return Limits.usual().lanes(1).waits(LONG, LONG, Duration.ofSeconds(25));
    }

    private static Lanes lane() {
        return ledger.instance(patient());
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
        assertThat(ledger.rows(member)).isEqualTo(2);
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
        assertThat(ledger.rows(member)).isEqualTo(2);
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
        assertThat(ledger.spendable(members.getLast())).isEqualTo(110);
    }
}
