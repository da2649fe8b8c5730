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
import dev.omnipoints.loyalty.posting.AccountScan;
import dev.omnipoints.loyalty.posting.LedgerScan;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Builds one account anew from its journal, checking every row, and holds it against what is stored. Begun at a
 * checkpoint it knows only the lots and holds that were made since; of the others what their sums must be.
 */
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
    private long since;

    Replay(AccountKey key) {
        this.key = key;
    }

    /** Goes on where an account was verified before. */
    Replay(Checkpoint verified) {
        this(verified.account());
        counters = verified.counters();
        seq = verified.seq();
        head = verified.head();
        recordedAt = verified.lastRecordedAt();
        inactiveAt = verified.inactiveAt();
        mergedInto = verified.mergedInto();
        since = seq;
    }

    /** How far it has come, to go on from later; not before the first row. */
    Checkpoint checkpoint() {
        return new Checkpoint(key, seq, head, counters, recordedAt, inactiveAt, mergedInto);
    }

    /** The last row that was added; 0: none. */
    long seq() {
        return seq;
    }

    /** The seq after which it knows every lot and hold; 0: it knows them all. */
    long since() {
        return since;
    }

    /** Whether it began at row 1 and knows every lot and hold. */
    boolean isWhole() {
        return since == 0;
    }

    /** How many lots it knows. */
    int lotsKnown() {
        return lots.size();
    }

    /** How many holds it knows. */
    int holdsKnown() {
        return holds.size();
    }

    /** Forgets lots and holds, for there are too many of them to be kept. */
    void forget() {
        lots.clear();
        holds.clear();
        since = seq;
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
        if (replayed == null && !isKnown(id.member(), id.seq())) {
            return;
        }
        require(replayed != null, where, "stands in no journal row");
        require(stored.lot().equals(replayed), where, "is not what its journal says: " + replayed);
        require(stored.open() == replayed.open(), where, "has a wrong mark of being open");
    }

    /** A hold as stored against the hold as replayed; each is to be shown once. */
    void matches(Hold stored) {
        Reference id = stored.id();
        String where = "hold " + key.programme() + "/" + id.member() + "/" + id.seq();
        Hold replayed = holds.remove(id);
        if (replayed == null && !isKnown(id.member(), id.seq())) {
            return;
        }
        require(replayed != null, where, "stands in no journal row");
        require(stored.equals(replayed), where, "is not what its journal says: " + replayed);
    }

    /**
     * What is open of the account, as stored, in place of the lots and holds that it does not know.
     *
     * @param counted so many lots at most were added up; where there are more nothing is known of their sums
     */
    void matches(AccountScan.Open open, Account stored, int counted) {
        String where = "account " + key.programme() + "/" + key.member();
        boolean agree = open.pending() == counters.pending()
                && open.remaining() == counters.spendable()
                && open.held() == counters.held();
        require(agree || open.lots() >= counted, where, "has other points in its open lots than " + counters);
        require(open.reserved() == counters.held(), where, "has other points in its open holds than " + counters);
        boolean late = open.dueAt() != null
                && (stored.nextDueAt() == null || stored.nextDueAt().isAfter(open.dueAt()));
        require(!late, where, "is due at " + open.dueAt() + ", later than it says");
    }

    /** After all stored lots and holds were shown: of those that were made before a checkpoint, none need be. */
    void finish() {
        holds.keySet().stream()
                .filter(id -> isKnown(id.member(), id.seq()))
                .findFirst()
                .ifPresent(id -> {
                    throw new Lie("hold " + key.programme() + "/" + id.member() + "/" + id.seq(), "is missing");
                });
        lots.keySet().stream()
                .filter(id -> isKnown(id.member(), id.seq()))
                .findFirst()
                .ifPresent(id -> {
                    throw new Lie(
                            "lot " + key.programme() + "/" + id.member() + "/" + id.seq() + "/" + id.index(),
                            "is missing");
                });
    }

    /** Whether it must have seen how a lot or hold was made. */
    private boolean isKnown(UUID madeBy, long madeSeq) {
        return isWhole() || madeBy.equals(key.member()) && madeSeq > since;
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
                boolean known = isKnown(change.lot().member(), change.lot().seq());
                require(lot != null || !known, where, "changes a lot that was never made");
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
            boolean known =
                    before != null || isKnown(hold.id().member(), hold.id().seq());
            require(!sends || !known || hold.equals(before), where, "sends a hold that it has not");
        }
        boolean ends = row.refused() == null
                && (row.kind() == Kind.CAPTURE || row.kind() == Kind.VOID || row.kind() == Kind.TIME_OUT);
        if (ends) {
            Hold ended = holds.computeIfPresent(
                    row.hold(), (id, hold) -> hold.ended(row.kind(), row.reference(), row.points()));
            boolean known = isKnown(row.hold().member(), row.hold().seq());
            require(ended != null || !known, where, "ends a hold that was never made");
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
