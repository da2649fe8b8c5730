package dev.omnipoints.loyalty.ledger;

import java.time.Instant;

/** Corrections by a person; the row's points are signed as they were sent. */
final class Adjusting {

    private Adjusting() {}

    static Outcome decide(Scratch scratch, Draft draft, Command.Adjust adjust) {
        draft.reason(adjust.reason());
        if (scratch.account().status() == Status.CLOSED) {
            draft.refused(Refusal.MEMBER_CLOSED, adjust.points());
        } else if (adjust.points() > 0) {
            give(draft, adjust.terms(), adjust.points());
        } else {
            take(scratch, draft, -adjust.points(), adjust.mayOwe());
        }
        return null;
    }

    /** Usable at once; without a date of their own they keep the account alive as an earn does. */
    private static void give(Draft draft, Terms terms, long points) {
        Instant now = draft.now();
        if (terms.lastDay() == null) {
            draft.active(terms.inactiveAt(now));
        }
        giveBack(draft, terms, points);
    }

    /** Likewise, for goods that come back, which keeps no account alive (ledger.md: a reversal is no activity). */
    static void giveBack(Draft draft, Terms terms, long points) {
        Instant now = draft.now();
        draft.count(Counters.ofAdjusted(points));
        Earning.give(draft, points, now, terms.expiresAt(now));
        draft.applied(points);
    }

    private static void take(Scratch scratch, Draft draft, long points, boolean mayOwe) {
        long free = Math.min(points, scratch.counters().spendable());
        if (free < points && !mayOwe) {
            draft.refused(Refusal.INSUFFICIENT_POINTS, -points);
            return;
        }
        if (Spending.tooManyLots(scratch, free)) {
            draft.refused(Refusal.TOO_MANY_LOTS, -points);
            return;
        }
        draft.take(free);
        draft.count(Counters.ofAdjusted(-points));
        draft.count(Counters.ofOwed(points - free));
        draft.applied(-points);
    }
}
