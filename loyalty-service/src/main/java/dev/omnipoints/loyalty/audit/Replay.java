package dev.omnipoints.loyalty.audit;

import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Chain;
import dev.omnipoints.loyalty.ledger.Counters;
import dev.omnipoints.loyalty.ledger.Hold;
import dev.omnipoints.loyalty.ledger.Kind;
import dev.omnipoints.loyalty.ledger.Lot;
import dev.omnipoints.loyalty.ledger.LotChange;
import dev.omnipoints.loyalty.ledger.LotChange.Part;
import dev.omnipoints.loyalty.ledger.LotId;
import dev.omnipoints.loyalty.ledger.Origin;
import dev.omnipoints.loyalty.ledger.Reference;
import dev.omnipoints.loyalty.ledger.Row;
import dev.omnipoints.loyalty.posting.LedgerScan;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Builds one account anew from its journal, checking every row, and holds it against what is stored. */
final class Replay {

    private final AccountKey key;
    private final Map<LotId, Lot> lots = new HashMap<>();
    private final Map<Reference, Hold> holds = new HashMap<>();
    private Instant inactiveAt;
    private UUID mergedInto;
    private Counters counters = Counters.ZERO;
    private long seq;
    private byte[] head = Chain.START;
    private Instant recordedAt;

    Replay(AccountKey key) {
        this.key = key;
    }

    /** Checks the next row and adds it; gives its hash. */
    byte[] add(LedgerScan.Found found) {
        String where = "journal " + key.programme() + "/" + key.member() + "/" + found.seq();
        require(found.seq() == seq + 1, where, "the row before it is missing (expected seq " + (seq + 1) + ")");
        return Lie.unless(where, () -> add(found.read(), where));
    }

    private byte[] add(Row row, String where) {
        require(row.version() == Chain.VERSION, where, "has a hash of unknown version " + row.version());
        require(Arrays.equals(row.hash(), Chain.hash(head, row)), where, "was changed: its hash does not chain");
        require(row.change().balances(), where, "does not balance");
        boolean still = row.change().equals(Counters.ZERO) && row.lots().isEmpty();
        require(row.refused() == null || still, where, "was refused, yet moves points");
        require(recordedAt == null || !row.recordedAt().isBefore(recordedAt), where, "is older than the row before it");
        counters = counters.plus(row.change());
        require(counters.isLawful(), where, "leaves an unlawful balance " + counters);
        require(sameBalance(row.after()), where, "states another balance than its rows come to");
        lots(row, where);
        holds(row, where);
        if (row.inactiveAt() != null) {
            inactiveAt = row.inactiveAt();
        }
        seq = row.seq();
        head = row.hash();
        recordedAt = row.recordedAt();
        return head;
    }

    /** The account as stored against the account as replayed. */
    void matches(Account stored) {
        String where = "account " + key.programme() + "/" + key.member();
        require(stored.seq() == seq, where, "is at seq " + stored.seq() + ", its journal at " + seq);
        require(Arrays.equals(stored.head(), head), where, "has another head than its journal");
        require(stored.counters().equals(counters), where, "has other counters than its journal: " + counters);
        require(
                Objects.equals(stored.lastRecordedAt(), recordedAt),
                where,
                "was last recorded at another time than its journal");
        require(Objects.equals(stored.inactiveAt(), inactiveAt), where, "is active until " + inactiveAt);
        require(Objects.equals(stored.mergedInto(), mergedInto), where, "was merged into " + mergedInto);
        Instant due = firstDueAt();
        require(
                due == null || stored.nextDueAt() != null && !stored.nextDueAt().isAfter(due),
                where,
                "is due at " + due + ", later than it says");
    }

