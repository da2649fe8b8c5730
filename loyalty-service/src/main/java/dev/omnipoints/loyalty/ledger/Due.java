package dev.omnipoints.loyalty.ledger;

import dev.omnipoints.loyalty.ledger.LotChange.Part;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * What happens to points by itself: holds run out, pending points become usable, usable ones expire, a closed member's
 * go. It is done before a command touches the account, in rows of the ledger's own whose effective time is the
 * boundary, not when they were written. Pure.
 */
final class Due {

    /** At one instant time-outs come before activations, those before expiries. */
    private static final Comparator<Step> IN_ORDER =
            Comparator.comparing(Step::at).thenComparing(Step::order).thenComparing(Step::hold, nullsLast());

    private Due() {}

    /** @param hold of a time-out; else null */
    private record Step(Instant at, Kind kind, Reference hold) {

        int order() {
            return switch (kind) {
                case TIME_OUT -> 0;
                case ACTIVATE -> 1;
                default -> 2;
            };
        }
    }

    /** Does what is due, all of which has been read. */
    static void work(Scratch scratch, Instant now) {
        if (!scratch.account().isDue(now)) {
            return;
        }
        for (Step step = first(scratch, now); step != null; step = first(scratch, now)) {
            switch (step.kind()) {
                case TIME_OUT -> Ending.whole(draft(scratch, step, now), scratch.hold(step.hold()), step.at());
                case ACTIVATE -> activate(draft(scratch, step, now), lots(scratch, step));
                default -> expire(draft(scratch, step, now), lots(scratch, step));
            }
        }
        if (scratch.account().isToBeClosed()) {
            Closing.work(scratch, now);
        }
        scratch.set(scratch.account().dueAt(scratch.firstDueAt()));
    }

    /** A row of the ledger's own, the same whoever comes to write it. */
    static Draft draft(Scratch scratch, Kind kind, Instant at, Instant now) {
        long seq = scratch.account().seq() + 1;
        Encoding key = new Encoding(1).number(kind.code()).instant(at).number(seq);
        Key own = new Key(key.sha256Half(), (short) 0);
        Envelope envelope = new Envelope(Origin.LEDGER, own, key.sha256(), null, null, at);
        return new Draft(scratch, envelope, kind, now);
    }

    private static Draft draft(Scratch scratch, Step step, Instant now) {
        return draft(scratch, step.kind(), step.at(), now);
    }

    private static Step first(Scratch scratch, Instant now) {
        Step first = null;
        for (Hold hold : scratch.openHolds()) {
            if (!hold.expiresAt().isAfter(now)) {
                first = earlier(first, new Step(hold.expiresAt(), Kind.TIME_OUT, hold.id()));
            }
        }
        Instant inactiveAt = scratch.account().inactiveAt();
        for (Lot lot : scratch.allLots()) {
            Instant at = lot.dueAt(inactiveAt);
            if (at != null && !at.isAfter(now)) {
                first = earlier(first, new Step(at, kind(lot), null));
            }
        }
        return first;
    }

    private static Step earlier(Step a, Step b) {
        return a == null || IN_ORDER.compare(b, a) < 0 ? b : a;
    }

    private static Comparator<Reference> nullsLast() {
        return Comparator.nullsLast(Comparator.naturalOrder());
    }

    /** Points that wait for confirmation when their expiry comes never become usable. */
    private static Kind kind(Lot lot) {
        return lot.pending() > 0 && lot.availableAt() != null ? Kind.ACTIVATE : Kind.EXPIRE;
    }

    /** All lots of a step, in spending order; beyond what one row may touch, the next row's. */
    private static List<Lot> lots(Scratch scratch, Step step) {
        Instant inactiveAt = scratch.account().inactiveAt();
        return scratch.allLots().stream()
                .filter(lot -> step.at().equals(lot.dueAt(inactiveAt)) && kind(lot) == step.kind())
                .sorted(Lot.SPENDING_ORDER)
                .limit(Command.LOTS_LIMIT)
                .toList();
    }

    private static void activate(Draft draft, List<Lot> lots) {
        long points = 0;
        for (Lot lot : lots) {
            points = Math.addExact(points, lot.pending());
            draft.count(Counters.ofPending(-lot.pending()));
            draft.move(lot.id(), Part.PENDING, -lot.pending());
            draft.arrivals().add(lot.id(), lot.pending(), null);
        }
        draft.applied(points);
    }

    private static void expire(Draft draft, List<Lot> lots) {
        long points = 0;
        for (Lot lot : lots) {
            long expired = lot.pending() + lot.remaining();
            points = Math.addExact(points, expired);
            draft.count(Counters.ofPending(-lot.pending()).plus(Counters.ofSpendable(-lot.remaining())));
            draft.count(Counters.ofExpired(expired));
            draft.move(lot.id(), Part.PENDING, -lot.pending());
            draft.move(lot.id(), Part.REMAINING, -lot.remaining());
            draft.move(lot.id(), Part.EXPIRED, expired);
        }
        draft.applied(points);
    }
}
