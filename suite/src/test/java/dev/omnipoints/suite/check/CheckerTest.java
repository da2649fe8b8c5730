package dev.omnipoints.suite.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Histories in each of which one thing is wrong: each is refused, and the operation is named. */
class CheckerTest extends Story {
    @Test
    void whatALedgerTellsOneClientAfterTheOtherIsLinearizable() {
        done(0, Verb.SALE, a().points(100).receipt("r"));
        var hold = done(1, Verb.HOLD, a().points(60).channel("WEB"));
        done(0, Verb.SALE, a().points(10).hold(hold).pays(50).receipt("s"));
        done(2, Verb.TRANSFER, a().points(30).to("B"));
        done(1, Verb.RETURN, a().receipt("s"));
        done(1, Verb.REDEEM, a().points(10_000));
        done(2, Verb.READ, Asked.of("B"));

        assertThat(judged()).isEmpty();
    }

    @Test
    void aStaleReadIsRefused() {
        done(0, Verb.SALE, a().points(100));
        done(1, Verb.REDEEM, a().points(30));
        told(2, Verb.READ, Asked.of("A"), ledger.as("A", 1));

        assertRefused(
                "#4, process 2, read", "a stale read: told row 1, though row 2 was known before, to #2, process 1");
    }

    @Test
    void aLostUpdateIsRefused() {
        int one = script.invoke(0, Verb.SALE, a().points(100));
        int other = script.invoke(1, Verb.SALE, a().points(50));
        // Both read a balance of 0, and the later one wrote over the other.
        ledger.write("A", Kind.EARN, 100, 100, 0, null, null);
        ledger.write("A", Kind.EARN, 50, -50, 0, null, null);
        script.ok(0, ledger.as("A", 1).points(100L));
        script.ok(1, ledger.as("A", 2).points(50L));

        assertRefused(
                "#" + other + ", process 1, sale", "row 2 leaves pending 0, available 150", "told", "available 50");
        assertThat(one).isZero();
    }

    @Test
    void ofTwoThatWereToldOneRowOneIsLost() {
        script.invoke(0, Verb.SALE, a().points(100));
        script.invoke(1, Verb.SALE, a().points(100));
        ledger.write("A", Kind.EARN, 100, 100, 0, null, null);
        script.ok(0, ledger.as("A", 1));
        script.ok(1, ledger.as("A", 1));

        assertRefused("#1, process 1, sale", "told row 1, as was #0, process 0, sale", "one of the two is lost");
    }

    @Test
    void aDoubledEarnIsRefused() {
        done(0, Verb.SALE, a().points(100).receipt("r"));
        ledger.write("A", Kind.EARN, 100, 100, 0, null, "r");

        assertRefused("#0, process 0, sale", "done twice: which was told row 1, and again row 2, EARN 100");
    }

    @Test
    void aDoubledEarnOfNoSaleIsRefused() {
        done(0, Verb.EARN, a().points(100));
        ledger.write("A", Kind.EARN, 100, 100, 0, null, null);

        assertRefused(
                "#0, process 0, earn", "nobody asked for row 2, EARN 100", "looks like", "told row 1: done twice?");
    }

    @Test
    void aKeyThatIsDoneTwiceIsRefused() {
        var asked = a().points(100);
        script.invoke(0, Verb.EARN, asked);
        script.complete(0, ledger.take(Verb.EARN, asked));
        told(1, Verb.EARN, asked, written(Kind.EARN, 100, 100));

        assertRefused("#2, process 1, earn", "done twice: told row 2, and under the same key #0, process 0, earn");
    }

    @Test
    void aHoldThatIsCapturedTwiceIsRefused() {
        done(0, Verb.SALE, a().points(100));
        var hold = done(0, Verb.HOLD, a().points(40));
        done(0, Verb.CAPTURE, a().hold(hold));
        ledger.write("A", Kind.CAPTURE, 40, -40, 0, hold, null);
        told(1, Verb.CAPTURE, a().hold(hold), ledger.read("A").points(40L));

        assertRefused("#6, process 1, capture", "nothing was to be written: the hold is captured already");
    }

    @Test
    void aHoldThatIsCapturedAndVoidedIsRefused() {
        done(0, Verb.SALE, a().points(100));
        var hold = done(0, Verb.HOLD, a().points(40));
        done(0, Verb.VOID, a().hold(hold));
        told(1, Verb.CAPTURE, a().hold(hold), written(Kind.CAPTURE, 40, 0));

        assertRefused("#6, process 1, capture", "must be CAPTURE 40 refused as HOLD_ALREADY_VOIDED");
    }

