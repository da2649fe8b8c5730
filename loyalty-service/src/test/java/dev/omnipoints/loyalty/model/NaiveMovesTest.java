package dev.omnipoints.loyalty.model;

import static dev.omnipoints.loyalty.model.Story.reason;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Stories of two members, of keys, of status, and of what happens by itself. */
class NaiveMovesTest {

    @Test
    void aTransferKeepsDatesAndRepaysTheReceiversDebtFirst() {
        Story story = new Story();
        Ask.Ref earn = story.earn(2, 50);
        story.redeem(2, 50);
        story.ask(new Ask.Reverse(earn, 30L));
        story.earnUntil(1, 100, "2026-06-30");
        assertThat(story.ask(new Ask.Transfer(1, 2, 70))).isEqualTo(new Told.Done(1, 2, 70, balance(30)));
        assertThat(story.balance(2)).isEqualTo("0 40 0 0");
        assertThat(story.totals(2)).isEqualTo("20 50 0 0 0 70");
        assertThat(story.lot(2, 1).points()).isEqualTo(70);
        assertThat(story.lot(2, 1).expiresAt()).isEqualTo("2026-06-30T22:00:00Z");
        assertThat(story.subject.standing(2).seq()).isEqualTo(4);
    }

    @Test
    void aTransferThatRenewsCountsFromItsDay() {
        Story story = new Story(rules -> {
            rules.period(1, Rules.Unit.MONTH, Rules.Alignment.NONE);
            rules.transfer = Rules.Transfer.RENEW_EXPIRY;
        });
        story.earn(1, 10);
        story.later(Duration.ofDays(5)).earn(1, 10);
        story.later(Duration.ofDays(5)).ask(new Ask.Transfer(1, 2, 15));
        assertThat(story.lot(2, 0).points()).isEqualTo(10);
        assertThat(story.lot(2, 1).points()).isEqualTo(5);
        assertThat(story.lot(2, 1).expiresAt()).isEqualTo("2026-04-20T22:00:00Z");
    }

    @Test
    void pointsWithoutDateBringTheirInactivityAlong() {
        Story story = new Story(rules -> {
            rules.period(10, Rules.Unit.DAY, Rules.Alignment.NONE);
            rules.expiry = Rules.Expiry.INACTIVITY;
        });
        story.earn(2, 1);
        story.later(Duration.ofDays(9)).earn(1, 10);
        story.ask(new Ask.Transfer(1, 2, 4));
        assertThat(story.subject.standing(2).inactiveAt()).isEqualTo("2026-03-29T22:00:00Z");
        assertThat(story.later(Duration.ofDays(10)).balance(2)).isEqualTo("0 5 0 0");
        assertThat(story.later(Duration.ofDays(1)).balance(2)).isEqualTo("0 0 0 0");
    }

    @Test
    void whoIsClosedOrBlockedNeitherSendsNorReceives() {
        Story story = new Story();
        story.earn(1, 10);
        story.ask(new Ask.SetStatus(2, Ask.Status.BLOCKED));
        story.ask(new Ask.SetStatus(3, Ask.Status.CLOSED));
        assertThat(reason(story.ask(new Ask.Transfer(1, 2, 70)))).isEqualTo("MEMBER_BLOCKED");
        assertThat(reason(story.ask(new Ask.Transfer(2, 3, 70)))).isEqualTo("MEMBER_CLOSED");
        assertThat(reason(story.ask(new Ask.Transfer(1, 1, 7)))).isEqualTo("not written: FIELD_INVALID");
    }

    @Test
    void aMergeRepaysTheDebtOfOneWithThePointsOfTheOther() {
        Story story = new Story();
        Ask.Ref earn = story.earn(1, 50);
        story.redeem(1, 50);
        story.ask(new Ask.Reverse(earn, 30L));
        story.earn(2, 100);
        Told merged = story.ask(new Ask.Merge(1, 2));
        assertThat(merged).isEqualTo(new Told.Done(2, 2, 0, balance(70)));
        assertThat(story.totals(1)).isEqualTo("0 0 0 0 0 0");
        assertThat(story.totals(2)).isEqualTo("120 50 0 0 0 0");
        assertThat(story.balance(1)).isEqualTo("0 70 0 0");
        assertThat(story.redeem(1, 20)).isEqualTo(new Ask.Ref(2, 3));
    }

