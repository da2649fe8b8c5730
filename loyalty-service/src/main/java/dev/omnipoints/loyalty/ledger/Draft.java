package dev.omnipoints.loyalty.ledger;

import dev.omnipoints.loyalty.ledger.LotChange.Made;
import dev.omnipoints.loyalty.ledger.LotChange.Part;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** An account's next journal row in the making: each move changes lots and counters together, so that they agree. */
final class Draft {

    private final Scratch scratch;
    private final Envelope envelope;
    private final boolean answers;
    private final Kind kind;
    private final Instant now;
    private final List<LotChange> changes = new ArrayList<>();
    private final Arrivals arrivals;
    private final List<Hold> holds = new ArrayList<>();
    private Counters change = Counters.ZERO;
    private Instant dueAt;
    private Instant inactiveAt;
    private int made;
    private Reference hold;
    private Reference original;
    private Reference counterpart;
    private String reason;

    Draft(Scratch scratch, Envelope envelope, Kind kind, Instant now) {
        this(scratch, envelope, true, kind, now);
    }

    private Draft(Scratch scratch, Envelope envelope, boolean answers, Kind kind, Instant now) {
        this.scratch = scratch;
        this.envelope = envelope;
        this.answers = answers;
        this.kind = kind;
        this.now = now;
        this.arrivals = new Arrivals(this, scratch);
    }

    /** Of a row that does not answer the command, but is the next part of it. */
    static Draft ofPart(Scratch scratch, Envelope envelope, Kind kind, Instant now) {
        return new Draft(scratch, envelope, false, kind, now);
    }

    /** Of the row that will answer, as long as nothing more is moved: after further parts, if it takes any. */
    Reference reference() {
        return reference(parts().size());
    }

    /** Of the first row to come; after it come further ones only where it is of very many lots. */
    Reference firstRow() {
        return reference(1);
    }

    private Reference reference(int place) {
        return new Reference(scratch.account().key().member(), scratch.account().seq() + place);
    }

    /** Lots that a row makes bear its number; where there are some, all are of one row. */
    private List<List<LotChange>> parts() {
        return made > 0 ? List.of(List.copyOf(changes)) : Further.parts(changes);
    }

    Kind kind() {
        return kind;
    }

    Instant now() {
        return now;
    }

    Instant occurredAt() {
        return Decide.occurredAt(envelope.occurredAt(), now);
    }

    Origin origin() {
        return envelope.origin();
    }

    UUID sale() {
        return envelope.sale();
    }

    Draft hold(Reference about) {
        hold = about;
        return this;
    }

    Draft original(Reference undone) {
        original = undone;
        return this;
    }

    Draft counterpart(Reference other) {
        counterpart = other;
        return this;
    }

    Draft reason(String code) {
        reason = code;
        return this;
    }

    /** Points that come into lots. */
    Arrivals arrivals() {
        return arrivals;
    }

    Counters change() {
        return change;
    }

    void count(Counters more) {
        change = change.plus(more);
    }

    /** What is owed now, the row so far counted in. */
    long owed() {
        return Math.addExact(scratch.counters().owed(), change.owed());
    }

    /** So many points into (negative: out of) one part of a lot; of the counters, those that stand alone follow. */
    void move(LotId lot, Part part, long points) {
        if (points != 0) {
            record(LotChange.of(lot, part, points));
        }
    }

    /** Reserves free points of lots, in spending order, or spends them; tells which. */
    List<Hold.Reserved> take(long points) {
        List<Hold.Reserved> taken = new ArrayList<>();
        long rest = points;
        for (Lot lot : scratch.spendable(points)) {
            long part = Math.min(rest, lot.remaining());
            move(lot.id(), Part.REMAINING, -part);
            taken.add(new Hold.Reserved(lot.id(), part));
            rest -= part;
        }
        count(Counters.ofSpendable(-(points - rest)));
        return taken;
    }

    /** Makes a lot of this row's, not usable. */
    void make(Part part, long points, Instant availableAt, Instant expiresAt) {
        bring(nextLot(), part, points, new Made(points, availableAt, expiresAt));
    }

