package dev.omnipoints.loyalty.model;

import dev.omnipoints.loyalty.model.Book.Merged;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Merge and its undo (ledger.md section 6). */
final class Merging {
    private static final Duration UNDOABLE = Duration.ofDays(90);

    private final Shelf shelf;
    private final NaiveDue due;

    Merging(Shelf shelf, NaiveDue due) {
        this.shelf = shelf;
        this.due = due;
    }

    Told merge(Asked asked, Ask.Merge ask) {
        if (ask.member() == ask.survivor()) {
            throw Unwritten.rejected("FIELD_INVALID");
        }
        Book to = shelf.reach(ask.survivor());
        shelf.known(asked, ask.survivor(), to);
        Book from = shelf.reach(ask.member());
        if (from == to) {
            throw Unwritten.rejected("FIELD_INVALID");
        }
        Instant now = shelf.now(asked, from, to);
        due.bring(from, now);
        due.bring(to, now);
        Entry in = new Entry(shelf, to, "MERGE", asked, ask.survivor(), now);
        if (Guards.status(from, false) != null || Guards.status(to, false) != null) {
            return in.refuse("MEMBER_CLOSED", 0);
        }
        Entry out = new Entry(shelf, from, "MERGE", null, from.member, now);
        Map<Bucket, BigInteger> totals = new EnumMap<>(Bucket.class);
        for (Bucket bucket : Bucket.values()) {
            if (bucket.total()) {
                totals.put(bucket, from.balance(bucket));
            }
        }
        BigInteger owed = from.balance(Bucket.OWED);
        to.absorb(new Merged(
                from, now, new LinkedHashSet<>(from.lots()), new LinkedHashSet<>(from.holds()), owed, totals));
        long points = 0;
        for (NaiveLot lot : from.lots()) {
            points += Moving.shift(lot, out, in);
        }
        for (NaiveHold hold : from.holds()) {
            from.remove(hold);
            to.put(hold);
        }
        totals.forEach((bucket, total) -> shift(bucket, total, out, in));
        shift(Bucket.OWED, owed, out, in);
        in.repay(to.openLots(), Map.of());
        Told told = in.apply(points);
        out.apply(points);
        return told;
    }

    private static void shift(Bucket bucket, BigInteger points, Entry out, Entry in) {
        out.count(bucket, points.negate());
        in.count(bucket, points);
    }

    Told unmerge(Asked asked, Ask.Unmerge ask) {
        Book named = shelf.find(ask.survivor());
        Book book = named == null ? null : shelf.root(named);
        Book home = shelf.find(ask.member());
        if (book != null) {
            shelf.known(asked, ask.survivor(), book);
        }
        Merged merged = book == null ? null : book.merges().peek();
        if (merged == null || merged.from() != home) {
            throw Unwritten.rejected("MERGE_NOT_UNDOABLE");
        }
        Instant now = shelf.now(asked, book, home);
        due.bring(book, now);
        Set<NaiveLot> lots = goingHome(book, merged);
        if (now.isAfter(merged.at().plus(UNDOABLE)) || reserved(book, merged, lots)) {
            throw Unwritten.rejected("MERGE_NOT_UNDOABLE");
        }
        Entry out = new Entry(shelf, book, "UNMERGE", asked, ask.survivor(), now);
        if (Guards.status(book, false) != null) {
            return out.refuse("MEMBER_CLOSED", 0);
        }
        Entry in = new Entry(shelf, home, "UNMERGE", null, home.member, now);
        book.release();
        long points = 0;
        for (NaiveLot lot : lots) {
            points += Moving.shift(lot, out, in);
        }
        for (NaiveHold hold : merged.holds()) {
            book.remove(hold);
            home.put(hold);
        }
        // Who owes has nothing spendable: so what goes home can repay nothing, and what stays neither.
        shift(Bucket.OWED, merged.owed().min(book.balance(Bucket.OWED)), out, in);
        merged.totals().forEach((bucket, total) -> shift(bucket, total, out, in));
        // Of expired points those go that its lots say, so that account and lots go on agreeing.
        BigInteger expired = BigInteger.valueOf(
                lots.stream().mapToLong(lot -> lot.get(NaiveLot.Part.EXPIRED)).sum());
        shift(Bucket.EXPIRED, expired.subtract(merged.totals().get(Bucket.EXPIRED)), out, in);
        out.count(Bucket.TRANSFERRED, out.gap());
        in.count(Bucket.TRANSFERRED, in.gap());
        Told told = out.apply(points);
        in.apply(points);
        return told;
    }

    /** The lots that came and are still there, and those of earns that named the merged member since. */
    private Set<NaiveLot> goingHome(Book book, Merged merged) {
        Set<Integer> group =
                shelf.group(merged.from()).stream().map(member -> member.member).collect(Collectors.toSet());
        Set<NaiveLot> lots = new LinkedHashSet<>();
        for (NaiveLot lot : book.lots()) {
            if (merged.lots().contains(lot) || lot.earnedFor != null && group.contains(lot.earnedFor)) {
                lots.add(lot);
            }
        }
        return lots;
    }

    private static boolean reserved(Book book, Merged merged, Set<NaiveLot> lots) {
        Set<NaiveHold> since = new HashSet<>(book.openHolds());
        since.removeAll(merged.holds());
        return since.stream().anyMatch(hold -> hold.parts.stream().anyMatch(part -> lots.contains(part.lot())));
    }
}
