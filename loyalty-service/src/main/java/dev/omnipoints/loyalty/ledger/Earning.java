package dev.omnipoints.loyalty.ledger;

import dev.omnipoints.loyalty.ledger.LotChange.Part;
import java.time.Instant;

/** Points that come in: an earn, and the confirmation of one. */
final class Earning {

    private Earning() {}

    static Outcome earn(Scratch scratch, Draft draft, Command.Earn earn) {
        boolean limited = earn.ageLimit() != null;
        if (limited && draft.occurredAt().isBefore(draft.now().minus(earn.ageLimit()))) {
            return Outcome.Unwritten.SALE_TOO_OLD;
        }
        draft.reason(earn.event());
        switch (scratch.account().status()) {
            case CLOSED -> draft.refused(Refusal.MEMBER_CLOSED, earn.points());
            case BLOCKED -> {
                if (earn.ofSale() && !earn.refuseBlocked()) {
                    lot(draft, earn, 0);
                } else {
                    draft.refused(Refusal.MEMBER_BLOCKED, earn.points());
                }
            }
            case UNCONFIRMED -> lot(draft, earn, earn.ofSale() ? 0 : earn.points());
            case ACTIVE -> lot(draft, earn, earn.points());
        }
        return null;
    }

    /** The lot as it stands when it is recorded: a late sale's points may be usable, or expired, already. */
    private static void lot(Draft draft, Command.Earn earn, long points) {
        Instant occurredAt = draft.occurredAt();
        draft.active(earn.terms().inactiveAt(occurredAt));
        if (points > 0) {
            draft.count(Counters.ofIssued(points));
            Instant availableAt = earn.terms().availableAt(occurredAt, draft.now());
            give(draft, points, availableAt, earn.terms().expiresAt(occurredAt));
        }
        draft.applied(points);
    }

    /** A new lot of so many points, wherever it stands now. */
    static void give(Draft draft, long points, Instant availableAt, Instant expiresAt) {
        Instant now = draft.now();
        Instant expiry = expiresAt == null ? draft.inactiveAt() : expiresAt;
        boolean past = Lot.isOver(expiry, now);
        if (availableAt == null || availableAt.isAfter(now)) {
            draft.count(Counters.ofPending(points));
            draft.make(Part.PENDING, points, availableAt, expiresAt);
        } else if (past) {
            draft.count(Counters.ofExpired(points));
            draft.make(Part.EXPIRED, points, availableAt, expiresAt);
        } else {
            draft.makeSpendable(points, availableAt, expiresAt);
        }
    }

    static Outcome confirm(Scratch scratch, Draft draft, Command.Confirm confirm) {
        Row earn = scratch.original(confirm.earn());
        boolean known = earn != null && earn.kind() == Kind.EARN && earn.refused() == null;
        if (!known
                || confirm.ownOf() != null
                        && !confirm.ownOf().equals(earn.origin().caller())) {
            return Outcome.Unwritten.OPERATION_UNKNOWN;
        }
        draft.original(earn.reference());
        Lot lot = scratch.lot(lotOf(earn));
        long pending = lot == null ? 0 : lot.pending();
        if (scratch.account().status() == Status.CLOSED) {
            draft.refused(Refusal.MEMBER_CLOSED, pending);
            return null;
        }
        if (pending > 0) {
            draft.count(Counters.ofPending(-pending));
            draft.move(lot.id(), Part.PENDING, -pending);
            boolean past = Lot.isOver(lot.expiry(draft.inactiveAt()), draft.now());
            long kept = past ? pending : draft.arrivals().afterDebt(pending);
            draft.count(Counters.ofExpired(past ? pending : 0));
            draft.record(LotChange.confirming(lot.id(), past ? Part.EXPIRED : Part.REMAINING, kept, draft.now()));
        }
        draft.applied(pending);
        return null;
    }

    /** The lot that an earn made. */
    static LotId lotOf(Row earn) {
        return new LotId(earn.account().member(), earn.seq(), 0);
    }
}
