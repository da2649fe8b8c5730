package dev.omnipoints.loyalty.ledger;

import static dev.omnipoints.loyalty.ledger.Cases.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DecideTest {

    private static final Terms AT_ONCE = Cases.days(0, 30);

    @Test
    void anEarnMakesALotThatCanBeSpent() {
        Decision decision = Cases.earn(Cases.account(Status.ACTIVE), 100, AT_ONCE, NOON, NOON);

        assertThat(decision.account().counters()).isEqualTo(new Counters(0, 100, 0, 0, 100, 0, 0, 0, 0, 0));
        assertThat(decision.account().seq()).isEqualTo(1);
        assertThat(decision.account().head()).isEqualTo(decision.answer().hash());
        assertThat(decision.account().nextDueAt()).isEqualTo("2026-12-21T23:00:00Z");
        assertThat(decision.lots()).singleElement().satisfies(lot -> {
            assertThat(lot.remaining()).isEqualTo(100);
            assertThat(lot.availableAt()).isEqualTo(NOON);
            assertThat(lot.open()).isTrue();
        });
    }

    @Test
    void aRowChainsToTheOneBefore() {
        Decision first = Cases.earn(Cases.account(Status.ACTIVE), 100, AT_ONCE, NOON, NOON);
        Decision second = Cases.earn(first.account(), 50, AT_ONCE, NOON, NOON);

        assertThat(second.answer().seq()).isEqualTo(2);
        assertThat(second.answer().hash()).isEqualTo(Chain.hash(first.answer().hash(), second.answer()));
        assertThat(second.account().counters().spendable()).isEqualTo(150);
    }

    @Test
    void pendingPointsCannotBeSpentYet() {
        Decision decision = Cases.earn(Cases.account(Status.ACTIVE), 100, Cases.days(14, 30), NOON, NOON);

        assertThat(decision.account().counters()).isEqualTo(new Counters(100, 0, 0, 0, 100, 0, 0, 0, 0, 0));
        assertThat(decision.account().nextDueAt()).isEqualTo("2026-12-04T23:00:00Z");
    }

    @Test
    void aLateSalesPendingPointsAreUsableAtOnceWhereTheirTimeHasCome() {
        Instant lastMonth = NOON.minus(Duration.ofDays(20));

        Decision decision = Cases.earn(Cases.account(Status.ACTIVE), 100, Cases.days(14, 30), lastMonth, NOON);

        assertThat(decision.account().counters().spendable()).isEqualTo(100);
        assertThat(decision.rows()).hasSize(1);
    }

    @Test
    void aVeryLateSalesPointsExpireInTheirOwnRow() {
        Decision decision =
                Cases.earn(Cases.account(Status.ACTIVE), 100, AT_ONCE, NOON.minus(Duration.ofDays(90)), NOON);

        assertThat(decision.account().counters()).isEqualTo(new Counters(0, 0, 0, 0, 100, 0, 100, 0, 0, 0));
        assertThat(decision.lots().iterator().next().expired()).isEqualTo(100);
        assertThat(decision.lots().iterator().next().open()).isFalse();
        assertThat(decision.account().nextDueAt()).isNull();
    }

    @Test
    void whatIsOwedIsRepaidFirstInTheSameRow() {
        Decision part = Cases.earn(Cases.owing(30), 100, AT_ONCE, NOON, NOON);
        Decision all = Cases.earn(Cases.owing(130), 100, AT_ONCE, NOON, NOON);

        assertThat(part.account().counters().spendable()).isEqualTo(70);
        assertThat(part.account().counters().owed()).isZero();
        assertThat(part.lots().iterator().next().remaining()).isEqualTo(70);
        assertThat(all.account().counters().available()).isEqualTo(-30);
        assertThat(all.lots().iterator().next().open()).isFalse();
        assertThat(all.answer().change().balances()).isTrue();
    }

    @Test
    void pendingPointsRepayNothing() {
        Decision decision = Cases.earn(Cases.owing(30), 100, Cases.days(14, 30), NOON, NOON);

        assertThat(decision.account().counters().owed()).isEqualTo(30);
        assertThat(decision.account().counters().pending()).isEqualTo(100);
    }

    @Test
    void anEarnOfNothingWritesARowAndNoLot() {
        Decision decision = Cases.earn(Cases.account(Status.ACTIVE), 0, AT_ONCE, NOON, NOON);

        assertThat(decision.answer().refused()).isNull();
        assertThat(decision.account().seq()).isEqualTo(1);
        assertThat(decision.lots()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"BLOCKED", "UNCONFIRMED"})
    void whoMayNotEarnGetsARowOfNothing(Status status) {
        Decision decision = Cases.earn(Cases.account(status), 100, AT_ONCE, NOON, NOON);

        assertThat(decision.answer().points()).isZero();
        assertThat(decision.answer().refused()).isNull();
        assertThat(decision.account().counters()).isEqualTo(Counters.ZERO);
    }

    @Test
    void aBlockedMembersEarnIsRefusedWhereTheTillAskedForIt() {
        Command refusing = new Command.Earn(100, AT_ONCE, true, true);

        Decision decision = (Decision)
                Decide.command(Holdings.of(Cases.account(Status.BLOCKED)), refusing, Cases.envelope(NOON), NOON);

        assertThat(decision.answer().refused()).isEqualTo(Refusal.MEMBER_BLOCKED);
        assertThat(decision.answer().points()).isEqualTo(100);
        assertThat(decision.account().seq()).isEqualTo(1);
        assertThat(decision.account().counters()).isEqualTo(Counters.ZERO);
    }

    @Test
    void aClosedAccountRefuses() {
        assertThat(Cases.earn(Cases.account(Status.CLOSED), 1, AT_ONCE, NOON, NOON)
                        .answer()
                        .refused())
                .isEqualTo(Refusal.MEMBER_CLOSED);
    }

    @Test
    void aTillMoreThanTenMinutesAheadIsTakenAsNow() {
        Instant tenAhead = NOON.plus(Duration.ofMinutes(10));

        assertThat(Cases.earn(Cases.account(Status.ACTIVE), 1, AT_ONCE, tenAhead, NOON)
                        .answer()
                        .occurredAt())
                .isEqualTo(tenAhead);
        assertThat(Cases.earn(Cases.account(Status.ACTIVE), 1, AT_ONCE, tenAhead.plusSeconds(1), NOON)
                        .answer()
                        .occurredAt())
                .isEqualTo(NOON);
    }

    @Test
    void whatIsDueIsDoneFirst() {
        Decision earned = Cases.earn(Cases.account(Status.ACTIVE), 100, AT_ONCE, NOON, NOON);
        Holdings holdings = Holdings.of(Cases.account(Status.ACTIVE));
        holdings.apply(earned);
        Instant expiry = earned.account().nextDueAt();

        Command redeem = new Command.Redeem(100, AT_ONCE);
        Decision late = (Decision) Decide.command(holdings, redeem, Cases.envelope(expiry), expiry);

        assertThat(late.rows()).extracting(Row::kind).containsExactly(Kind.EXPIRE, Kind.REDEEM);
        assertThat(late.answer().refused()).isEqualTo(Refusal.INSUFFICIENT_POINTS);
    }

    @Test
    void aTotalThatWouldOverflowIsRefusedAndNothingMoves() {
        Counters full = new Counters(0, Long.MAX_VALUE, 0, 0, Long.MAX_VALUE, 0, 0, 0, 0, 0);
        Holdings rich = Holdings.of(Cases.with(full));

        Command earn = new Command.Earn(1, AT_ONCE, true, false);
        assertThat(Decide.command(rich, earn, Cases.envelope(NOON), NOON))
                .isEqualTo(Outcome.Unwritten.POINTS_OUT_OF_RANGE);
        assertThat(rich.account().counters()).isEqualTo(full);
    }
}
