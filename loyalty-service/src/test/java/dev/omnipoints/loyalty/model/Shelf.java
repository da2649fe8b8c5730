package dev.omnipoints.loyalty.model;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All accounts of the programme, its settings, and the keys that were used. */
final class Shelf {
    static final long LIMIT = 1_000_000_000_000L;

    final Slate slate = new Slate();
    /** How often what was written: kind and outcome, and what is worth knowing of it. */
    final Map<String, Long> tally = new TreeMap<>();

    private final Map<Integer, Book> books = new HashMap<>();
    Rules rules;
    /** How long ago an earn may have happened; null: of any age. */
    Duration saleAge;

    Book find(int member) {
        return books.get(member);
    }

    /** The account that stands for this member, opened where there is none. */
    Book reach(int member) {
        return root(own(member));
    }

    /** This member's very own account, merged or not, opened where there is none. */
    Book own(int member) {
        Book book = books.get(member);
        if (book == null) {
            book = new Book(member, slate);
            books.put(member, book);
            slate.did(() -> books.remove(member));
        }
        return book;
    }

    /** The account in whose hands this row or hold is now. */
    Book holder(Ask.Ref id, String unknown) {
        Book book = books.get(id.member());
        if (book == null) {
            throw Unwritten.rejected(unknown);
        }
        return root(book);
    }

    Book root(Book book) {
        Book root = book;
        while (root.survivor() != null) {
            root = root.survivor();
        }
        return root;
    }

    /** The account itself and all that were merged into it. */
    List<Book> group(Book root) {
        List<Book> group = new ArrayList<>(List.of(root));
        for (Book.Merged merged : root.merges()) {
            group.addAll(group(merged.from()));
        }
        return group;
    }

    Instant now(Asked asked, Book... accounts) {
        Instant now = asked.at().truncatedTo(ChronoUnit.MICROS);
        for (Book account : accounts) {
            now = now.isBefore(account.last()) ? account.last() : now;
        }
        return now;
    }

    /** Answers a known key: the first answer, or what differs. */
    void known(Asked asked, int named, Book root) {
        List<NaiveRow> found = new ArrayList<>();
        for (Book book : group(root)) {
            NaiveRow row = book.known(asked);
            if (row != null) {
                found.add(row);
            }
        }
        if (found.isEmpty()) {
            return;
        }
        found.sort(Comparator.comparing((NaiveRow row) -> differs(row, asked) != null)
                .thenComparing(row -> row.named() != named)
                .thenComparing(row -> row.id().member() != root.member)
                .thenComparing(row -> row.id().member()));
        String field = differs(found.getFirst(), asked);
        throw new Unwritten(field == null ? new Told.First(found.getFirst().told()) : new Told.KeyReused(field));
    }

    private static String differs(NaiveRow row, Asked asked) {
        return Sent.of(row.asked().ask()).differs(Sent.of(asked.ask()));
    }

    void notTooOld(Instant occurredAt, Instant now) {
        if (saleAge != null && occurredAt.isBefore(now.minus(saleAge))) {
            throw Unwritten.rejected("SALE_TOO_OLD");
        }
    }

    static void inRange(long points) {
        if (points < 1 || points > LIMIT) {
            throw Unwritten.rejected("POINTS_OUT_OF_RANGE");
        }
    }
}
