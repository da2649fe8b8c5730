package dev.omnipoints.suite.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Histories of clients of a correct ledger that were drawn by seeds, and the same with one lie in each. */
class RandomHistoriesTest {
    private static final int HISTORIES = Boolean.getBoolean("long") ? 50_000 : 1_200;
    private static final int OPERATIONS = 60;

    @Test
    void whatACorrectLedgerTellsIsNeverRefused() {
        int unknown = 0;
        for (int seed = 0; seed < HISTORIES; seed++) {
            var history = SimulatedClients.of(seed, OPERATIONS).history();
            assertThat(Checker.check(history)).as("seed " + seed).isEmpty();
            unknown += Math.toIntExact(history.operations().stream()
                    .filter(operation -> operation.type() == Type.INFO)
                    .count());
        }
        assertThat(unknown).isGreaterThan(2 * HISTORIES);
    }

    /** By a point more, in whichever answer. */
    @Test
    void aWrongBalanceIsRefusedWherever() {
        allAreRefused((history, told) -> told.told().balance() != null && told.verb() != Verb.STATEMENT, told -> {
            var right = told.balance();
            var wrong = new Balance(0, right.available(), right.held() + 1, right.owed());
            return new Told(told.seq(), wrong, told.asOf(), told.id(), told.points(), told.reason(), null, null);
        });
    }

    /** The member's last row, of which someone was told, is not in the last statement. */
    @Test
    void aLostRowIsRefusedWherever() {
        allAreRefused(RandomHistoriesTest::endsWithWhatSomeoneWasTold, told -> {
            var rows = new ArrayList<>(told.entries());
            rows.removeFirst();
            var before = rows.isEmpty() ? Balance.ZERO : rows.getFirst().balance();
            return Told.of(told.seq() - 1, before).entries(rows);
        });
    }

    private static boolean endsWithWhatSomeoneWasTold(History history, Operation last) {
        return last.verb() == Verb.STATEMENT
                && last.told().seq() > 0
                && history.operations().stream()
                        .filter(operation ->
                                operation.asked().member().equals(last.asked().member()))
                        .filter(operation -> operation != last && operation.seesRow())
                        .anyMatch(operation ->
                                operation.told().seq().equals(last.told().seq()));
    }

    /** The member's last earn stands there again, and no unknown one could be it. */
    @Test
    void aDoubledEarnIsRefusedWherever() {
        allAreRefused(RandomHistoriesTest::hasAnEarnThatIsNotUnknown, told -> {
            var earn = earn(told).orElseThrow();
            long available = told.balance().available() + earn.points();
            var after = new Balance(0, available, told.balance().held(), Math.max(0, -available));
            var rows = new ArrayList<>(told.entries());
            long seq = told.seq() + 1;
            rows.addFirst(
                    new Entry("again", seq, Kind.EARN, null, earn.points(), after, earn.sale(), earn.recordedAt()));
            return Told.of(seq, after).entries(rows);
        });
    }

    private static boolean hasAnEarnThatIsNotUnknown(History history, Operation last) {
        return last.verb() == Verb.STATEMENT
                && earn(last.told())
                        .filter(earn -> Command.of(history).stream()
                                .filter(Command::isUnknown)
                                .filter(command -> command.verb().kind() == Kind.EARN)
                                .noneMatch(command -> command.asked().points() == earn.points()))
                        .isPresent();
    }

    private static Optional<Entry> earn(Told told) {
        return told.entries().stream()
                .filter(row -> row.kind() == Kind.EARN && row.isApplied())
                .findFirst();
    }

    private static void allAreRefused(BiPredicate<History, Operation> which, UnaryOperator<Told> lie) {
        int tampered = 0;
        for (int seed = 0; seed < HISTORIES / 4; seed++) {
            var script = SimulatedClients.of(seed, OPERATIONS);
            var history = script.history();
            var candidates = history.operations().stream()
                    .filter(operation -> operation.completed() != Long.MAX_VALUE)
                    .filter(operation -> which.test(history, operation))
                    .toList();
            if (!candidates.isEmpty()) {
                tampered++;
                var told = candidates.get(seed % candidates.size());
                assertThat(Checker.check(script.with(told, lie)))
                        .as("seed " + seed + ", " + told.named())
                        .isNotEmpty();
            }
        }
        assertThat(tampered).isGreaterThan(HISTORIES / 8);
    }
}
