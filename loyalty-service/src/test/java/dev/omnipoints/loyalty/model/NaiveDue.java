package dev.omnipoints.loyalty.model;

import dev.omnipoints.loyalty.model.NaiveLot.Part;
import java.time.Instant;
import java.util.List;

/** What happens by itself: time-outs, activations and expiries, by boundary, up to now. */
final class NaiveDue {
    private final Shelf shelf;

    NaiveDue(Shelf shelf) {
        this.shelf = shelf;
    }

    void bring(Book book, Instant now) {
        for (Instant next = next(book); next != null && !next.isAfter(now); next = next(book)) {
            timeOut(book, next, now);
            activate(book, next, now);
            expire(book, next, now);
        }
    }

    private static Instant next(Book book) {
        Instant next = null;
        for (NaiveHold hold : book.openHolds()) {
            next = earlier(next, hold.expiresAt);
        }
        for (NaiveLot lot : book.openLots()) {
            if (lot.get(Part.PENDING) > 0) {
                next = earlier(next, lot.availableAt());
            }
            next = earlier(next, end(book, lot));
        }
        return next;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a == null || b != null && b.isBefore(a) ? b : a;
    }

    /** When the free points of a lot are over; null: not by themselves, or not before they are available. */
    private static Instant end(Book book, NaiveLot lot) {
        Instant end = lot.expiresAt == null ? book.inactiveAt() : lot.expiresAt;
        boolean waits = lot.get(Part.PENDING) > 0;
        if (end == null || !waits && lot.get(Part.REMAINING) == 0) {
            return null;
        }
        Instant available = lot.availableAt();
        if (available == null) {
            return end;
        }
        if (waits) {
            return null;
        }
        return end.isBefore(available) ? available : end;
    }

    private void timeOut(Book book, Instant at, Instant now) {
        for (NaiveHold hold : List.copyOf(book.openHolds())) {
            if (!hold.expiresAt.isAfter(at)) {
                Entry entry = Entry.own(shelf, book, "TIME_OUT", now);
                Holding.release(entry, hold, 0, at);
                book.end(hold, "TIME_OUT", 0, entry.apply(hold.points));
            }
        }
    }

    private void activate(Book book, Instant at, Instant now) {
        Row row = new Row(book, "ACTIVATE", now);
        for (NaiveLot lot : List.copyOf(book.openLots())) {
            long pending = lot.get(Part.PENDING);
            if (pending > 0 && lot.availableAt() != null && !lot.availableAt().isAfter(at)) {
                Entry entry = row.entry(pending);
                entry.move(lot, Part.PENDING, -pending);
                entry.spendable(lot, pending);
            }
        }
        row.end();
    }

    private void expire(Book book, Instant at, Instant now) {
        Row row = new Row(book, "EXPIRE", now);
        for (NaiveLot lot : List.copyOf(book.openLots())) {
            Instant end = end(book, lot);
            if (end != null && !end.isAfter(at)) {
                Part from = lot.get(Part.PENDING) > 0 ? Part.PENDING : Part.REMAINING;
                long gone = lot.get(from);
                Entry entry = row.entry(gone);
                entry.move(lot, from, -gone);
                entry.move(lot, Part.EXPIRED, gone);
            }
        }
        row.end();
    }

    /** One row for all lots that are due at one instant, begun when there is one, and another after so many. */
    private final class Row {
        private final Book book;
        private final String kind;
        private final Instant now;
        private Entry entry;
        private long points;
        private int lots;

        Row(Book book, String kind, Instant now) {
            this.book = book;
            this.kind = kind;
            this.now = now;
        }

        Entry entry(long more) {
            if (lots == Guards.LOTS) {
                end();
            }
            if (entry == null) {
                entry = Entry.own(shelf, book, kind, now);
            }
            points += more;
            lots++;
            return entry;
        }

        void end() {
            if (entry != null) {
                entry.apply(points);
            }
            entry = null;
            points = 0;
            lots = 0;
        }
    }
}
