package dev.omnipoints.loyalty.model;

import dev.omnipoints.loyalty.model.NaiveHold.Take;
import dev.omnipoints.loyalty.model.NaiveLot.Part;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A row in the making: what moves, and what of it repays a debt. */
final class Entry {
    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);
    private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);

    final Book book;
    final Instant now;
    final Ask.Ref id;
    private final Shelf shelf;
    private final String kind;
    private final Asked asked;
    private final int named;
    private final Map<Bucket, BigInteger> change = new EnumMap<>(Bucket.class);
    private final List<Take> taken = new ArrayList<>();
    /** Points that became spendable by this row. */
    private final Map<NaiveLot, Long> fresh = new TreeMap<>(NaiveLot.SPENDING);

    private NaiveLot made;
    private int lots;

    Entry(Shelf shelf, Book book, String kind, Asked asked, int named, Instant now) {
        this.shelf = shelf;
        this.book = book;
        this.kind = kind;
        this.asked = asked;
        this.named = named;
        this.now = now;
        this.id = new Ask.Ref(book.member, book.seq() + 1);
    }

    /** One that the ledger writes of its own. */
    static Entry own(Shelf shelf, Book book, String kind, Instant now) {
        return new Entry(shelf, book, kind, null, book.member, now);
    }

    void count(Bucket bucket, BigInteger points) {
        book.count(bucket, points);
        change.merge(bucket, points, BigInteger::add);
    }

    void count(Bucket bucket, long points) {
        count(bucket, BigInteger.valueOf(points));
    }

    /** A new lot, nothing in it yet. */
    NaiveLot make(long points, Instant availableAt, Instant expiresAt) {
        Integer earnedFor = kind.equals("EARN") ? named : null;
        made = new NaiveLot(id, lots++, points, availableAt, expiresAt, earnedFor);
        book.put(made);
        return made;
    }

    /** Moves points of a lot and of the account alike. */
    void move(NaiveLot lot, Part part, long points) {
        book.move(lot, part, points);
        switch (part) {
            case PENDING -> count(Bucket.PENDING, points);
            case REMAINING -> count(Bucket.SPENDABLE, points);
            case HELD -> count(Bucket.HELD, points);
            case EXPIRED -> count(Bucket.EXPIRED, points);
            case COUNTED, CLAMPED -> {}
        }
    }

    /** Points that come into a lot: clamp, expired, and else spendable, from which {@link #apply} repays debt. */
    void arrive(NaiveLot lot, long points, Instant asOf) {
        long clamp = Math.min(points, lot.get(Part.CLAMPED));
        move(lot, Part.CLAMPED, -clamp);
        count(Bucket.ISSUED, -clamp);
        long rest = points - clamp;
        if (clamp > 0) {
            note("to clamp");
        }
        if (lot.availableAt() == null || past(lot, asOf)) {
            move(lot, Part.EXPIRED, rest);
        } else {
            spendable(lot, rest);
        }
    }

    void spendable(NaiveLot lot, long points) {
        move(lot, Part.REMAINING, points);
        fresh.merge(lot, points, Long::sum);
    }

    boolean past(NaiveLot lot, Instant asOf) {
        Instant end = lot.expiresAt == null ? book.inactiveAt() : lot.expiresAt;
        return end != null && !end.isAfter(asOf);
    }

    /** Out of lots in spending order, as far as they go. */
    List<Take> take(long points) {
        List<Take> takes = new ArrayList<>();
        long left = points;
        for (NaiveLot lot : List.copyOf(book.openLots())) {
            long part = Math.min(left, lot.get(Part.REMAINING));
            if (part > 0) {
                move(lot, Part.REMAINING, -part);
                takes.add(new Take(lot, part));
                left -= part;
            }
            if (left == 0) {
                break;
            }
        }
        return takes;
    }

    void redeemed(Take take) {
        taken.add(take);
        count(Bucket.REDEEMED, take.points());
    }

    /** Earn, redemption and the like keep the member's points alive where inactivity would end them. */
    void activity(Instant occurred) {
        if (shelf.rules.expiry() == Rules.Expiry.INACTIVITY) {
            book.inactiveAt(Days.endOfPeriod(occurred, shelf.rules));
        }
    }

    /** Repays what is owed from these points, in spending order. */
    void repay(Collection<NaiveLot> lots, Map<NaiveLot, Long> limits) {
        for (NaiveLot lot : List.copyOf(lots)) {
            long owed = book.balance(Bucket.OWED).longValueExact();
            long pay = Math.min(owed, limits.getOrDefault(lot, lot.get(Part.REMAINING)));
            if (pay > 0) {
                move(lot, Part.REMAINING, -pay);
                count(Bucket.OWED, -pay);
                note("repays debt");
            }
        }
    }

    /** What the row lacks to balance; positive: more came in than the totals tell. */
    BigInteger gap() {
        return of(Bucket.PENDING)
                .add(of(Bucket.SPENDABLE))
                .add(of(Bucket.HELD))
                .subtract(of(Bucket.OWED))
                .subtract(of(Bucket.ISSUED))
                .add(of(Bucket.REDEEMED))
                .add(of(Bucket.EXPIRED))
                .add(of(Bucket.FORFEITED))
                .subtract(of(Bucket.ADJUSTED))
                .subtract(of(Bucket.TRANSFERRED));
    }

    private BigInteger of(Bucket bucket) {
        return change.getOrDefault(bucket, BigInteger.ZERO);
    }

    Told apply(long points) {
        repay(fresh.keySet(), fresh);
        for (Bucket bucket : Bucket.values()) {
            BigInteger after = book.balance(bucket);
            if (after.compareTo(MAX) > 0 || after.compareTo(MIN) < 0) {
                throw Unwritten.rejected("POINTS_OUT_OF_RANGE");
            }
        }
        if (gap().signum() != 0) {
            throw new IllegalStateException(kind + " does not balance: " + change);
        }
        if (of(Bucket.OWED).signum() > 0) {
            note("owes");
        }
        Told told = new Told.Done(book.member, id.seq(), points, shown(book));
        write(null, points, told);
        return told;
    }

    Told refuse(String reason, long points) {
        Told told = new Told.Refused(reason, book.member, id.seq(), points, shown(book));
        write(reason, points, told);
        return told;
    }

    private void write(String reason, long points, Told told) {
        note(reason == null ? "applied" : reason);
        book.write(new NaiveRow(id, kind, reason, points, asked, named, List.copyOf(taken), made, told), now);
    }

    void note(String what) {
        String name = kind + " " + what;
        shelf.tally.merge(name, 1L, Long::sum);
        shelf.slate.did(() -> shelf.tally.merge(name, -1L, Long::sum));
    }

    static Told.Balance shown(Book book) {
        return new Told.Balance(
                book.balance(Bucket.PENDING).longValueExact(),
                book.balance(Bucket.SPENDABLE).longValueExact(),
                book.balance(Bucket.HELD).longValueExact(),
                book.balance(Bucket.OWED).longValueExact());
    }
}
