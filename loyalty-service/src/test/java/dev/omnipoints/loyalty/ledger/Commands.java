package dev.omnipoints.loyalty.ledger;

import dev.omnipoints.loyalty.ledger.Terms.Alignment;
import dev.omnipoints.loyalty.ledger.Terms.Expiry;
import dev.omnipoints.loyalty.ledger.Terms.Pending;
import dev.omnipoints.loyalty.model.Ask;
import dev.omnipoints.loyalty.model.Rules;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Set;

/** The model's words as the core's commands, terms and policies. */
public final class Commands {

    private Commands() {}

    /** Whether the front door would let the points through. */
    public static boolean inRange(Ask ask) {
        return switch (ask) {
            case Ask.Earn a -> a.points() >= 0 && a.points() <= Command.POINTS_LIMIT;
            case Ask.Hold a -> inRange(a.points());
            case Ask.Capture a -> a.points() == null || inRange(a.points());
            case Ask.Redeem a -> inRange(a.points());
            case Ask.Reverse a -> a.points() == null || inRange(a.points());
            case Ask.Adjust a -> a.points() != Long.MIN_VALUE && inRange(Math.abs(a.points()));
            case Ask.Transfer a -> inRange(a.points());
            default -> true;
        };
    }

    private static boolean inRange(long points) {
        return points >= 1 && points <= Command.POINTS_LIMIT;
    }

    /** The hold or operation that it names; null: none. */
    public static Ask.Ref reference(Ask ask) {
        return switch (ask) {
            case Ask.Confirm a -> a.earn();
            case Ask.Capture a -> a.hold();
            case Ask.Void a -> a.hold();
            case Ask.Reverse a -> a.original();
            default -> null;
        };
    }

    /** The one member that it names. */
    public static int member(Ask ask) {
        return switch (ask) {
            case Ask.Earn a -> a.member();
            case Ask.Hold a -> a.member();
            case Ask.Redeem a -> a.member();
            case Ask.Adjust a -> a.member();
            default -> throw new IllegalArgumentException("Names no member: " + ask);
        };
    }

    /** What is answered where there is no such account. */
    public static String unknown(Ask ask) {
        return ask instanceof Ask.Capture || ask instanceof Ask.Void ? "HOLD_UNKNOWN" : "OPERATION_UNKNOWN";
    }

    /** Why nothing was written. */
    public static String reason(Outcome.Unwritten unwritten) {
        return unwritten == Outcome.Unwritten.SAME_MEMBER ? "FIELD_INVALID" : unwritten.name();
    }

    /** As the core takes it; of an undone merge what only the journal knows is left out. */
    public static Command command(Ask ask, Rules rules) {
        Terms terms = terms(rules);
        return switch (ask) {
            case Ask.Earn a -> new Command.Earn(a.points(), terms.until(a.expiresOn()), false, true);
            case Ask.Confirm a -> new Command.Confirm(reference(a.earn()), null);
            case Ask.Hold a ->
                new Command.Hold(
                        a.points(), null, Duration.ofSeconds(a.ttlSeconds()), Policy.DEFAULT.openHoldsLimit(), null);
            case Ask.Capture a -> new Command.Capture(reference(a.hold()), a.points(), null, terms);
            case Ask.Void a -> new Command.Void(reference(a.hold()), null);
            case Ask.Redeem a -> new Command.Redeem(a.points(), terms);
            case Ask.Reverse a ->
                new Command.Reverse(reference(a.original()), null, a.points(), null, policy(rules), terms);
            case Ask.Adjust a ->
                new Command.Adjust(a.points(), "TEST", terms.until(a.expiresOn()), rules.negativeAdjustments());
            case Ask.Transfer a ->
                new Command.Transfer(a.points(), policy(rules).transfer(), terms);
            case Ask.Merge a -> new Command.Merge();
            case Ask.Unmerge a -> new Command.Unmerge(null, Set.of());
            default -> throw new IllegalArgumentException("No command: " + ask);
        };
    }

    /** The row, as the core names it. */
    public static Reference reference(Ask.Ref reference) {
        return new Reference(Core.id(reference.member()), reference.seq());
    }

    private static Policy policy(Rules rules) {
        return new Policy(
                Policy.Debt.valueOf(rules.debt().name()),
                rules.negativeAdjustments(),
                Policy.GiveBack.valueOf(rules.giveBack().name()),
                rules.graceDays(),
                Policy.Transfer.valueOf(rules.transfer().name()),
                Policy.DEFAULT.holdTtlSeconds(),
                Policy.DEFAULT.openHoldsLimit());
    }

    private static Terms terms(Rules rules) {
        Expiry expiry = switch (rules.expiry()) {
            case NEVER -> new Expiry.Never();
            case PERIOD -> period(rules);
            case INACTIVITY -> new Expiry.Inactivity(period(rules));
            case DATE -> new Expiry.Until(rules.expiryDate());
        };
        Pending pending = switch (rules.pending()) {
            case NONE -> new Pending.None();
            case DAYS -> Pending.days(rules.pendingDays());
            case DATE -> new Pending.On(rules.pendingDate());
            case CONFIRMATION -> new Pending.Confirmation();
        };
        return new Terms(rules.zone(), expiry, pending);
    }

    private static Expiry.Period period(Rules rules) {
        ChronoUnit unit = switch (rules.expiryUnit()) {
            case DAY -> ChronoUnit.DAYS;
            case MONTH -> ChronoUnit.MONTHS;
            case YEAR -> ChronoUnit.YEARS;
        };
        return new Expiry.Period(
                rules.expiryLength(), unit, Alignment.valueOf(rules.alignment().name()));
    }

    /** What the client sent; nothing of who the member or the counterpart is. */
    public static byte[] fingerprint(Ask ask) {
        Encoding out = new Encoding(1).text(ask.getClass().getSimpleName()).number(points(ask));
        Ask.Ref reference = reference(ask);
        out.number(reference == null ? null : (Long) (long) reference.member())
                .number(reference == null ? null : (Long) reference.seq());
        return switch (ask) {
            case Ask.Earn a -> day(out.instant(a.occurredAt()), a.expiresOn()).sha256();
            case Ask.Hold a -> out.number(a.ttlSeconds()).sha256();
            case Ask.Adjust a -> day(out, a.expiresOn()).sha256();
            default -> out.sha256();
        };
    }

    private static Encoding day(Encoding out, LocalDate day) {
        return out.text(day == null ? null : day.toString());
    }

    private static Long points(Ask ask) {
        return switch (ask) {
            case Ask.Earn a -> a.points();
            case Ask.Hold a -> (Long) a.points();
            case Ask.Capture a -> a.points();
            case Ask.Redeem a -> (Long) a.points();
            case Ask.Reverse a -> a.points();
            case Ask.Adjust a -> (Long) a.points();
            case Ask.Transfer a -> (Long) a.points();
            default -> null;
        };
    }

    static String difference(Ask ask, Ask first) {
        if (ask.getClass() != first.getClass()) {
            return "kind";
        }
        if (!Objects.equals(points(ask), points(first))) {
            return "points";
        }
        if (Objects.equals(reference(ask), reference(first))) {
            return "body";
        }
        return ask instanceof Ask.Capture || ask instanceof Ask.Void ? "hold" : "original";
    }
}
