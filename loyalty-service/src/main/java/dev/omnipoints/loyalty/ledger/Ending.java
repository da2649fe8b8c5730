package dev.omnipoints.loyalty.ledger;

import dev.omnipoints.loyalty.ledger.LotChange.Part;
import java.time.Instant;

/** How a hold ends: captured, voided, or its time is up. It ends once. */
final class Ending {

    private Ending() {}

    static Outcome capture(Scratch scratch, Draft draft, Command.Capture asked) {
        Hold hold = scratch.hold(asked.hold());
        if (!isKnown(hold, asked.ownOf())) {
            return Outcome.Unwritten.HOLD_UNKNOWN;
        }
        long points = asked.points() == null ? hold.points() : asked.points();
        if (isSameEnd(hold, Kind.CAPTURE, points)) {
            return new Outcome.Same(hold.end().row());
        }
        draft.hold(hold.id());
        Refusal refusal = refusal(scratch, hold);
        if (refusal == null && points > hold.points()) {
            refusal = Refusal.CAPTURE_EXCEEDS_HOLD;
        }
        if (refusal != null) {
            draft.refused(refusal, points);
            return null;
        }
        draft.end(hold, points);
        draft.active(asked.terms().inactiveAt(draft.occurredAt()));
        release(draft, hold, points, draft.now());
        draft.count(Counters.ofRedeemed(points));
        draft.applied(points);
        return null;
    }

    static Outcome release(Scratch scratch, Draft draft, Command.Void asked) {
        Hold hold = scratch.hold(asked.hold());
        if (!isKnown(hold, asked.ownOf())) {
            return Outcome.Unwritten.HOLD_UNKNOWN;
        }
        if (isSameEnd(hold, Kind.VOID, hold.points())) {
            return new Outcome.Same(hold.end().row());
        }
        draft.hold(hold.id());
        Refusal refusal = refusal(scratch, hold);
        if (refusal != null) {
            draft.refused(refusal, hold.points());
            return null;
        }
        whole(draft, hold, draft.now());
        return null;
    }

    /** All of a hold goes back into its lots, as of an instant. */
    static void whole(Draft draft, Hold hold, Instant at) {
        draft.end(hold, hold.points());
        release(draft.hold(hold.id()), hold, 0, at);
        draft.applied(hold.points());
    }

    /** The first points reserved are captured; the rest goes back, in the order reserved. */
    private static void release(Draft draft, Hold hold, long captured, Instant at) {
        draft.count(Counters.ofHeld(-hold.points()));
        long toCapture = captured;
        // First everything leaves, in order, so that a later reversal finds what was captured: the first points of it.
        for (Hold.Reserved reserved : hold.lots()) {
            draft.move(reserved.lot(), Part.HELD, -reserved.points());
        }
        for (Hold.Reserved reserved : hold.lots()) {
            long spent = Math.min(toCapture, reserved.points());
            toCapture -= spent;
            if (spent < reserved.points()) {
                draft.arrivals().intoLot(reserved.lot(), reserved.points() - spent, at);
            }
        }
    }

    private static boolean isKnown(Hold hold, String ownOf) {
        return hold != null && (ownOf == null || ownOf.equals(hold.origin().caller()));
    }

    private static boolean isSameEnd(Hold hold, Kind kind, long points) {
        return !hold.open() && hold.end().kind() == kind && hold.end().points() == points;
    }

    private static Refusal refusal(Scratch scratch, Hold hold) {
        if (scratch.account().status() == Status.CLOSED) {
            return Refusal.MEMBER_CLOSED;
        }
        if (hold.open()) {
            return null;
        }
        return switch (hold.end().kind()) {
            case CAPTURE -> Refusal.HOLD_ALREADY_CAPTURED;
            case VOID -> Refusal.HOLD_ALREADY_VOIDED;
            default -> Refusal.HOLD_EXPIRED;
        };
    }
}
