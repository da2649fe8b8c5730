package dev.omnipoints.loyalty.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was read of one account, for {@link Decide} to decide on; {@link #apply} follows what was decided. Of an account
 * with a long history it need not be all: whoever reads says in {@link Needs} what a command asks for.
 */
public final class Holdings {

    private Account account;
    private final Map<LotId, Lot> lots = new HashMap<>();
    private final TreeSet<Lot> spendable = new TreeSet<>(Lot.SPENDING_ORDER);
    private final NavigableMap<Reference, Hold> holds = new TreeMap<>();
    private final Map<Reference, Row> originals = new HashMap<>();
    private final Map<Reference, Long> reversed = new HashMap<>();
    private final Map<LotId, Lot> elsewhere = new HashMap<>();
    private final Map<Reference, Hold> endedElsewhere = new HashMap<>();
    private final Instant laterDueAt;

    /** @param laterDueAt when the first of what was not read is due; null: never */
    public Holdings(Account account, Instant laterDueAt) {
        this.account = account;
        this.laterDueAt = laterDueAt;
    }

    /** All that there is of a new account. */
    public static Holdings of(Account account) {
        return new Holdings(account, null);
    }

    public Account account() {
        return account;
    }

    /** The account gated by a newer status. */
    public void gate(Status status, long version) {
        account = account.with(status, version);
    }

    /** A lot that was read. */
    public void add(Lot lot) {
        Lot before = lots.put(lot.id(), lot);
        if (before != null && before.remaining() > 0) {
            spendable.remove(before);
        }
        if (lot.remaining() > 0) {
            spendable.add(lot);
        }
    }

    /** A lot of another account, which points that are given back came from; for its dates. */
    public void addElsewhere(Lot lot) {
        elsewhere.put(lot.id(), lot);
    }

    /** A hold that was read. */
    public void add(Hold hold) {
        holds.put(hold.id(), hold);
    }

    /** A hold that ended before its member was merged: it stays where it ended, and is known here. */
    public void addElsewhere(Hold ended) {
        endedElsewhere.put(ended.id(), ended);
    }

    /** A row that a command refers to, and how many of its points were asked back so far. */
    public void add(Row original, long pointsReversed) {
        originals.put(original.reference(), original);
        reversed.put(original.reference(), pointsReversed);
    }

    Collection<Lot> lots() {
        return lots.values();
    }

    /** Lots with points to spend, in spending order. */
    Collection<Lot> spendable() {
        return spendable;
    }

    Lot lot(LotId id) {
        return lots.get(id);
    }

    Lot elsewhere(LotId id) {
        return elsewhere.get(id);
    }

    Hold hold(Reference id) {
        return holds.getOrDefault(id, endedElsewhere.get(id));
    }

    /** By id. */
    NavigableMap<Reference, Hold> holds() {
        return holds;
    }

    Row original(Reference reference) {
        return originals.get(reference);
    }

    long reversed(Reference reference) {
        return reversed.getOrDefault(reference, 0L);
    }

    Instant laterDueAt() {
        return laterDueAt;
    }

    /** Takes over what was decided of this account. */
    public void apply(Decision decision) {
        account = decision.account();
        decision.left().forEach(this::remove);
        decision.lots().forEach(this::add);
        decision.leftHolds().forEach(holds::remove);
        decision.holds().forEach(this::add);
        for (Row row : decision.rows()) {
            originals.put(row.reference(), row);
            if (row.kind() == Kind.REVERSE && row.refused() == null) {
                reversed.merge(row.original(), row.points(), Math::addExact);
            }
        }
    }

    private void remove(LotId id) {
        Lot before = lots.remove(id);
        if (before != null && before.remaining() > 0) {
            spendable.remove(before);
        }
    }
}
