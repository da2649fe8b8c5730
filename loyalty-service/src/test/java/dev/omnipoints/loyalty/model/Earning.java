package dev.omnipoints.loyalty.model;

import dev.omnipoints.loyalty.model.NaiveLot.Part;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/** Points that come in: earn, confirm, and adjust both ways. */
final class Earning {
    private static final Duration SKEW = Duration.ofMinutes(10);

    private final Shelf shelf;
    private final NaiveDue due;

    Earning(Shelf shelf, NaiveDue due) {
        this.shelf = shelf;
        this.due = due;
    }

    Told earn(Asked asked, Ask.Earn ask) {
        if (ask.points() != 0) {
            Shelf.inRange(ask.points());
        }
        Book book = shelf.reach(ask.member());
        shelf.known(asked, ask.member(), book);
        Instant now = shelf.now(asked, book);
        shelf.notTooOld(ask.occurredAt(), now);
        due.bring(book, now);
        Entry entry = new Entry(shelf, book, "EARN", asked, ask.member(), now);
        String no = Guards.status(book, true);
        return no == null
                ? earned(entry, ask.points(), ask.occurredAt(), ask.expiresOn())
                : entry.refuse(no, ask.points());
    }

    /** What a sale is worth to a member who has not left: to one who is not active, nothing now. */
    Told sale(Asked asked, Ask.Sale ask, Book book) {
        Instant now = shelf.now(asked, book);
        due.bring(book, now);
        Entry entry = new Entry(shelf, book, "EARN", asked, ask.member(), now);
        if (book.status() == Ask.Status.BLOCKED && ask.refuse()) {
            return entry.refuse("MEMBER_BLOCKED", ask.points());
        }
        return earned(entry, book.status() == Ask.Status.ACTIVE ? ask.points() : 0, ask.occurredAt(), null);
    }

    private Told earned(Entry entry, long points, Instant occurredAt, LocalDate expiresOn) {
        Instant now = entry.now;
        Instant occurred = occurredAt.isAfter(now.plus(SKEW)) ? now : occurredAt;
        entry.activity(occurred);
        if (points > 0) {
            Instant available = Days.available(occurred, now, shelf.rules);
            NaiveLot lot = entry.make(points, available, ends(expiresOn, occurred));
            entry.count(Bucket.ISSUED, points);
            if (available == null || available.isAfter(now)) {
                entry.move(lot, Part.PENDING, points);
            } else {
                entry.arrive(lot, points, now);
            }
        }
        return entry.apply(points);
    }

    private Instant ends(LocalDate expiresOn, Instant from) {
        return expiresOn == null ? Days.expiry(from, shelf.rules) : Days.endOf(expiresOn, shelf.rules.zone());
    }

    Told confirm(Asked asked, Ask.Confirm ask) {
        Book book = shelf.holder(ask.earn(), "OPERATION_UNKNOWN");
        shelf.known(asked, ask.earn().member(), book);
        NaiveRow earn = shelf.find(ask.earn().member()).row(ask.earn().seq());
        if (earn == null || !earn.applied("EARN")) {
            throw Unwritten.rejected("OPERATION_UNKNOWN");
        }
        Instant now = shelf.now(asked, book);
        due.bring(book, now);
        Entry entry = new Entry(shelf, book, "CONFIRM", asked, ask.earn().member(), now);
        String no = Guards.status(book, false);
        if (no != null) {
            return entry.refuse(no, 0);
        }
        NaiveLot lot = earn.lot();
        long pending = lot != null && book.has(lot) ? lot.get(Part.PENDING) : 0;
        if (pending > 0) {
            entry.move(lot, Part.PENDING, -pending);
            book.available(lot, now);
            entry.arrive(lot, pending, now);
        }
        return entry.apply(pending);
    }

    Told adjust(Asked asked, Ask.Adjust ask) {
        if (ask.points() == Long.MIN_VALUE) {
            throw Unwritten.rejected("POINTS_OUT_OF_RANGE");
        }
        Shelf.inRange(Math.abs(ask.points()));
        Book book = shelf.reach(ask.member());
        shelf.known(asked, ask.member(), book);
        Instant now = shelf.now(asked, book);
        due.bring(book, now);
        Entry entry = new Entry(shelf, book, "ADJUST", asked, ask.member(), now);
        String no = Guards.status(book, false);
        if (no == null && ask.points() < 0) {
            no = Guards.take(book, -ask.points(), shelf.rules.negativeAdjustments());
        }
        if (no != null) {
            return entry.refuse(no, ask.points());
        }
        entry.count(Bucket.ADJUSTED, ask.points());
        if (ask.points() < 0) {
            long free = book.balance(Bucket.SPENDABLE).longValueExact();
            long taken = Math.min(free, -ask.points());
            entry.take(taken);
            entry.count(Bucket.OWED, -ask.points() - taken);
        } else {
            if (ask.expiresOn() == null) {
                entry.activity(now);
            }
            NaiveLot lot = entry.make(ask.points(), now, ends(ask.expiresOn(), now));
            entry.arrive(lot, ask.points(), now);
        }
        return entry.apply(ask.points());
    }
}
