package dev.omnipoints.suite.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What nobody knows, what time does by itself, and what has two halves: in order, and with one thing wrong. */
class UnknownsTest extends Story {
    @Test
    void aReadOfTheReceiverThatDoesNotKnowWhatTheSenderKnewIsStale() {
        done(0, Verb.SALE, a().points(100));
        done(0, Verb.TRANSFER, a().points(30).to("B"));
        told(1, Verb.READ, Asked.of("B"), Told.of(0, Balance.ZERO));

        assertRefused("#4, process 1, read", "a stale read: told row 0", "to #2, process 0, transfer");
    }

    @Test
    void anUnknownOperationIsDoneOnceOrNever() {
        done(0, Verb.SALE, a().points(100));
        var never = a().points(10);
        script.invoke(1, Verb.REDEEM, never);
        script.info(1);
        var once = a().points(20);
        script.invoke(2, Verb.REDEEM, once);
        script.info(2);
        ledger.take(Verb.REDEEM, once);

        assertThat(judged()).isEmpty();
    }

    @Test
    void anUnknownOperationThatIsDoneTwiceIsRefused() {
        done(0, Verb.SALE, a().points(100));
        var asked = a().points(20);
        script.invoke(1, Verb.REDEEM, asked);
        script.info(1);
        ledger.take(Verb.REDEEM, asked);
        ledger.write("A", Kind.REDEEM, 20, -20, 0, null, null);

        assertRefused("#2, process 1, redeem", "nobody asked for row 3, REDEEM 20", "looks like", "got no answer");
    }

    @Test
    void anUnknownOperationThatWasKnownBeforeItWasAskedForIsRefused() {
        done(0, Verb.SALE, a().points(100));
        ledger.write("A", Kind.REDEEM, 20, -20, 0, null, null);
        done(2, Verb.READ, Asked.of("A"));
        script.invoke(1, Verb.REDEEM, a().points(20));
        script.info(1);

        assertRefused("#4, process 1, redeem", "nobody asked for row 2, REDEEM 20", "and came later");
    }

    @Test
    void anUnknownOperationWhoseKeyIsLaterToldAnotherPlaceIsRefused() {
        done(0, Verb.SALE, a().points(100));
        var asked = a().points(20);
        script.invoke(1, Verb.REDEEM, asked);
        script.info(1);
        ledger.take(Verb.REDEEM, asked);
        done(3, Verb.READ, Asked.of("A"));
        told(2, Verb.REDEEM, asked, written(Kind.REDEEM, 20, -20));

        assertRefused("#6, process 2, redeem", "nobody asked for row 2");
    }

    @Test
    void whatWasRefusedWithoutATraceAndStandsThereIsRefused() {
        done(0, Verb.SALE, a().points(100));
        script.invoke(1, Verb.REDEEM, a().points(20));
        script.fail(1, Told.refusal("OVERLOADED"));
        ledger.write("A", Kind.REDEEM, 20, -20, 0, null, null);

        assertRefused("#2, process 1, redeem", "nobody asked for row 2", "which was told OVERLOADED");
    }

    @Test
    void aHoldWhoseTimeIsUpIsOverInReadsAndThenInARow() {
        done(0, Verb.SALE, a().points(100));
        var hold = done(0, Verb.HOLD, a().points(40).ttl(1));
        told(1, Verb.READ, Asked.of("A"), Told.of(2, new Balance(0, 60, 40, 0)).asOf("2026-11-22T09:00:01.001Z"));
        told(1, Verb.READ, Asked.of("A"), Told.of(2, new Balance(0, 100, 0, 0)).asOf("2026-11-22T09:00:01.002Z"));
        ledger.wait(Duration.ofSeconds(2));
        ledger.write("A", Kind.TIME_OUT, 40, 40, -40, hold, null);
        done(2, Verb.CAPTURE, a().hold(hold));

        assertThat(judged()).isEmpty();
    }

