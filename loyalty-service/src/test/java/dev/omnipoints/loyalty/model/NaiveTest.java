package dev.omnipoints.loyalty.model;

import static dev.omnipoints.loyalty.model.Story.id;
import static dev.omnipoints.loyalty.model.Story.reason;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** Small stories worked out by hand from ledger.md; a balance is pending, spendable, held, owed. */
class NaiveTest {
    private static final LocalDate NO_DAY = null;

    @Test
    void anEarnIsSpendableAtOnceAndHasItsRow() {
        Story story = new Story();
        assertThat(story.ask(new Ask.Earn(1, 100, Instant.parse("2026-03-10T10:00:00Z"), NO_DAY)))
                .isEqualTo(new Told.Done(1, 1, 100, new Told.Balance(0, 100, 0, 0)));
        assertThat(story.totals(1)).isEqualTo("100 0 0 0 0 0");
        assertThat(story.lot(1, 0).availableAt()).isEqualTo(Instant.parse("2026-03-10T10:00:00Z"));
    }

    @Test
    void anEarnOfNothingIsARowWithoutLot() {
        Story story = new Story();
        assertThat(story.earn(1, 0)).isEqualTo(new Ask.Ref(1, 1));
        assertThat(story.subject.standing(1).lots()).isEmpty();
        assertThat(reason(story.ask(new Ask.Reverse(new Ask.Ref(1, 1), null)))).isEqualTo("REVERSAL_EXCEEDS_ORIGINAL");
    }

    @Test
    void aMonthAfterTheEndOfJanuaryIsTheEndOfFebruary() {
        Story story = new Story(rules -> rules.period(1, Rules.Unit.MONTH, Rules.Alignment.NONE));
        story.at("2026-01-31T22:59:59Z").earn(1, 10);
        assertThat(story.lot(1, 0).expiresAt()).isEqualTo("2026-02-28T23:00:00Z");
        assertThat(story.at("2026-02-28T22:59:59.999Z").balance(1)).isEqualTo("0 10 0 0");
        assertThat(story.at("2026-02-28T23:00:00Z").balance(1)).isEqualTo("0 0 0 0");
        assertThat(story.totals(1)).isEqualTo("10 0 0 0 0 0");
        assertThat(reason(story.ask(new Ask.Redeem(1, 1)))).isEqualTo("INSUFFICIENT_POINTS");
        assertThat(story.totals(1)).isEqualTo("10 0 10 0 0 0");
        assertThat(story.subject.standing(1).seq()).isEqualTo(3);
    }

    @Test
    void alignedPeriodsEndWithTheirQuarterInTheProgrammesZone() {
        Story story = new Story(rules -> rules.period(12, Rules.Unit.MONTH, Rules.Alignment.QUARTER));
        story.at("2026-03-10T11:00:00Z").earn(1, 10);
        assertThat(story.lot(1, 0).expiresAt()).isEqualTo("2027-03-31T22:00:00Z");
    }

    @Test
    void pendingPointsActivateAtTheStartOfTheirDay() {
        Story story = new Story(rules -> {
            rules.pending = Rules.Pending.DAYS;
            rules.pendingDays = 2;
        });
        story.at("2026-03-28T12:00:00Z").earn(1, 10);
        assertThat(story.at("2026-03-29T21:59:59Z").balance(1)).isEqualTo("10 0 0 0");
        assertThat(story.at("2026-03-29T22:00:00Z").balance(1)).isEqualTo("0 10 0 0");
    }

    @Test
    void confirmedPointsAreAvailableFromTheConfirmation() {
        Story story = new Story(rules -> rules.pending = Rules.Pending.CONFIRMATION);
        Ask.Ref earn = story.earn(1, 10);
        assertThat(story.lot(1, 0).availableAt()).isNull();
        story.later(Duration.ofDays(3));
        assertThat(story.ask(new Ask.Confirm(earn))).isEqualTo(new Told.Done(1, 2, 10, new Told.Balance(0, 10, 0, 0)));
        assertThat(story.lot(1, 0).availableAt()).isEqualTo("2026-03-13T11:00:00Z");
        assertThat(story.ask(new Ask.Confirm(earn))).isEqualTo(new Told.Done(1, 3, 0, new Told.Balance(0, 10, 0, 0)));
    }

