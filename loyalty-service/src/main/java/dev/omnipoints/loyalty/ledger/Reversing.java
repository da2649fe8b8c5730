package dev.omnipoints.loyalty.ledger;

import dev.omnipoints.loyalty.ledger.LotChange.Part;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Undoes an earn, a redemption or a capture, whole or part (ledger.md, 2). */
final class Reversing {

    private Reversing() {}

    static Outcome decide(Scratch scratch, Draft draft, Command.Reverse asked) {
        Row original = scratch.original(asked.original());
        if (original == null
                || asked.named() != null && original.kind() != asked.named()
                || asked.ownOf() != null
                        && !asked.ownOf().equals(original.origin().caller())) {
            return Outcome.Unwritten.OPERATION_UNKNOWN;
        }
        draft.original(original.reference());
        long left = isReversible(original) ? original.points() - scratch.reversed(original.reference()) : 0;
        long points = asked.points() == null ? left : asked.points();
        Refusal refusal = refusal(scratch, original, points, left);
        if (refusal != null) {
            draft.refused(refusal, points);
            return null;
        }
        if (original.kind() != Kind.EARN) {
            giveBack(scratch, draft, original, asked, points);
            draft.applied(points);
        } else if (scratch.account().status() == Status.CLOSED) {
            // It counts and moves nothing: what there was is forfeited.
            draft.applied(points);
        } else {
            return takeBack(scratch, draft, original, asked.policy(), points);
        }
        return null;
    }

    private static Refusal refusal(Scratch scratch, Row original, long points, long left) {
        boolean closed = scratch.account().status() == Status.CLOSED;
        if (closed && original.kind() != Kind.EARN) {
            return Refusal.MEMBER_CLOSED;
        }
        if (!isReversible(original)) {
            return closed ? Refusal.MEMBER_CLOSED : Refusal.NOT_REVERSIBLE;
        }
        return points == 0 || points > left ? Refusal.REVERSAL_EXCEEDS_ORIGINAL : null;
    }

    private static boolean isReversible(Row original) {
        return original.refused() == null
                && switch (original.kind()) {
                    case EARN, REDEEM, CAPTURE -> true;
                    default -> false;
                };
    }

    /** What is left in the lot; its expired part, which moves nothing; then wherever the rest went. */
    private static Outcome takeBack(Scratch scratch, Draft draft, Row earn, Policy policy, long points) {
        LotId id = Earning.lotOf(earn);
        Lot lot = scratch.lot(id);
        long pending = lot == null ? 0 : Math.min(points, lot.pending());
        long free = lot == null ? 0 : Math.min(points - pending, lot.remaining());
        long expired = lot == null ? 0 : Math.min(points - pending - free, lot.expired() - lot.counted());
        long rest = points - pending - free - expired;
        if (rest > 0 && policy.debt() == Policy.Debt.REFUSE) {
            draft.refused(Refusal.RETURN_REFUSED, points);
            return null;
        }
        draft.count(Counters.ofPending(-pending).plus(Counters.ofSpendable(-free)));
        draft.count(Counters.ofIssued(-(pending + free)));
        draft.move(id, Part.PENDING, -pending);
        draft.move(id, Part.REMAINING, -free);
        draft.move(id, Part.COUNTED, expired);
        long others = Math.min(rest, Math.addExact(scratch.counters().spendable(), -free));
        draft.take(others);
        draft.count(Counters.ofIssued(-others));
        long missing = rest - others;
        if (policy.debt() == Policy.Debt.CLAMP) {
            draft.move(id, Part.CLAMPED, lot == null ? 0 : missing);
        } else {
            draft.count(Counters.ofOwed(missing).plus(Counters.ofIssued(-missing)));
        }
        draft.applied(points);
        return null;
    }

    /** Into the lots that the points came from, last taken first; earlier reversals have used up the last ones. */
    private static void giveBack(Scratch scratch, Draft draft, Row spent, Command.Reverse asked, long points) {
        draft.count(Counters.ofRedeemed(-points));
        long skip = scratch.reversed(spent.reference());
        long rest = points;
        for (Hold.Reserved taken : lastTakenFirst(spent)) {
            long skipped = Math.min(skip, taken.points());
            skip -= skipped;
            long part = Math.min(rest, taken.points() - skipped);
            rest -= part;
            if (part > 0) {
                back(scratch, draft, taken.lot(), part, asked);
            }
        }
    }

    private static void back(Scratch scratch, Draft draft, LotId id, long points, Command.Reverse asked) {
        Instant now = draft.now();
        Lot lot = scratch.lot(id);
        Lot dates = lot == null ? scratch.elsewhere(id) : lot;
        boolean past = dates.isPast(now, scratch.account().inactiveAt());
        long rest = points;
        if (past && asked.policy().giveBack() == Policy.GiveBack.NEW_EXPIRY) {
            rest -= lot == null ? 0 : draft.arrivals().toClamp(id, points);
            draft.makeSpendable(
                    rest, now, asked.terms().endOfDayAfter(now, asked.policy().graceDays()));
        } else if (lot == null) {
            Earning.give(draft, points, dates.availableAt(), dates.expiresAt());
        } else {
            draft.arrivals().intoLot(id, points, now);
        }
    }

    /** From which lots a redemption took its points; of a capture, the first of those that were reserved. */
    private static List<Hold.Reserved> lastTakenFirst(Row spent) {
        Part from = spent.kind() == Kind.CAPTURE ? Part.HELD : Part.REMAINING;
        List<Hold.Reserved> taken = new ArrayList<>();
        long rest = spent.points();
        for (LotChange change : spent.lots()) {
            long part = change.part() == from ? Math.min(rest, -change.points()) : 0;
            if (part > 0) {
                taken.addFirst(new Hold.Reserved(change.lot(), part));
                rest -= part;
            }
        }
        return taken;
    }
}
