package dev.omnipoints.loyalty.posting;

import static dev.omnipoints.loyalty.posting.Answered.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.Row;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Accounts of more lots than a row may touch (ledger.md, 2, "Many lots"). */
class ManyLotsTest extends OnRealLedger {

    private static final int ROW = 10_000;
    private static final int MORE = 50;

    private static Lanes lanes;

    @BeforeAll
    static void start() {
        lanes = ledger.instance(Limits.usual().lanes(1).queue(2 * ROW, 128));
    }

    @Test
    void aReturnThatIsRepaidFromTensOfThousandsOfLotsIsWrittenInParts() {
        Account member = Till.member();
        Row earned = done(lanes.submit(Till.earn(member, ROW + 100))).row();
        done(lanes.submit(Till.redeem(member, ROW + 100)));
        earnOneByOne(member, ROW + MORE);

        Row answer = done(lanes.submit(Till.reverse(earned, null))).row();

        assertThat(answer.points()).isEqualTo(ROW + 100);
        assertThat(answer.after().owed()).isEqualTo(100 - MORE);
        assertThat(answer.after().spendable()).isZero();
        assertThat(parts(answer)).containsExactly("1 0 -" + ROW, "0 " + (ROW + 100) + " -" + MORE);
        assertThat(Answered.done(lanes.submit(Till.earn(member, 60)))
                        .row()
                        .after()
                        .spendable())
                .isEqualTo(60 - (100 - MORE));
    }

    @Test
    void anAccountOfTensOfThousandsOfLotsIsMergedInPartsAndGoesHomeWhole() {
        Account member = Till.member();
        Account survivor = Till.member();
        done(lanes.submit(Till.earn(survivor, 5)));
        earnOneByOne(member, ROW + MORE);

        Row merged = done(lanes.submit(Till.merge(member, survivor))).row();

        assertThat(merged.points()).isEqualTo(ROW + MORE);
        assertThat(merged.after().spendable()).isEqualTo(ROW + MORE + 5);
        assertThat(parts(merged)).containsExactly("1 0 " + ROW, "0 " + (ROW + MORE) + " " + MORE);
        assertThat(ledger.spendable(member)).isZero();
        assertThat(ledger.audit()).startsWith("0 ");

        done(lanes.submit(Till.redeem(survivor, 7)));
        Row undone = done(lanes.submit(Till.undo(member, survivor))).row();

        assertThat(parts(undone)).containsExactly("1 0 -" + (ROW - 2), "0 " + (ROW + MORE - 2) + " -" + MORE);
        assertThat(ledger.spendable(member)).isEqualTo(ROW + MORE - 2);
        assertThat(ledger.spendable(survivor)).isZero();
    }

    @Test
    void commandsOfAccountsWithManyLotsRunInABatchOfTheirOwn() {
        Account large = Till.member();
        earnOneByOne(large, 1_100);
        List<Account> others = Stream.generate(Till::member).limit(3).toList();

        Row[] rows = new Row[4];
        ledger.inOneBatch(lanes, () -> {
            List<Future<Posted>> answers = Stream.concat(
                            Stream.of(Till.redeem(large, 1_099)),
                            others.stream().map(other -> Till.earn(other, 3)))
                    .map(lanes::submit)
                    .toList();
            for (int i = 0; i < answers.size(); i++) {
                int place = i;
                answers.get(i).onSuccess(posted -> rows[place] = ((Posted.Done) posted).row());
            }
        });
        done(lanes.submit(Till.earn(large, 1)));

        List<String> transactions =
                Stream.of(rows).map(ManyLotsTest::transaction).toList();
        assertThat(transactions.subList(1, 4)).containsOnly(transactions.get(1));
        assertThat(transactions.getFirst()).isNotEqualTo(transactions.get(1));
        assertThat(rows[0].after().spendable()).isEqualTo(1);
    }

    private static void earnOneByOne(Account member, int count) {
        List<Future<Posted>> earned = Stream.generate(() -> lanes.submit(Till.earn(member, 1)))
                .limit(count)
                .toList();
        earned.forEach(Answered::done);
    }

    /** Part, points and change of spendable points of the rows under a row's key, in the order written. */
    private static List<String> parts(Row row) {
        return ledger.query("SELECT part || ' ' || points || ' ' || spendable_change FROM journal WHERE member = '"
                + row.account().member() + "' AND key_hash = '" + row.key().hash() + "' ORDER BY seq");
    }

    private static String transaction(Row row) {
        return ledger.query("SELECT xid FROM journal WHERE member = '"
                        + row.account().member() + "' AND seq = " + row.seq())
                .getFirst();
    }
}
