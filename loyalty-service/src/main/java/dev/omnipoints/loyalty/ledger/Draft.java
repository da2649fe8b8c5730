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
    private final Kind kind;
    private final Instant now;
    private final List<LotChange> changes = new ArrayList<>();
    private final Arrivals arrivals = new Arrivals();
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
        this.scratch = scratch;
        this.envelope = envelope;
        this.kind = kind;
        this.now = now;
    }

    /** Of the row to come. */
    Reference reference() {
        return new Reference(scratch.account().key().member(), scratch.account().seq() + 1);
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

    /**
     * Points that come into a lot: to its clamp; then, past its expiry, to expired; then to what is owed; then to
     * spendable (ledger.md, 1).
     *
     * @param at as of when: of what is due its boundary, else now
     */
    void intoLot(LotId id, long points, Instant at) {
        long rest = points - toClamp(id, points);
        if (scratch.lot(id).isPast(at, inactiveAt())) {
            move(id, Part.EXPIRED, rest);
            count(Counters.ofExpired(rest));
        } else {
            arrive(id, rest, null);
        }
    }

    /**
     * Points that become spendable in a lot, made where it is a new one. What is owed is repaid from all that arrive in
     * this row, in spending order, once the row is complete.
     */
    void arrive(LotId id, long points, Made as) {
        arrivals.add(id, points, as);
    }

    private void settle() {
        arrivals.settle(this::afterDebt, scratch::lot).forEach(arrived -> {
            if (arrived.made() != null) {
                bring(arrived.lot(), Part.REMAINING, arrived.points(), arrived.made());
            } else {
                move(arrived.lot(), Part.REMAINING, arrived.points());
            }
        });
    }

    /** What of points that come into a lot goes to its clamp, back to issued. */
    long toClamp(LotId id, long points) {
        long clamped = Math.min(scratch.lot(id).clamped(), points);
        move(id, Part.CLAMPED, -clamped);
        count(Counters.ofIssued(-clamped));
        return clamped;
    }

    /** What of points that become spendable is left once what is owed is repaid; counts both. */
    long afterDebt(long points) {
        long repaid = Math.min(owed(), points);
        count(Counters.ofOwed(-repaid));
        count(Counters.ofSpendable(points - repaid));
        return points - repaid;
    }

    /** Makes a lot of this row's, not usable. */
    void make(Part part, long points, Instant availableAt, Instant expiresAt) {
        bring(nextLot(), part, points, new Made(points, availableAt, expiresAt));
    }

    /** Makes a lot usable now. */
    void makeSpendable(long points, Instant availableAt, Instant expiresAt) {
        if (points > 0) {
            arrive(nextLot(), points, new Made(points, availableAt, expiresAt));
        }
    }

    private LotId nextLot() {
        Reference row = reference();
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

    private Row finish(Refusal refusal, long points) {
        settle();
        Account account = scratch.account();
        Row row = new Row(
                        account.key(),
                        account.seq() + 1,
                        envelope.origin(),
                        envelope.key(),
                        envelope.fingerprint(),
                        kind,
                        refusal,
                        points,
                        change,
                        account.counters().plus(change),
                        List.copyOf(changes),
                        List.copyOf(holds),
                        inactiveAt,
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
        for (LotChange entry : changes) {
            Lot lot = scratch.lot(entry.lot());
            if (lot != null) {
                dueAt = Lot.earlier(dueAt, lot.dueAt(inactiveAt()));
            }
        }
        scratch.add(row, dueAt);
        return row;
    }
}