    @Test
    void anUndoneMergeSendsHomeWhatIsLeftOfTheLotsAndWhatWasEarnedSince() {
        Story story = new Story();
        story.earnUntil(1, 40, "2026-06-30");
        story.earnUntil(2, 100, "2026-12-31");
        story.ask(new Ask.Merge(1, 2));
        Ask.Ref spent = story.redeem(2, 60);
        story.earn(1, 7);
        assertThat(story.ask(new Ask.Unmerge(1, 2))).isEqualTo(new Told.Done(2, 5, 7, balance(80)));
        assertThat(story.balance(1)).isEqualTo("0 7 0 0");
        assertThat(story.totals(1)).isEqualTo("40 0 0 0 0 -33");
        assertThat(story.totals(2)).isEqualTo("107 60 0 0 0 33");
        story.ask(new Ask.Reverse(spent, null));
        assertThat(story.balance(2)).isEqualTo("0 140 0 0");
        assertThat(story.lot(2, 1).points()).isEqualTo(40);
        assertThat(story.lot(2, 1).expiresAt()).isEqualTo("2026-06-30T22:00:00Z");
        assertThat(reason(story.ask(new Ask.Unmerge(1, 2)))).isEqualTo("not written: MERGE_NOT_UNDOABLE");
    }

    @Test
    void aHoldMadeSinceKeepsAMergeFromBeingUndoneAndSoDoNinetyDays() {
        Story story = new Story();
        story.earn(1, 40);
        story.earn(2, 100);
        story.ask(new Ask.Merge(1, 2));
        story.hold(2, 1);
        assertThat(reason(story.ask(new Ask.Unmerge(1, 2)))).isEqualTo("not written: MERGE_NOT_UNDOABLE");
        assertThat(story.subject.standing(2).seq()).isEqualTo(3);
        story.later(Duration.ofDays(90));
        assertThat(reason(story.later(Duration.ofMillis(1)).ask(new Ask.Unmerge(1, 2))))
                .isEqualTo("not written: MERGE_NOT_UNDOABLE");
        assertThat(reason(story.later(Duration.ofMillis(-1)).ask(new Ask.Unmerge(1, 2))))
                .isEqualTo("done");
        assertThat(story.subject.standing(2).seq()).isEqualTo(5);
    }

    @Test
    void keysOfAMergedMemberCountAndTheMemberNamedChoosesBetweenTwo() {
        Story story = new Story();
        Told first = story.ask("k", new Ask.Redeem(1, 5));
        Told second = story.ask("k", new Ask.Redeem(2, 5));
        story.ask("m", new Ask.Merge(1, 2));
        assertThat(story.ask("k", new Ask.Redeem(1, 5))).isEqualTo(new Told.First(first));
        assertThat(story.ask("k", new Ask.Redeem(2, 5))).isEqualTo(new Told.First(second));
        assertThat(story.ask("k", new Ask.Redeem(1, 6))).isEqualTo(new Told.KeyReused("points"));
        assertThat(story.ask("k", new Ask.Hold(1, 6, 900))).isEqualTo(new Told.KeyReused("kind"));
    }

    @Test
    void aRefusalByStateIsFinalForItsKeyAndAnInvalidCommandLeavesItFree() {
        Story story = new Story();
        assertThat(reason(story.ask("k", new Ask.Redeem(1, 0)))).isEqualTo("not written: POINTS_OUT_OF_RANGE");
        assertThat(story.subject.standing(1)).isNull();
        Told refused = story.ask("k", new Ask.Redeem(1, 5));
        story.earn(1, 10);
        assertThat(refused).isEqualTo(new Told.Refused("INSUFFICIENT_POINTS", 1, 1, 5, balance(0)));
        assertThat(story.ask("k", new Ask.Redeem(1, 5))).isEqualTo(new Told.First(refused));
    }

