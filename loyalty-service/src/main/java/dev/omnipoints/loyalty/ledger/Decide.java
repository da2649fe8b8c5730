package dev.omnipoints.loyalty.ledger;

import java.time.Duration;
import java.time.Instant;

/**
 * The heart: (what was read of the account, command, now) → rows, changes and the answer. What is due is done first.
 * Pure: no I/O, no clock, nothing remembered; what it is given stays as it is until {@link Holdings#apply}.
 */
public final class Decide {

    /** How far ahead a till's clock may be; beyond, the sale is taken as now and flagged. */
    public static final Duration SKEW_LIMIT = Duration.ofMinutes(10);

    private Decide() {}

    /**
     * Decides a command on one account.
     *
     * @param now the account's now ({@link Account#now}), in microseconds
     */
    public static Outcome command(Holdings holdings, Command command, Envelope envelope, Instant now) {
        if (command instanceof Command.Denied(Kind kind, Long points, Outcome.Unwritten reason)) {
            return reason;
        }
        Scratch scratch = new Scratch(holdings);
        try {
            if (command instanceof Command.SetStatus(Status status, long version)) {
                return gate(scratch, status, version, now);
            }
            Due.work(scratch, now);
            if (command instanceof Command.Settle) {
                return scratch.decision();
            }
            if (command instanceof Command.Sale || command instanceof Command.Return) {
                return Selling.decide(holdings, scratch, command, envelope, now);
            }
            Draft draft = new Draft(scratch, envelope, command.kind(), now);
            Outcome unwritten = decide(scratch, draft, command);
            if (unwritten != null) {
                return unwritten;
            }
        } catch (ArithmeticException overflow) {
            return Outcome.Unwritten.POINTS_OUT_OF_RANGE;
        }
        return scratch.decision();
    }

    /**
     * Decides a command on two accounts.
     *
     * @param first whose command it is: the sender, or the survivor of a merge
     * @param now the later of both accounts' now
     */
    public static Outcome between(
            Holdings first, Holdings second, Command.Between command, Envelope envelope, Instant now) {
        if (first.account().key().equals(second.account().key())) {
            return command instanceof Command.Unmerge
                    ? Outcome.Unwritten.MERGE_NOT_UNDOABLE
                    : Outcome.Unwritten.SAME_MEMBER;
        }
        Scratch one = new Scratch(first);
        Scratch other = new Scratch(second);
        try {
            Due.work(one, now);
            Due.work(other, now);
            Draft draft = new Draft(one, envelope, command.kind(), now);
            Outcome.Unwritten unwritten = switch (command) {
                case Command.Transfer transfer -> Transferring.decide(draft, one, other, transfer);
                case Command.Merge merge -> Merging.merge(draft, one, other);
                case Command.Unmerge unmerge -> Merging.undo(draft, one, other, unmerge);
            };
            if (unwritten != null) {
                return unwritten;
            }
        } catch (ArithmeticException overflow) {
            return Outcome.Unwritten.POINTS_OUT_OF_RANGE;
        }
        return new Outcome.Both(one.decision(), other.hasRows() ? other.decision() : null);
    }

    /** What is shown now: what is due counted in, though nothing is written. */
    public static Account asOf(Holdings holdings, Instant now) {
        Scratch scratch = new Scratch(holdings);
        Due.work(scratch, now);
        return holdings.account().shownAs(scratch.counters());
    }

    /** When it happened, a till's clock that runs too far ahead corrected to `now`; null is now. */
    public static Instant occurredAt(Instant reported, Instant now) {
        return reported == null || isSkewed(reported, now) ? now : reported;
    }

    /** Whether a till's clock runs too far ahead. */
    public static boolean isSkewed(Instant reported, Instant now) {
        return reported != null && reported.isAfter(now.plus(SKEW_LIMIT));
    }

    /** Null: the draft was written. */
    private static Outcome decide(Scratch scratch, Draft draft, Command command) {
        return switch (command) {
            case Command.Earn earn -> Earning.earn(scratch, draft, earn);
            case Command.Confirm confirm -> Earning.confirm(scratch, draft, confirm);
            case Command.Adjust adjust -> Adjusting.decide(scratch, draft, adjust);
            case Command.Hold hold -> Spending.hold(scratch, draft, hold);
            case Command.Redeem redeem -> Spending.redeem(scratch, draft, redeem);
            case Command.Capture capture -> Ending.capture(scratch, draft, capture);
            case Command.Void released -> Ending.release(scratch, draft, released);
            case Command.Reverse reverse -> Reversing.decide(scratch, draft, reverse);
            case Command.SetStatus status -> throw new IllegalStateException("Has no row");
            case Command.Denied denied -> denied.reason();
            case Command.Settle settle -> throw new IllegalStateException("Has no row");
            case Command.Sale sale -> throw new IllegalStateException("Has rows of its own");
            case Command.Return goods -> throw new IllegalStateException("Has rows of its own");
            case Command.Between between -> throw new IllegalStateException("Is for two accounts");
        };
    }

    private static Decision gate(Scratch scratch, Status status, long version, Instant now) {
        scratch.set(scratch.account().with(status, version));
        if (scratch.account().isToBeClosed()) {
            Due.work(scratch, now);
        }
        return scratch.decision();
    }
}