    /** Makes a lot usable now. */
    void makeSpendable(long points, Instant availableAt, Instant expiresAt) {
        if (points > 0) {
            arrivals.add(nextLot(), points, new Made(points, availableAt, expiresAt));
        }
    }

    private LotId nextLot() {
        Reference row = firstRow();
        return new LotId(row.member(), row.seq(), made++);
    }

    /** A lot that comes from another account. */
    void bring(LotId id, Part part, long points, Made as) {
        record(LotChange.making(id, part, points, as));
    }

    /** A lot that goes to another account with all that is in it. */
    void send(Lot lot) {
        for (Part part : Part.values()) {
            long points = lot.in(part);
            if (points != 0 || part == Part.REMAINING) {
                changes.add(LotChange.leaving(lot.id(), part, -points));
            }
        }
        scratch.leave(lot.id());
    }

    void record(LotChange entry) {
        changes.add(entry);
        Lot lot =
                entry.made() != null ? entry.newLot() : scratch.lot(entry.lot()).with(entry);
        scratch.put(lot);
    }

    /** A hold that this row makes or brings. */
    void bring(Hold made) {
        holds.add(made);
        scratch.put(made);
        if (made.open()) {
            dueAt = Lot.earlier(dueAt, made.expiresAt());
        }
    }

    /** A hold that goes to another account. */
    void send(Hold going) {
        holds.add(going);
        scratch.leave(going.id());
    }

    void end(Hold ended, long points) {
        scratch.put(ended.ended(kind, reference(), points));
    }

    /** Activity that keeps undated points alive until then; it only grows. */
    void active(Instant until) {
        Instant before = scratch.account().inactiveAt();
        if (until != null && (before == null || until.isAfter(before))) {
            inactiveAt = until;
            dueAt = Lot.earlier(dueAt, until);
        }
    }

    /** When undated points expire, this row counted in. */
    Instant inactiveAt() {
        return inactiveAt == null ? scratch.account().inactiveAt() : inactiveAt;
    }

    /** The row is refused: nothing that was drafted may have moved anything. */
    Row refused(Refusal refusal, long points) {
        if (!changes.isEmpty() || !change.equals(Counters.ZERO)) {
            throw new IllegalStateException("A refused row moves nothing");
        }
        return finish(refusal, points);
    }

    Row applied(long points) {
        return finish(null, points);
    }

    /** Further parts are of no points: the last one, that answers, says them all. */
    private Row finish(Refusal refusal, long points) {
        arrivals.settle();
        List<List<LotChange>> parts = parts();
        for (List<LotChange> part : parts.subList(0, parts.size() - 1)) {
            Counters moved = Further.moved(part);
            row(nextPart(), null, 0, moved, part, List.of(), null);
            change = change.plus(moved.negated());
        }
        return row(
                answers ? envelope.key() : nextPart(),
                refusal,
                points,
                change,
                parts.getLast(),
                List.copyOf(holds),
                inactiveAt);
    }

    /** Parts are numbered in the order done, over all that the command does. */
    private Key nextPart() {
        return new Key(envelope.key().hash(), (short) (scratch.rowsOf(envelope.key()) + 1));
    }

    private Row row(
            Key key,
            Refusal refusal,
            long points,
            Counters moved,
            List<LotChange> entries,
            List<Hold> withHolds,
            Instant activeUntil) {
        Account account = scratch.account();
        Row row = new Row(
                        account.key(),
                        account.seq() + 1,
                        envelope.origin(),
                        key,
                        envelope.fingerprint(),
                        kind,
                        refusal,
                        points,
                        moved,
                        account.counters().plus(moved),
                        entries,
                        withHolds,
                        activeUntil,
                        hold,
                        original,
                        envelope.sale(),
                        counterpart,
                        envelope.namedMember(),
                        reason,
                        occurredAt(),
                        now,
                        Chain.VERSION,
                        null)
                .chained(account.head());
        for (LotChange entry : entries) {
            Lot lot = scratch.lot(entry.lot());
            if (lot != null) {
                dueAt = Lot.earlier(dueAt, lot.dueAt(inactiveAt()));
            }
        }
        scratch.add(row, dueAt);
        return row;
    }
}