    @Test
    void closingVoidsForfeitsAndLaterReversalsOnlyCount() {
        Story story = new Story();
        Ask.Ref earn = story.earn(1, 100);
        story.redeem(1, 10);
        story.hold(1, 20);
        assertThat(story.ask(new Ask.SetStatus(1, Ask.Status.CLOSED))).isEqualTo(new Told.Shown(balance(0), 5));
        assertThat(story.totals(1)).isEqualTo("100 10 0 90 0 0");
        assertThat(story.ask(new Ask.Reverse(earn, 60L))).isEqualTo(new Told.Done(1, 6, 60, balance(0)));
        assertThat(reason(story.ask(new Ask.Reverse(earn, 60L)))).isEqualTo("REVERSAL_EXCEEDS_ORIGINAL");
        assertThat(reason(story.ask(new Ask.Adjust(1, 1, null)))).isEqualTo("MEMBER_CLOSED");
        assertThat(story.ask(new Ask.SetStatus(1, Ask.Status.ACTIVE))).isEqualTo(new Told.Shown(balance(0), 8));
    }

    @Test
    void aHoldThatRunsOutBeforeTheLotDoesFreesItsPointsAndThenTheyExpire() {
        Story story = new Story();
        story.at("2026-03-10T22:30:00Z").earnUntil(1, 10, "2026-03-10");
        story.hold(1, 4);
        story.later(Duration.ofDays(1)).earn(1, 0);
        assertThat(story.subject.standing(1).seq()).isEqualTo(5);
        assertThat(story.totals(1)).isEqualTo("10 0 10 0 0 0");
    }

    @Test
    void atOneInstantAHoldTimesOutBeforeOtherPointsActivate() {
        Story story = new Story(rules -> {
            rules.pending = Rules.Pending.DAYS;
            rules.pendingDays = 1;
            rules.negativeAdjustments = true;
        });
        story.at("2026-03-10T22:45:00Z").ask(new Ask.Adjust(1, 10, null));
        story.hold(1, 10);
        story.ask(new Ask.Adjust(1, -4, null));
        story.earn(1, 10);
        assertThat(story.balance(1)).isEqualTo("10 0 10 4");
        story.at("2026-03-10T23:00:00Z").earn(1, 0);
        assertThat(story.subject.standing(1).seq()).isEqualTo(7);
        assertThat(story.lot(1, 0).remaining()).isEqualTo(6);
        assertThat(story.lot(1, 1).remaining()).isEqualTo(10);
    }

    @Test
    void aClockThatStepsBackUnexpiresNothing() {
        Story story = new Story();
        story.earnUntil(1, 10, "2026-03-10");
        story.later(Duration.ofDays(1)).earn(1, 0);
        assertThat(story.later(Duration.ofDays(-1)).balance(1)).isEqualTo("0 0 0 0");
        story.earnUntil(1, 10, "2026-03-10");
        assertThat(story.totals(1)).isEqualTo("20 0 20 0 0 0");
    }

    @Test
    void tenThousandLotsAreTakenAtOnceAndNotOneMore() {
        Story story = new Story();
        for (int i = 0; i < 10_001; i++) {
            story.earn(1, 1);
        }
        assertThat(reason(story.ask(new Ask.Redeem(1, 10_001)))).isEqualTo("TOO_MANY_LOTS");
        assertThat(reason(story.ask(new Ask.Redeem(1, 10_002)))).isEqualTo("INSUFFICIENT_POINTS");
        assertThat(reason(story.ask(new Ask.Redeem(1, 10_000)))).isEqualTo("done");
        assertThat(story.balance(1)).isEqualTo("0 1 0 0");
    }

    private static Told.Balance balance(long spendable) {
        return new Told.Balance(0, spendable, 0, 0);
    }
}
