package dev.omnipoints.loyalty.posting;

import static dev.omnipoints.loyalty.posting.TwoInstances.done;
import static dev.omnipoints.loyalty.posting.TwoInstances.refusals;
import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.Kind;
import dev.omnipoints.loyalty.ledger.Refusal;
import dev.omnipoints.loyalty.ledger.Row;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes at once, and on whichever of two instances, comes out as if it had come one after the other. */
class RacesTest extends OnRealLedger {

    private static final int CLIENTS = 100;

    private static TwoInstances instances;
    private static long shift;

    @BeforeAll
    static void start() {
        instances = new TwoInstances(ledger);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aHoldEndsOnceHoweverManyEndIt(boolean oneBucket) {
        for (int round = 0; round < 20; round++) {
            Account member = Till.member();
            instances.one(oneBucket, Till.earn(member, 100));
            Row hold = done(instances.one(oneBucket, Till.hold(member, 100, Duration.ofSeconds(1))));
            List<Lanes> lanes = instances.lanes(oneBucket);
            if (round % 3 == 0) {
                ledger.shift(shift += 2);
            }
            Future<Posted> capture = lanes.get(round % 2).submit(Till.capture(hold));
            Future<Posted> release = lanes.get(1 - round % 2).submit(Till.release(hold));
            if (round % 3 == 1) {
                ledger.shift(shift += 2);
            }
            Future<Posted> settle = lanes.get(round % 2).submit(Till.settle(member));
            RealLedger.await(settle);

            List<String> ends = ledger.query("SELECT kind FROM journal WHERE hold_member = '"
                    + hold.account().member() + "' AND hold_seq = " + hold.seq() + " AND refused = 0 AND kind <> "
                    + Kind.HOLD.code());
            assertThat(outcomes(RealLedger.await(capture), RealLedger.await(release)))
                    .isEqualTo(
                            switch (end(hold)) {
                                case CAPTURE -> "done, HOLD_ALREADY_CAPTURED";
                                case VOID -> "HOLD_ALREADY_VOIDED, done";
                                default -> "HOLD_EXPIRED, HOLD_EXPIRED";
                            });
            assertThat(ends).hasSize(1);
            assertThat(ledger.query("SELECT held FROM account WHERE member = '"
                            + member.key().member() + "'"))
                    .containsExactly("0");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsReversedTwiceAtOnceIsReversedOnce(boolean oneBucket) {
        Account member = Till.member();
        List<Posting> earns = new ArrayList<>();
        for (int i = 0; i < CLIENTS / 2; i++) {
            earns.add(Till.earn(member, 10 + i));
        }
        List<Posting> reversals = new ArrayList<>();
        for (Posted earned : instances.atOnce(oneBucket, earns)) {
            reversals.add(Till.reverse(done(earned), done(earned).points()));
            reversals.add(Till.reverse(done(earned), done(earned).points()));
        }
        Collections.reverse(reversals);

        List<Posted> answers = instances.atOnce(oneBucket, reversals);

        assertThat(answers).filteredOn(Posted.Done.class::isInstance).hasSize(CLIENTS / 2);
        assertThat(refusals(answers)).hasSize(CLIENTS / 2).containsOnly(Refusal.REVERSAL_EXCEEDS_ORIGINAL);
        assertThat(ledger.spendable(member)).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void transfersToAndFroLoseNothingAndNeverDeadlock(boolean oneBucket) {
        Account one = Till.member();
        Account other = Till.member();
        instances.atOnce(oneBucket, List.of(Till.earn(one, 10_000), Till.earn(other, 10_000)));
        List<Posting> transfers = new ArrayList<>();
        for (int client = 0; client < 64; client++) {
            for (int i = 0; i < 8; i++) {
                boolean there = (client + i) % 2 == 0;
                transfers.add(Till.transfer(there ? one : other, there ? other : one, 1 + client));
            }
        }

        List<Posted> answers = instances.atOnce(oneBucket, transfers);

        assertThat(answers).allMatch(Posted.Done.class::isInstance);
        assertThat(ledger.spendable(one) + ledger.spendable(other)).isEqualTo(20_000);
        assertThat(ledger.query("SELECT deadlocks FROM pg_stat_database WHERE datname = 'loyalty'"))
                .containsExactly("0");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aMergeAmidTrafficLosesNoKeyHoldOrPoint(boolean oneBucket) {
        Account survivor = Till.member();
        Account merged = Till.member();
        List<Posted> opened =
                instances.atOnce(oneBucket, List.of(Till.earn(survivor, 1_000), Till.earn(merged, 1_000)));
        assertThat(opened).hasSize(2);
        List<Row> holds = new ArrayList<>();
        for (Account member : List.of(survivor, merged)) {
            for (int i = 0; i < 5; i++) {
                holds.add(done(instances.one(oneBucket, Till.hold(member, 10, Duration.ofHours(1)))));
            }
        }
        List<Posting> traffic = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            Account member = i % 2 == 0 ? survivor : merged;
            traffic.add(Till.earn(member, 3));
            traffic.add(Till.redeem(member, 1));
            if (i == CLIENTS / 2) {
                traffic.add(Till.merge(merged, survivor));
                holds.forEach(hold -> traffic.add(Till.capture(hold)));
            }
        }

        List<Posted> answers = instances.atOnce(oneBucket, traffic);
        List<Posted> again = instances.atOnce(oneBucket, traffic);

        assertThat(answers)
                .allMatch(answer -> answer instanceof Posted.Done(var row, var sale, var known, var other) && !known);
        assertThat(again)
                .allMatch(answer -> answer instanceof Posted.Done(var row, var sale, var known, var other) && known);
        assertThat(again)
                .extracting(answer -> done(answer).reference())
                .isEqualTo(
                        answers.stream().map(answer -> done(answer).reference()).toList());
        assertThat(ledger.spendable(survivor)).isEqualTo(2_000 + 3 * CLIENTS - CLIENTS - 100);
        assertThat(ledger.spendable(merged)).isZero();
        assertThat(ledger.query("SELECT held FROM account WHERE member = '"
                        + survivor.key().member() + "'"))
                .containsExactly("0");
    }

    private static String outcomes(Posted capture, Posted release) {
        return outcome(capture) + ", " + outcome(release);
    }

    private static String outcome(Posted posted) {
        return posted instanceof Posted.Refused(Row row, boolean again)
                ? row.refused().name()
                : "done";
    }

    private static Kind end(Row hold) {
        return Kind.of(Short.parseShort(ledger.query("SELECT end_kind FROM hold WHERE made_by = '"
                        + hold.account().member() + "' AND made_seq = " + hold.seq())
                .getFirst()));
    }
}