    @Test
    void aHoldThatIsOverBeforeItsTimeIsRefused() {
        done(0, Verb.SALE, a().points(100));
        done(0, Verb.HOLD, a().points(40).ttl(1));
        told(1, Verb.READ, Asked.of("A"), Told.of(2, new Balance(0, 100, 0, 0)).asOf("2026-11-22T09:00:01.001Z"));

        assertRefused("#4, process 1, read", "a wrong balance: row 2 leaves pending 0, available 60, held 40");
    }

    @Test
    void aCaptureAfterTheHoldsTimeIsRefused() {
        done(0, Verb.SALE, a().points(100));
        var hold = done(0, Verb.HOLD, a().points(40).ttl(1));
        ledger.wait(Duration.ofSeconds(1));
        done(1, Verb.CAPTURE, a().hold(hold));

        assertRefused("#4, process 1, capture", "nothing was to be written: the time of a hold was up before");
    }

    @Test
    void aTimeOutOfNoHoldIsRefused() {
        done(0, Verb.SALE, a().points(100));
        var hold = done(0, Verb.HOLD, a().points(40).ttl(10));
        ledger.write("A", Kind.TIME_OUT, 40, 40, -40, hold, null);

        assertRefused("process 99, statement", "nothing was to be written: no hold's time was up");
    }

    @Test
    void halfATransferIsRefused() {
        done(0, Verb.SALE, a().points(100));
        told(1, Verb.TRANSFER, a().points(30).to("B"), written(Kind.TRANSFER, 30, -30));

        assertRefused("#2, process 1, transfer", "half a transfer: row 2 is TRANSFER 30", "it arrived nowhere");
    }

    @Test
    void aTransferThatArrivesAndNeverLeftIsRefused() {
        done(0, Verb.SALE, a().points(100));
        ledger.write("B", Kind.TRANSFER, 30, 30, 0, null, null);
        done(1, Verb.READ, Asked.of("B"));

        assertRefused("process 99, statement {\"member\":\"B\"}", "nobody asked for row 1, TRANSFER 30");
    }

    @Test
    void aSaleThatIsSeenHalfDoneIsRefused() {
        done(0, Verb.SALE, a().points(100));
        var hold = done(0, Verb.HOLD, a().points(50));
        var sale = a().points(10).hold(hold).pays(50);
        script.invoke(0, Verb.SALE, sale);
        var answer = ledger.take(Verb.SALE, sale);
        told(1, Verb.READ, Asked.of("A"), ledger.as("A", 3));
        script.complete(0, answer);

        assertRefused("#5, process 1, read", "told row 3, which is but the first half of #4, process 0, sale");
    }

    @Test
    void aTransferThatArrivesTwiceIsRefused() {
        done(0, Verb.SALE, a().points(100));
        done(0, Verb.TRANSFER, a().points(30).to("B"));
        ledger.write("B", Kind.TRANSFER, 30, 30, 0, null, null);

        assertRefused("process 99, statement {\"member\":\"B\"}", "nobody asked for row 2, TRANSFER 30");
    }

    /** It was refused at first, and then somebody saw it done before it was asked for again. */
    @Test
    void whatWasRefusedWithoutATraceBeganWhenItWasAskedForAgain() {
        done(0, Verb.SALE, a().points(100));
        var asked = a().points(20);
        script.invoke(1, Verb.REDEEM, asked);
        script.fail(1, Told.refusal("OVERLOADED"));
        ledger.take(Verb.REDEEM, asked);
        done(2, Verb.READ, Asked.of("A"));
        done(1, Verb.REDEEM, asked);

        assertRefused("#6, process 1, redeem", "real-time order: it became row 2", "known to #4, process 2, read");
    }

    @ParameterizedTest
    @CsvSource({"A, B", "B, A"})
    void aTransferThatIsStillOnItsWayBetweenTheLastReadsHasOneHalf(String first, String second) {
        done(0, Verb.SALE, a().points(100));
        done(0, Verb.SALE, Asked.of("B").key("b").points(100));
        var asked = a().points(30).to("B");
        script.invoke(1, Verb.TRANSFER, asked);
        script.info(1);
        end(first, UnaryOperator.identity());
        ledger.take(Verb.TRANSFER, asked);
        end(second, UnaryOperator.identity());

        assertThat(Checker.check(script.history())).isEmpty();
    }
}
