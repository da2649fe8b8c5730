package dev.omnipoints.loyalty.model;

import dev.omnipoints.loyalty.model.NaiveHold.Take;
import dev.omnipoints.loyalty.model.NaiveLot.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Points reserved and spent: hold, capture, void, redeem. */
final class Holding {
    private static final int LONGEST = 7 * 24 * 60 * 60;

    private final Shelf shelf;
    private final NaiveDue due;

    Holding(Shelf shelf, NaiveDue due) {
        this.shelf = shelf;
        this.due = due;
    }

    Told hold(Asked asked, Ask.Hold ask) {
        Shelf.inRange(ask.points());
        if (ask.ttlSeconds() < 1 || ask.ttlSeconds() > LONGEST) {
            throw Unwritten.rejected("FIELD_INVALID");
        }
        Book book = shelf.reach(ask.member());
        shelf.known(asked, ask.member(), book);
        Instant now = shelf.now(asked, book);
        due.bring(book, now);
        Entry entry = new Entry(shelf, book, "HOLD", asked, ask.member(), now);
        String no = Guards.status(book, true);
        if (no == null && book.balance(Bucket.OWED).signum() > 0) {
            no = "MEMBER_OWES";
        }
        if (no == null && book.openHolds().size() >= Guards.OPEN_HOLDS) {
            no = "TOO_MANY_HOLDS";
        }
        if (no == null) {
            no = Guards.spend(book, ask.points());
        }
        if (no != null) {
            return entry.refuse(no, ask.points());
        }
        List<Take> parts = entry.take(ask.points());
        for (Take part : parts) {
            entry.move(part.lot(), Part.HELD, part.points());
        }
        book.put(new NaiveHold(entry.id, ask.points(), now.plus(Duration.ofSeconds(ask.ttlSeconds())), parts));
        return entry.apply(ask.points());
    }

    Told redeem(Asked asked, Ask.Redeem ask) {
        Shelf.inRange(ask.points());
        Book book = shelf.reach(ask.member());
        shelf.known(asked, ask.member(), book);
        Instant now = shelf.now(asked, book);
        due.bring(book, now);
        Entry entry = new Entry(shelf, book, "REDEEM", asked, ask.member(), now);
        String no = Guards.status(book, true);
        if (no == null) {
            no = Guards.spend(book, ask.points());
        }
        if (no != null) {
            return entry.refuse(no, ask.points());
        }
        entry.activity(now);
        entry.take(ask.points()).forEach(entry::redeemed);
        return entry.apply(ask.points());
    }

    Told capture(Asked asked, Ask.Capture ask) {
        if (ask.points() != null) {
            Shelf.inRange(ask.points());
        }
        NaiveHold hold = find(asked, ask.hold());
        long points = ask.points() == null ? hold.points : ask.points();
        if ("CAPTURE".equals(hold.end) && hold.captured == points) {
            throw new Unwritten(new Told.First(hold.ending));
        }
        Entry entry = start(asked, ask.hold(), "CAPTURE");
        String no = Guards.status(entry.book, false);
        if (no == null) {
            no = over(hold);
        }
        if (no == null && points > hold.points) {
            no = "CAPTURE_EXCEEDS_HOLD";
        }
        if (no != null) {
            return entry.refuse(no, points);
        }
        entry.activity(entry.now);
        release(entry, hold, points, entry.now);
        Told told = entry.apply(points);
        entry.book.end(hold, "CAPTURE", points, told);
        return told;
    }

    Told release(Asked asked, Ask.Void ask) {
        NaiveHold hold = find(asked, ask.hold());
        if ("VOID".equals(hold.end)) {
            throw new Unwritten(new Told.First(hold.ending));
        }
        Entry entry = start(asked, ask.hold(), "VOID");
        String no = Guards.status(entry.book, false);
        if (no == null) {
            no = over(hold);
        }
        return no == null ? release(entry, hold) : entry.refuse(no, hold.points);
    }

    /** All of it goes back into the same lots. */
    static Told release(Entry entry, NaiveHold hold) {
        release(entry, hold, 0, entry.now);
        Told told = entry.apply(hold.points);
        entry.book.end(hold, "VOID", 0, told);
        return told;
    }

    /** Captures the first so many in the order reserved; the rest goes back. */
    static void release(Entry entry, NaiveHold hold, long captured, Instant asOf) {
        long left = captured;
        for (Take part : hold.parts) {
            entry.move(part.lot(), Part.HELD, -part.points());
            long spent = Math.min(left, part.points());
            left -= spent;
            if (spent > 0) {
                entry.redeemed(new Take(part.lot(), spent));
            }
            if (part.points() > spent) {
                entry.arrive(part.lot(), part.points() - spent, asOf);
            }
        }
    }

    private NaiveHold find(Asked asked, Ask.Ref id) {
        Book book = shelf.holder(id, "HOLD_UNKNOWN");
        shelf.known(asked, id.member(), book);
        NaiveHold hold = book.hold(id);
        if (hold == null) {
            throw Unwritten.rejected("HOLD_UNKNOWN");
        }
        return hold;
    }

    private Entry start(Asked asked, Ask.Ref id, String kind) {
        Book book = shelf.holder(id, "HOLD_UNKNOWN");
        Instant now = shelf.now(asked, book);
        due.bring(book, now);
        return new Entry(shelf, book, kind, asked, id.member(), now);
    }

    private static String over(NaiveHold hold) {
        return switch (hold.end) {
            case null -> null;
            case "CAPTURE" -> "HOLD_ALREADY_CAPTURED";
            case "VOID" -> "HOLD_ALREADY_VOIDED";
            default -> "HOLD_EXPIRED";
        };
    }
}
