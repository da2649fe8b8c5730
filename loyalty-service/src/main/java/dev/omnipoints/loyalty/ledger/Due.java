package dev.omnipoints.loyalty.ledger;

import dev.omnipoints.loyalty.ledger.LotChange.Part;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What happens to points by itself: pending ones become usable, usable ones expire. It is done before a command touches
 * the account, in rows of the ledger's own whose effective time is the boundary, not when they were written; several
 * lots due at one instant are one row. Pure.
 */
public final class Due {

    /** At one instant activations come before expiries. */
    private static final Comparator<Step> IN_ORDER =
            Comparator.comparing(Step::at).thenComparing(Step::kind);

    private Due() {}

    private record Step(Instant at, Kind kind) {}

    /**
     * Does what is due.
     *
     * @param dueLots all lots of the account with {@link Lot#dueAt} not after `now`, in spending order
     * @param laterDueAt when the first of its other lots is due; null: none will be
     * @return no rows where nothing was due
     */
    public static Decision work(Account account, List<Lot> dueLots, Instant laterDueAt, Instant now) {
        Map<LotId, Lot> lots = new LinkedHashMap<>();
        dueLots.forEach(lot -> lots.put(lot.id(), lot));
        List<Row> rows = new ArrayList<>();
        Account current = account;
        for (Step step = first(lots, now); step != null; step = first(lots, now)) {
            Row row = row(current, step, lots, now);
            for (LotChange change : row.lots()) {
                lots.computeIfPresent(change.lot(), (id, lot) -> lot.with(change));
            }
            rows.add(row);
            current = current.after(row, null);
        }
        Instant next = lots.values().stream().map(Lot::dueAt).reduce(laterDueAt, Due::earlier);
        return new Decision(current.dueAt(next), rows, List.copyOf(lots.values()));
    }

    /** The earlier of two instants, of which null is never. */
    public static Instant earlier(Instant a, Instant b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.isBefore(b) ? a : b;
    }

    private static Step first(Map<LotId, Lot> lots, Instant now) {
        return lots.values().stream()
                .filter(lot -> lot.dueAt() != null && !lot.dueAt().isAfter(now))
                .map(lot -> new Step(boundary(lot), kind(lot)))
                .min(IN_ORDER)
                .orElse(null);
    }

    /** Points that wait for confirmation when their expiry comes never become usable. */
    private static Kind kind(Lot lot) {
        return lot.pending() > 0 && lot.availableAt() != null ? Kind.ACTIVATE : Kind.EXPIRE;
    }

    /** A lot whose expiry is not after its activation is activated and expired at its activation. */
    private static Instant boundary(Lot lot) {
        boolean late = lot.pending() == 0
                && lot.availableAt() != null
                && lot.availableAt().isAfter(lot.dueAt());
        return late ? lot.availableAt() : lot.dueAt();
    }

    private static Row row(Account account, Step step, Map<LotId, Lot> lots, Instant now) {
        List<LotChange> changes = new ArrayList<>();
        Counters change = Counters.ZERO;
        long points = 0;
        for (Lot lot : lots.values()) {
            boolean part = lot.dueAt() != null && boundary(lot).equals(step.at()) && kind(lot) == step.kind();
            if (!part) {
                continue;
            }
            long moved = lot.pending() + lot.remaining();
            points = Math.addExact(points, moved);
            if (step.kind() == Kind.ACTIVATE) {
                long owed = account.counters().plus(change).owed();
                long repaid = Math.min(owed, moved);
                changes.add(LotChange.of(lot.id(), Part.PENDING, -moved));
                changes.add(LotChange.of(lot.id(), Part.REMAINING, moved - repaid));
                change = change.plus(Counters.activated(moved, repaid));
            } else {
                Part from = lot.pending() > 0 ? Part.PENDING : Part.REMAINING;
                changes.add(LotChange.of(lot.id(), from, -moved));
                changes.add(LotChange.of(lot.id(), Part.EXPIRED, moved));
                change = change.plus(Counters.expired(lot.remaining(), lot.pending()));
            }
        }
        return draft(account, step, now).row(null, points, change, changes);
    }

    private static RowDraft draft(Account account, Step step, Instant now) {
        Encoding key =
                new Encoding(1).number(step.kind().code()).instant(step.at()).number(account.seq() + 1);
        Key own = new Key(key.sha256Half(), (short) 0);
        Envelope envelope = new Envelope(Origin.LEDGER, own, key.sha256(), null, null, step.at());
        return new RowDraft(account, envelope, step.kind(), now);
    }
}
