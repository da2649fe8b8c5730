package dev.omnipoints.loyalty.model;

import dev.omnipoints.loyalty.model.NaiveHold.Take;
import dev.omnipoints.loyalty.model.NaiveLot.Part;
import java.time.Instant;

/** A transfer: one operation over two accounts. */
final class Moving {
    private final Shelf shelf;
    private final NaiveDue due;

    Moving(Shelf shelf, NaiveDue due) {
        this.shelf = shelf;
        this.due = due;
    }

    Told transfer(Asked asked, Ask.Transfer ask) {
        Shelf.inRange(ask.points());
        if (ask.from() == ask.to()) {
            throw Unwritten.rejected("FIELD_INVALID");
        }
        Book from = shelf.reach(ask.from());
        shelf.known(asked, ask.from(), from);
        Book to = shelf.reach(ask.to());
        if (from == to) {
            throw Unwritten.rejected("FIELD_INVALID");
        }
        Instant now = shelf.now(asked, from, to);
        due.bring(from, now);
        due.bring(to, now);
        Entry out = new Entry(shelf, from, "TRANSFER", asked, ask.from(), now);
        String no = guard(from, to, ask.points());
        if (no != null) {
            return out.refuse(no, ask.points());
        }
        Entry in = new Entry(shelf, to, "TRANSFER", null, ask.to(), now);
        boolean renew = shelf.rules.transfer() == Rules.Transfer.RENEW_EXPIRY;
        if (renew) {
            in.activity(now);
        }
        for (Take part : out.take(ask.points())) {
            NaiveLot lot = part.lot();
            NaiveLot arrived;
            if (renew) {
                arrived = in.make(part.points(), now, Days.expiry(now, shelf.rules));
            } else {
                arrived = in.make(part.points(), lot.availableAt(), lot.expiresAt);
                if (lot.expiresAt == null) {
                    to.inactiveAt(from.inactiveAt());
                }
            }
            in.arrive(arrived, part.points(), now);
        }
        out.count(Bucket.TRANSFERRED, -ask.points());
        in.count(Bucket.TRANSFERRED, ask.points());
        Told told = out.apply(ask.points());
        in.apply(ask.points());
        return told;
    }

    private static String guard(Book from, Book to, long points) {
        if (Guards.status(from, false) != null || Guards.status(to, false) != null) {
            return "MEMBER_CLOSED";
        }
        if (Guards.status(from, true) != null || Guards.status(to, true) != null) {
            return "MEMBER_BLOCKED";
        }
        return Guards.spend(from, points);
    }

    /** A lot with all its points goes from one account to another. */
    static long shift(NaiveLot lot, Entry out, Entry in) {
        out.book.remove(lot);
        in.book.put(lot);
        long live = lot.live();
        if (live > 0 && lot.expiresAt == null) {
            in.book.inactiveAt(out.book.inactiveAt());
        }
        shift(Bucket.PENDING, lot.get(Part.PENDING), out, in);
        shift(Bucket.SPENDABLE, lot.get(Part.REMAINING), out, in);
        shift(Bucket.HELD, lot.get(Part.HELD), out, in);
        return live;
    }

    private static void shift(Bucket bucket, long points, Entry out, Entry in) {
        out.count(bucket, -points);
        in.count(bucket, points);
    }
}
