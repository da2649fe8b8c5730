package dev.omnipoints.loyalty.model;

import dev.omnipoints.loyalty.model.NaiveHold.Take;
import dev.omnipoints.loyalty.model.NaiveLot.Part;
import java.time.Instant;

/** Reversals: an earn's points are taken back, a redemption's or capture's given back. */
final class Reversing {
    private final Shelf shelf;
    private final NaiveDue due;

    Reversing(Shelf shelf, NaiveDue due) {
        this.shelf = shelf;
        this.due = due;
    }

    Told reverse(Asked asked, Ask.Reverse ask) {
        if (ask.points() != null) {
            Shelf.inRange(ask.points());
        }
        Book book = shelf.holder(ask.original(), "OPERATION_UNKNOWN");
        shelf.known(asked, ask.original().member(), book);
        Book journal = shelf.find(ask.original().member());
        NaiveRow original = journal.row(ask.original().seq());
        if (original == null) {
            throw Unwritten.rejected("OPERATION_UNKNOWN");
        }
        Instant now = shelf.now(asked, book);
        due.bring(book, now);
        Entry entry = new Entry(shelf, book, "REVERSE", asked, ask.original().member(), now);
        boolean earn = original.applied("EARN");
        boolean reversible = earn || original.applied("REDEEM", "CAPTURE");
        long left = reversible ? original.points() - journal.reversed(original) : 0;
        long points = ask.points() == null ? left : ask.points();
        String no = guard(entry, original, reversible, points, left);
        if (no != null) {
            return entry.refuse(no, points);
        }
        long before = journal.reversed(original);
        journal.reverse(original, points);
        if (!earn) {
            giveBack(entry, original, before, points);
        } else if (book.status() == Ask.Status.CLOSED) {
            entry.note("counts only");
        } else {
            takeBack(entry, original.lot(), points);
        }
        return entry.apply(points);
    }

    private String guard(Entry entry, NaiveRow original, boolean reversible, long points, long left) {
        boolean earn = original.applied("EARN");
        boolean closed = entry.book.status() == Ask.Status.CLOSED;
        if (closed && !earn) {
            return "MEMBER_CLOSED";
        }
        if (!reversible) {
            return "NOT_REVERSIBLE";
        }
        if (points == 0 || points > left) {
            return "REVERSAL_EXCEEDS_ORIGINAL";
        }
        boolean refuses = shelf.rules.debt() == Rules.Debt.REFUSE;
        return earn && !closed && refuses && points > inLot(entry.book, original.lot()) ? "RETURN_REFUSED" : null;
    }

    /** What the earn's own lot can still give: free points, and expired ones that no reversal counted. */
    private static long inLot(Book book, NaiveLot lot) {
        return book.has(lot)
                ? lot.get(Part.PENDING) + lot.get(Part.REMAINING) + lot.get(Part.EXPIRED) - lot.get(Part.COUNTED)
                : 0;
    }

    private void takeBack(Entry entry, NaiveLot lot, long points) {
        boolean there = entry.book.has(lot);
        long left = points;
        if (there) {
            for (Part part : new Part[] {Part.PENDING, Part.REMAINING}) {
                long free = Math.min(left, lot.get(part));
                entry.move(lot, part, -free);
                entry.count(Bucket.ISSUED, -free);
                left -= free;
            }
            long counted = Math.min(left, lot.get(Part.EXPIRED) - lot.get(Part.COUNTED));
            if (counted > 0) {
                entry.move(lot, Part.COUNTED, counted);
                entry.note("counts expired");
                left -= counted;
            }
        }
        long others = Math.min(left, entry.book.balance(Bucket.SPENDABLE).longValueExact());
        if (others > 0) {
            entry.take(others);
            entry.count(Bucket.ISSUED, -others);
            entry.note("from other lots");
            left -= others;
        }
        if (left > 0 && shelf.rules.debt() == Rules.Debt.DEBT) {
            entry.count(Bucket.OWED, left);
            entry.count(Bucket.ISSUED, -left);
        } else if (left > 0 && there) {
            entry.move(lot, Part.CLAMPED, left);
            entry.note("clamps");
        }
    }

    /** Last taken first; earlier reversals have used up the last ones. */
    private void giveBack(Entry entry, NaiveRow original, long before, long points) {
        entry.count(Bucket.REDEEMED, -points);
        long skip = before;
        long left = points;
        for (Take take : original.taken().reversed()) {
            long used = Math.min(skip, take.points());
            skip -= used;
            long share = Math.min(left, take.points() - used);
            left -= share;
            if (share > 0) {
                giveBack(entry, take.lot(), share);
            }
        }
    }

    private void giveBack(Entry entry, NaiveLot lot, long share) {
        boolean there = entry.book.has(lot);
        boolean renew = shelf.rules.giveBack() == Rules.GiveBack.NEW_EXPIRY && entry.past(lot, entry.now);
        long same = !there ? 0 : renew ? Math.min(share, lot.get(Part.CLAMPED)) : share;
        if (same > 0) {
            entry.arrive(lot, same, entry.now);
        }
        long rest = share - same;
        if (rest > 0) {
            entry.note(renew ? "new lot of new dates" : "new lot of old dates");
            NaiveLot fresh = renew
                    ? entry.make(rest, entry.now, grace(entry.now))
                    : entry.make(rest, lot.availableAt(), lot.expiresAt);
            entry.arrive(fresh, rest, entry.now);
        }
    }

    private Instant grace(Instant now) {
        return Days.endOf(Days.day(now, shelf.rules).plusDays(shelf.rules.graceDays()), shelf.rules.zone());
    }
}