    @Test
    void pointsThatExpireBeforeTheyAreAvailableGoInTwoRows() {
        Story story = new Story(rules -> {
            rules.period(0, Rules.Unit.DAY, Rules.Alignment.NONE);
            rules.pending = Rules.Pending.DAYS;
            rules.pendingDays = 5;
        });
        story.earn(1, 10);
        assertThat(story.later(Duration.ofDays(2)).balance(1)).isEqualTo("10 0 0 0");
        story.later(Duration.ofDays(4)).earn(1, 0);
        assertThat(story.subject.standing(1).seq()).isEqualTo(4);
        assertThat(story.totals(1)).isEqualTo("10 0 10 0 0 0");
    }

    @Test
    void aHoldTakesLotsInSpendingOrderAndACaptureTheFirstOfThem() {
        Story story = new Story();
        story.earnUntil(1, 10, "2026-12-31");
        story.earnUntil(1, 10, "2026-06-30");
        Ask.Ref hold = story.hold(1, 15);
        assertThat(story.balance(1)).isEqualTo("0 5 15 0");
        assertThat(story.lot(1, 1).held()).isEqualTo(10);
        assertThat(story.lot(1, 0).held()).isEqualTo(5);
        Told captured = story.ask(new Ask.Capture(hold, 12L));
        assertThat(captured).isEqualTo(new Told.Done(1, 4, 12, new Told.Balance(0, 8, 0, 0)));
        assertThat(story.lot(1, 0).remaining()).isEqualTo(8);
        assertThat(story.ask(new Ask.Capture(hold, 12L))).isEqualTo(new Told.First(captured));
        assertThat(reason(story.ask(new Ask.Capture(hold, null)))).isEqualTo("HOLD_ALREADY_CAPTURED");
        assertThat(reason(story.ask(new Ask.Void(hold)))).isEqualTo("HOLD_ALREADY_CAPTURED");
    }

    @Test
    void atExactlyItsTimeAHoldIsOver() {
        Story story = new Story();
        story.earn(1, 10);
        Ask.Ref hold = story.hold(1, 4);
        story.later(Duration.ofSeconds(900));
        assertThat(reason(story.ask(new Ask.Capture(hold, null)))).isEqualTo("HOLD_EXPIRED");
        assertThat(story.subject.standing(1).seq()).isEqualTo(4);
        assertThat(story.balance(1)).isEqualTo("0 10 0 0");
        assertThat(story.subject.standing(1).holds().getFirst().end()).isEqualTo("TIME_OUT");
    }

    @Test
    void aHeldLotWhoseExpiryPassesMayBeCapturedAndWhatIsReleasedExpires() {
        Story story = new Story();
        story.at("2026-03-10T22:55:00Z").earnUntil(1, 10, "2026-03-10");
        Ask.Ref hold = story.hold(1, 8);
        story.at("2026-03-10T23:05:00Z");
        assertThat(story.ask(new Ask.Capture(hold, 5L)))
                .isEqualTo(new Told.Done(1, 4, 5, new Told.Balance(0, 0, 0, 0)));
        assertThat(story.totals(1)).isEqualTo("10 5 5 0 0 0");
    }

    @Test
    void theFiftyFirstOpenHoldIsOneTooMany() {
        Story story = new Story(rules -> rules.negativeAdjustments = true);
        story.earn(1, 100);
        for (int i = 0; i < 50; i++) {
            story.hold(1, 1);
        }
        assertThat(reason(story.ask(new Ask.Hold(1, 60, 900)))).isEqualTo("TOO_MANY_HOLDS");
        story.ask(new Ask.Adjust(1, -60, null));
        assertThat(reason(story.ask(new Ask.Hold(1, 60, 900)))).isEqualTo("MEMBER_OWES");
    }