    @Test
    void aBalanceBelowZeroIsRefused() {
        done(0, Verb.SALE, a().points(100));
        ledger.write("A", Kind.REDEEM, 130, -130, 0, null, null);
        told(1, Verb.REDEEM, a().points(130), Told.of(2, new Balance(0, -30, 0, 0)));

        assertRefused("#2, process 1, redeem", "told a balance that cannot be", "available -30");
    }

    @Test
    void whatIsSpentBeyondWhatThereIsIsRefusedThoughItIsOwed() {
        done(0, Verb.SALE, a().points(100));
        told(1, Verb.REDEEM, a().points(130), written(Kind.REDEEM, 130, -130));

        assertRefused("#2, process 1, redeem", "row 2 must be REDEEM 130 refused as INSUFFICIENT_POINTS");
    }

    @Test
    void anAcknowledgedOperationThatIsMissingAtTheEndIsRefused() {
        done(0, Verb.SALE, a().points(100));
        done(1, Verb.REDEEM, a().points(40));
        ledger.forget("A");

        assertRefused("#2, process 1, redeem", "lost: told row 2, and the last read", "ends at row 1");
    }

    @Test
    void anAcknowledgedOperationInWhosePlaceAnotherStandsIsRefused() {
        done(0, Verb.SALE, a().points(100));
        done(1, Verb.REDEEM, a().points(40));
        ledger.forget("A");
        done(2, Verb.HOLD, a().points(10));

        assertRefused("#2, process 1, redeem", "lost: told row 2 (REDEEM 40", "in the end row 2 is HOLD 10");
    }

    @Test
    void anOrderAgainstRealTimeAcrossTwoChannelsIsRefused() {
        var sale = a().points(50).channel("STORE");
        done(0, Verb.SALE, a().points(100).channel("STORE"));
        script.invoke(0, Verb.SALE, sale);
        var redemption = ledger.take(Verb.REDEEM, a().points(20).channel("WEB"));
        script.complete(0, ledger.take(Verb.SALE, sale));
        script.invoke(1, Verb.REDEEM, a().points(20).channel("WEB"));
        script.complete(1, redemption);

        assertRefused(
                "#4, process 1, redeem",
                "real-time order: it became row 2, and before it was asked for a row as late was known to #2",
                "\"channel\":\"STORE\"");
    }

    @Test
    void aWrongBalanceInAnAnswerIsRefused() {
        done(0, Verb.SALE, a().points(100));
        var asked = a().points(20);
        var right = ledger.take(Verb.REDEEM, asked).told();
        told(1, Verb.REDEEM, asked, Told.of(2, new Balance(0, 81, 0, 0)).id(right.id()));

        assertRefused(
                "#2, process 1, redeem",
                "a wrong balance: row 2 leaves pending 0, available 80",
                "told pending 0, available 81");
    }

    /** All agree: answers, reads and the statement; but they do not add up. */
    @Test
    void aBalanceThatAllWereToldIsRefusedWhereItIsNotWhatTheRowsMake() {
        done(0, Verb.SALE, a().points(100));
        told(1, Verb.REDEEM, a().points(20), written(Kind.REDEEM, 20, -10));
        done(2, Verb.READ, Asked.of("A"));

        assertRefused("#2, process 1, redeem", "row 2 leaves pending 0, available 80");
    }

    @Test
    void anOperationThatNobodyAskedForIsRefused() {
        done(0, Verb.SALE, a().points(100));
        ledger.write("A", Kind.REDEEM, 10, -10, 0, null, null);

        assertRefused("#2, process 99, statement", "nobody asked for row 2, REDEEM 10");
    }

    @Test
    void aRefusalOfWhatThereIsIsRefused() {
        done(0, Verb.SALE, a().points(100));
        script.invoke(1, Verb.REDEEM, a().points(100));
        ledger.take(Verb.REDEEM, a().points(1_000));
        script.fail(1, ledger.read("A").reason("INSUFFICIENT_POINTS"));

        assertRefused("#2, process 1, redeem", "row 2 must be REDEEM 100, leaving");
    }

    @Test
    void aStatementWithAGapIsRefused() {
        done(0, Verb.SALE, a().points(100));
        done(0, Verb.SALE, a().points(50));
        end("A", told -> told.entries(told.entries().subList(0, 1)));

        assertThat(Checker.check(script.history()))
                .extracting(Violation::toString)
                .containsExactly("#4, process 99, statement {\"member\":\"A\"}: its rows are not one each from 1 to 2:"
                        + " look at row 1");
    }

    @Test
    void withoutALastStatementNothingIsJudged() {
        done(0, Verb.SALE, a().points(100));

        assertThatThrownBy(() -> Checker.check(script.history()))
                .isInstanceOf(Unreadable.class)
                .hasMessageStartingWith("script: after #0, process 0, sale {\"member\":\"A\"")
                .hasMessageEndingWith("no statement of member A is read; without it nobody knows what is left of it.");
    }
}
