package dev.omnipoints.loyalty.posting;

import static dev.omnipoints.loyalty.posting.Answered.assertRefused;
import static dev.omnipoints.loyalty.posting.Answered.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.Outcome;
import dev.omnipoints.loyalty.ledger.Row;
import dev.omnipoints.loyalty.platform.Refused;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that are written together come out as if each had been alone; a lane is fair, and says when it is full. */
class BatchTest extends OnRealLedger {

    private static final Duration LONG = Duration.ofSeconds(20);

    private static Limits patient() {
        return Limits.usual().lanes(1).waits(LONG, LONG, Duration.ofSeconds(25));
    }

    private static Lanes lane() {
        return ledger.instance(patient());
    }

    @Test
    void aFullLaneTellsToComeAgain() {
        Lanes lane = ledger.instance(patient().queue(4, 4));
        List<Future<Posted>> answers = new ArrayList<>();

        ledger.inOneBatch(lane, () -> {
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
        assertThat(ledger.rows(late)).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFloodForOneMemberDoesNotKeepOthersWaiting(boolean oneBucket) {
        Lanes lane = ledger.instance(patient().oneBucket(oneBucket).queue(4096, 32));
        Account flooded = Till.member();
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        List<Future<Posted>> all = new ArrayList<>();

        ledger.inOneBatch(lane, () -> {
            for (int i = 0; i < 320; i++) {
                all.add(lane.submit(Till.earn(flooded, 1)).onComplete(done -> order.add("flood")));
            }
            all.add(lane.submit(Till.earn(Till.member(), 1)).onComplete(done -> order.add("other")));
        });

        all.forEach(Answered::done);
        assertThat(order.indexOf("other")).isBetween(0, 2 * 32);
        assertThat(all)
                .filteredOn(answer -> done(answer).row().account().equals(flooded.key()))
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
        earns.forEach(Answered::done);
        ledger.shift(Duration.ofDays(3).toSeconds());

        Row redeemed = done(lane.submit(Till.redeem(member, 200))).row();

        ledger.shift(0);
        assertThat(redeemed.points()).isEqualTo(200);
        assertThat(ledger.spendable(member)).isZero();
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

        assertThat(ledger.spendable(behind)).isEqualTo(5);
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

        ledger.inOneBatch(lane, () -> {
            answers.add(lane.submit(Till.merge(merged, survivor)));
            answers.add(lane.submit(Till.reverse(earned, 40L)));
            answers.add(lane.submit(Till.undo(merged, survivor)));
            answers.add(lane.submit(Till.reverse(earned, 60L)));
            answers.add(lane.submit(Till.reverse(earned, 1L)));
        });

        answers.subList(0, 4).forEach(Answered::done);
        assertThat(RealLedger.await(answers.getLast())).isInstanceOf(Posted.Refused.class);
        assertThat(ledger.spendable(merged)).isZero();
        assertThat(ledger.spendable(survivor)).isEqualTo(100);
    }
}