    @Test
    void aReversalFindsThePointsGoneAndTheMemberOwesUntilTheNextEarn() {
        Story story = new Story();
        Ask.Ref earn = story.earn(1, 100);
        story.redeem(1, 70);
        assertThat(id(story.ask(new Ask.Reverse(earn, null))).seq()).isEqualTo(3);
        assertThat(story.balance(1)).isEqualTo("0 0 0 70");
        assertThat(reason(story.ask(new Ask.Hold(1, 1, 900)))).isEqualTo("MEMBER_OWES");
        story.earn(1, 100);
        assertThat(story.balance(1)).isEqualTo("0 30 0 0");
        assertThat(story.totals(1)).isEqualTo("100 70 0 0 0 0");
    }

    @Test
    void aClampIsTakenFirstWhenPointsComeBack() {
        Story story = new Story(rules -> rules.debt = Rules.Debt.CLAMP);
        Ask.Ref earn = story.earn(1, 100);
        Ask.Ref redemption = story.redeem(1, 70);
        story.ask(new Ask.Reverse(earn, null));
        assertThat(story.lot(1, 0).clamped()).isEqualTo(70);
        assertThat(story.totals(1)).isEqualTo("70 70 0 0 0 0");
        story.ask(new Ask.Reverse(redemption, 50L));
        assertThat(story.lot(1, 0).clamped()).isEqualTo(20);
        assertThat(story.balance(1)).isEqualTo("0 0 0 0");
        assertThat(story.totals(1)).isEqualTo("20 20 0 0 0 0");
    }

    @Test
    void aProgrammeMayRefuseTheWholeReturn() {
        Story story = new Story(rules -> rules.debt = Rules.Debt.REFUSE);
        Ask.Ref earn = story.earn(1, 100);
        story.earn(1, 100);
        story.redeem(1, 30);
        assertThat(reason(story.ask(new Ask.Reverse(earn, 71L)))).isEqualTo("RETURN_REFUSED");
        assertThat(reason(story.ask(new Ask.Reverse(earn, 70L)))).isEqualTo("done");
        assertThat(story.balance(1)).isEqualTo("0 100 0 0");
    }

    @Test
    void expiredPointsCountInAReversalAndMoveNothing() {
        Story story = new Story();
        Ask.Ref earn = story.earnUntil(1, 100, "2026-03-10");
        story.redeem(1, 40);
        story.later(Duration.ofDays(1));
        story.ask(new Ask.Reverse(earn, 80L));
        assertThat(story.lot(1, 0).counted()).isEqualTo(60);
        assertThat(story.balance(1)).isEqualTo("0 0 0 20");
        assertThat(story.totals(1)).isEqualTo("80 40 60 0 0 0");
        assertThat(reason(story.ask(new Ask.Reverse(earn, 21L)))).isEqualTo("REVERSAL_EXCEEDS_ORIGINAL");
    }

    @Test
    void givenBackPointsGoToTheLotTakenLastFirst() {
        Story story = new Story();
        story.earnUntil(1, 10, "2026-06-30");
        story.earnUntil(1, 10, "2026-12-31");
        Ask.Ref redemption = story.redeem(1, 20);
        story.ask(new Ask.Reverse(redemption, 4L));
        story.ask(new Ask.Reverse(redemption, 9L));
        assertThat(story.lot(1, 0).remaining()).isEqualTo(3);
        assertThat(story.lot(1, 1).remaining()).isEqualTo(10);
    }

    @Test
    void givenBackToALotThatExpiredTheyExpireOrGetAGrace() {
        for (Rules.GiveBack giveBack : Rules.GiveBack.values()) {
            Story story = new Story(rules -> rules.giveBack = giveBack);
            story.earnUntil(1, 10, "2026-03-10");
            Ask.Ref redemption = story.redeem(1, 10);
            story.later(Duration.ofDays(1));
            story.ask(new Ask.Reverse(redemption, 6L));
            boolean keep = giveBack == Rules.GiveBack.KEEP_EXPIRY;
            assertThat(story.totals(1)).isEqualTo(keep ? "10 4 6 0 0 0" : "10 4 0 0 0 0");
            assertThat(story.balance(1)).isEqualTo(keep ? "0 0 0 0" : "0 6 0 0");
            if (!keep) {
                assertThat(story.lot(1, 1).points()).isEqualTo(6);
                assertThat(story.lot(1, 1).expiresAt()).isEqualTo("2026-04-10T22:00:00Z");
            }
        }
    }
}
