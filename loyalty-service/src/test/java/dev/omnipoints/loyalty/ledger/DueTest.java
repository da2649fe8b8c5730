package dev.omnipoints.loyalty.ledger;

import static dev.omnipoints.loyalty.ledger.Cases.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DueTest {

    private static final Instant LATER = NOON.plus(Duration.ofDays(365));

    @Test
    void pendingPointsBecomeUsableAtTheirBoundary() {
        Decision earned = Cases.earn(Cases.account(Status.ACTIVE), 100, Cases.days(14, 30), NOON, NOON);
        Instant boundary = earned.account().nextDueAt();

        Decision due = Cases.due(earned.account(), earned.lots(), null, boundary);

        assertThat(due.rows()).singleElement().satisfies(row -> {
            assertThat(row.kind()).isEqualTo(Kind.ACTIVATE);
            assertThat(row.origin()).isEqualTo(Origin.LEDGER);
            assertThat(row.occurredAt()).isEqualTo(boundary);
            assertThat(row.points()).isEqualTo(100);
        });
        assertThat(due.account().counters().spendable()).isEqualTo(100);
        assertThat(due.account().nextDueAt()).isEqualTo("2026-12-21T23:00:00Z");
    }

    @Test
    void longAfterwardsTheyAreActivatedAndThenExpired() {
        Decision earned = Cases.earn(Cases.account(Status.ACTIVE), 100, Cases.days(14, 30), NOON, NOON);

        Decision due = Cases.due(earned.account(), earned.lots(), null, LATER);

        assertThat(due.rows()).extracting(Row::kind).containsExactly(Kind.ACTIVATE, Kind.EXPIRE);
        assertThat(due.rows()).extracting(Row::seq).containsExactly(2L, 3L);
        assertThat(due.rows()).allSatisfy(row -> assertThat(row.recordedAt()).isEqualTo(LATER));
        assertThat(due.account().counters().expired()).isEqualTo(100);
        assertThat(due.account().nextDueAt()).isNull();
    }

    @Test
    void aLotThatExpiresBeforeItIsUsableIsActivatedAndExpiredAtItsActivation() {
        Decision earned = Cases.earn(Cases.account(Status.ACTIVE), 100, Cases.days(40, 10), NOON, NOON);

        Decision due = Cases.due(earned.account(), earned.lots(), null, LATER);

        assertThat(due.rows()).extracting(Row::kind).containsExactly(Kind.ACTIVATE, Kind.EXPIRE);
        assertThat(due.rows())
                .extracting(Row::occurredAt)
                .containsOnly(earned.lots().iterator().next().availableAt());
    }

    @Test
    void severalLotsDueAtOneInstantAreOneRow() {
        Decision first = Cases.earn(Cases.account(Status.ACTIVE), 100, Cases.days(0, 30), NOON, NOON);
        Decision second = Cases.earn(first.account(), 50, Cases.days(0, 30), NOON, NOON);
        List<Lot> lots =
                List.of(first.lots().iterator().next(), second.lots().iterator().next());

        Decision due = Cases.due(second.account(), lots, LATER, second.account().nextDueAt());

        assertThat(due.rows()).singleElement().satisfies(row -> {
            assertThat(row.points()).isEqualTo(150);
            assertThat(row.lots()).hasSize(4);
        });
        assertThat(due.account().nextDueAt()).isEqualTo(LATER);
    }

    @Test
    void pointsThatBecomeUsableRepayWhatIsOwed() {
        Decision earned = Cases.earn(Cases.owing(30), 100, Cases.days(14, 30), NOON, NOON);

        Decision due = Cases.due(
                earned.account(), earned.lots(), null, earned.account().nextDueAt());

        assertThat(due.account().counters().owed()).isZero();
        assertThat(due.account().counters().spendable()).isEqualTo(70);
        assertThat(due.lots().iterator().next().remaining()).isEqualTo(70);
        assertThat(due.rows().getFirst().change().balances()).isTrue();
    }

    @Test
    void pointsThatWaitForConfirmationExpireWithoutEverBeingUsable() {
        Decision earned = Cases.earn(Cases.account(Status.ACTIVE), 100, Cases.days(14, 30), NOON, NOON);
        Lot waiting = new Lot(
                earned.lots().iterator().next().id(), 100, 100, 0, 0, 0, 0, 0, null, NOON.plus(Duration.ofDays(1)));

        Decision due = Cases.due(earned.account(), List.of(waiting), null, LATER);

        assertThat(due.rows()).extracting(Row::kind).containsExactly(Kind.EXPIRE);
        assertThat(due.account().counters().pending()).isZero();
        assertThat(due.account().counters().expired()).isEqualTo(100);
    }

    @Test
    void anEarlyReminderWritesNothing() {
        Account reminded = Cases.account(Status.ACTIVE).dueAt(NOON);

        Decision due = Cases.due(reminded, List.of(), LATER, NOON);

        assertThat(due.rows()).isEmpty();
        assertThat(due.account().nextDueAt()).isEqualTo(LATER);
    }
}
