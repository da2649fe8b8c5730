package dev.omnipoints.loyalty.returns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Command;
import dev.omnipoints.loyalty.ledger.Decide;
import dev.omnipoints.loyalty.ledger.Decision;
import dev.omnipoints.loyalty.ledger.Envelope;
import dev.omnipoints.loyalty.ledger.Holdings;
import dev.omnipoints.loyalty.ledger.Key;
import dev.omnipoints.loyalty.ledger.Kind;
import dev.omnipoints.loyalty.ledger.Origin;
import dev.omnipoints.loyalty.ledger.Policy;
import dev.omnipoints.loyalty.ledger.Reference;
import dev.omnipoints.loyalty.ledger.Row;
import dev.omnipoints.loyalty.ledger.Status;
import dev.omnipoints.loyalty.ledger.Terms;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A member earns, buys, pays with points or not, spends elsewhere and brings everything back, in whatever parts and
 * order: in the end they have what they would have had without the sale (earning.md, 3).
 */
class ReturnedHistoriesTest {

    private static final int HISTORIES = 2_000;
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Terms NEVER =
            new Terms(ZoneId.of("Europe/Paris"), new Terms.Expiry.Never(), new Terms.Pending.None());

    @ParameterizedTest
    @CsvSource({"DEBT,false", "DEBT,true", "CLAMP,false", "CLAMP,true", "REFUSE,false", "REFUSE,true"})
    void inTheEndTheyHaveWhatTheyWouldHaveHad(Policy.Debt debt, boolean byShare) {
        for (int seed = 0; seed < HISTORIES; seed++) {
            new History(seed, debt, byShare).check();
        }
    }

    private static final class History {
        private final Random random;
        private final String name;
        private final Policy.Debt debt;
        private final boolean byShare;
        private final Holdings holdings =
                Holdings.of(Account.opened(AccountKey.of("demo", new UUID(7, 9)), Status.ACTIVE, 1));
        private int keys;
        private long elsewhere;
        private long taken;
        private long given;

        History(int seed, Policy.Debt debt, boolean byShare) {
            this.random = new Random(seed);
            this.name = debt + ", by share " + byShare + ", seed " + seed;
            this.debt = debt;
            this.byShare = byShare;
        }

        void check() {
            Purchase purchase = new Purchase(random, random.nextBoolean());
            earn(purchase.paidByPoints() + random.nextInt(500));
            Decision sale = sell(purchase);
            Reference earn = sale.answer().reference();
            Row capture = sale.rows().stream()
                    .filter(row -> row.kind() == Kind.CAPTURE)
                    .findFirst()
                    .orElse(null);
            boolean refused = false;
            while (!purchase.isOver() && !refused) {
                somethingElse();
                Remainder after = random.nextInt(8) == 0 ? purchase.rest() : purchase.next();
                refused = after != null && !bringBack(purchase, after, earn, capture) && debt == Policy.Debt.REFUSE;
            }
            long stands = holdings.account().counters().available();
            if (refused) {
                assertThat(purchase.isOver()).as(name).isFalse();
                return;
            }
            assertThat(given).as(name).isEqualTo(capture == null ? 0 : capture.points());
            assertThat(taken).as(name).isEqualTo(purchase.award());
            assertThat(stands).as(name).isEqualTo(debt == Policy.Debt.CLAMP ? Math.max(stands, elsewhere) : elsewhere);
            if (debt == Policy.Debt.CLAMP) {
                assertThat(stands).as(name).isNotNegative();
            }
        }

        private Decision sell(Purchase purchase) {
            Command.Earn earn = new Command.Earn(purchase.award(), NEVER, true, false);
            if (purchase.paidByPoints() == 0) {
                return decide(earn);
            }
            Command.Rate rate = new Command.Rate(1, 1, "EUR");
            Decision held = decide(new Command.Hold(purchase.paidByPoints(), null, Duration.ofMinutes(15), 50, rate));
            Command.Tender tender = new Command.Tender(
                    held.answer().reference(), purchase.paidByPoints(), "EUR", true, true, rate, NEVER);
            return decide(new Command.Sale(List.of(), List.of(tender), earn));
        }

        /** Whether it was taken. */
        private boolean bringBack(Purchase purchase, Remainder after, Reference earn, Row capture) {
            Settlement settlement = purchase.settlement(capture == null ? 0 : capture.points(), byShare);
            long takenAfter = settlement.takenBack(after, taken);
            long givenAfter = settlement.givenBack(after);
            List<Command.GiveBack> back = givenAfter == given
                    ? List.of()
                    : List.of(new Command.GiveBack(capture.reference(), givenAfter - given));
            Policy policy =
                    new Policy(debt, false, Policy.GiveBack.KEEP_EXPIRY, 30, Policy.Transfer.KEEP_EXPIRY, 900, 50);
            Decision decision = decide(new Command.Return(back, earn, takenAfter - taken, null, policy, NEVER));
            if (decision.answer().refused() != null) {
                return false;
            }
            taken = takenAfter;
            given = givenAfter;
            purchase.keep(after);
            return true;
        }

        private void somethingElse() {
            if (random.nextBoolean()) {
                earn(random.nextInt(300));
            }
            long spendable = holdings.account().counters().spendable();
            if (random.nextBoolean() && spendable > 0) {
                long points = 1 + random.nextLong(spendable);
                decide(new Command.Redeem(points, NEVER));
                elsewhere -= points;
            }
        }

        private void earn(long points) {
            decide(new Command.Earn(points, NEVER, false, true));
            elsewhere += points;
        }

        private Decision decide(Command command) {
            Envelope envelope = new Envelope(
                    new Origin("till", (short) 1, "S", "T", null),
                    Key.of("till", "k" + keys++),
                    new byte[32],
                    null,
                    null,
                    null);
            Decision decision = (Decision) Decide.command(holdings, command, envelope, NOON);
            holdings.apply(decision);
            return decision;
        }
    }
}