    /** A lot as stored against the lot as replayed; each is to be shown once. */
    void matches(LedgerScan.StoredLot stored) {
        LotId id = stored.lot().id();
        String where = "lot " + key.programme() + "/" + id.member() + "/" + id.seq() + "/" + id.index();
        Lot replayed = lots.remove(id);
        require(replayed != null, where, "stands in no journal row");
        require(stored.lot().equals(replayed), where, "is not what its journal says: " + replayed);
        require(stored.open() == replayed.open(), where, "has a wrong mark of being open");
    }

    /** A hold as stored against the hold as replayed; each is to be shown once. */
    void matches(Hold stored) {
        Reference id = stored.id();
        String where = "hold " + key.programme() + "/" + id.member() + "/" + id.seq();
        Hold replayed = holds.remove(id);
        require(replayed != null, where, "stands in no journal row");
        require(stored.equals(replayed), where, "is not what its journal says: " + replayed);
    }

    /** After all stored lots and holds were shown. */
    void finish() {
        holds.keySet().stream().findFirst().ifPresent(id -> {
            throw new Lie("hold " + key.programme() + "/" + id.member() + "/" + id.seq(), "is missing");
        });
        lots.keySet().stream().findFirst().ifPresent(id -> {
            throw new Lie(
                    "lot " + key.programme() + "/" + id.member() + "/" + id.seq() + "/" + id.index(), "is missing");
        });
    }

    private boolean sameBalance(Counters after) {
        return after.pending() == counters.pending()
                && after.spendable() == counters.spendable()
                && after.held() == counters.held()
                && after.owed() == counters.owed();
    }

    private void lots(Row row, String where) {
        long[] moved = new long[Part.values().length];
        for (LotChange change : row.lots()) {
            moved[change.part().ordinal()] += change.points();
            if (change.made() != null) {
                require(lots.putIfAbsent(change.lot(), change.newLot()) == null, where, "makes a lot twice");
            } else {
                Lot lot = lots.computeIfPresent(change.lot(), (id, before) -> before.with(change));
                require(lot != null, where, "changes a lot that was never made");
            }
        }
        row.lots().stream().filter(LotChange::left).forEach(change -> lots.remove(change.lot()));
        boolean agree = moved[Part.PENDING.ordinal()] == row.change().pending()
                && moved[Part.REMAINING.ordinal()] == row.change().spendable()
                && moved[Part.HELD.ordinal()] == row.change().held()
                && moved[Part.EXPIRED.ordinal()] == row.change().expired();
        require(agree, where, "moves other points in its lots than in its account");
    }

    /** Those that a row makes or brings, sends to another account, or ends. */
    private void holds(Row row, String where) {
        boolean own = row.origin().equals(Origin.LEDGER);
        boolean sends = own && row.kind() == Kind.MERGE || !own && row.kind() == Kind.UNMERGE;
        if (own && row.kind() == Kind.MERGE) {
            mergedInto = row.counterpart().member();
        } else if (own && row.kind() == Kind.UNMERGE) {
            mergedInto = null;
        }
        for (Hold hold : row.holds()) {
            Hold before = sends ? holds.remove(hold.id()) : holds.put(hold.id(), hold);
            require(!sends || hold.equals(before), where, "sends a hold that it has not");
        }
        boolean ends = row.refused() == null
                && (row.kind() == Kind.CAPTURE || row.kind() == Kind.VOID || row.kind() == Kind.TIME_OUT);
        if (ends) {
            Hold ended = holds.computeIfPresent(
                    row.hold(), (id, hold) -> hold.ended(row.kind(), row.reference(), row.points()));
            require(ended != null, where, "ends a hold that was never made");
        }
    }

    private Instant firstDueAt() {
        Instant first = null;
        for (Lot lot : lots.values()) {
            first = Lot.earlier(first, lot.dueAt(inactiveAt));
        }
        for (Hold hold : holds.values()) {
            first = hold.open() ? Lot.earlier(first, hold.expiresAt()) : first;
        }
        return first;
    }

    private static void require(boolean holds, String where, String otherwise) {
        if (!holds) {
            throw new Lie(where, otherwise);
        }
    }
}
