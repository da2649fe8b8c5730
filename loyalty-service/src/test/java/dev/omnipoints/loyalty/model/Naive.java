package dev.omnipoints.loyalty.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The ledger as ledger.md and ADR 8 tell it, straight and slow, with nothing of the real one in it. What the two
 * disagree on, one of them has wrong.
 */
public final class Naive implements Subject {
    private final Shelf shelf = new Shelf();
    private final NaiveDue due = new NaiveDue(shelf);
    private final Earning earning = new Earning(shelf, due);
    private final Selling selling = new Selling(shelf, earning);
    private final Holding holding = new Holding(shelf, due);
    private final Reversing reversing = new Reversing(shelf, due);
    private final Moving moving = new Moving(shelf, due);
    private final Merging merging = new Merging(shelf, due);

    @Override
    public void rules(Rules rules) {
        shelf.rules = rules;
    }

    /** An earn or a sale that happened longer ago is not taken; null: of any age. */
    void saleAge(Duration limit) {
        shelf.saleAge = limit;
    }

    @Override
    public Told ask(Asked asked) {
        try {
            Told told = answer(asked);
            shelf.slate.keep();
            return told;
        } catch (Unwritten unwritten) {
            shelf.slate.wipe();
            return unwritten.told;
        }
    }

    private Told answer(Asked asked) {
        return switch (asked.ask()) {
            case Ask.Earn ask -> earning.earn(asked, ask);
            case Ask.Sale ask -> selling.sell(asked, ask);
            case Ask.Confirm ask -> earning.confirm(asked, ask);
            case Ask.Adjust ask -> earning.adjust(asked, ask);
            case Ask.Hold ask -> holding.hold(asked, ask);
            case Ask.Capture ask -> holding.capture(asked, ask);
            case Ask.Void ask -> holding.release(asked, ask);
            case Ask.Redeem ask -> holding.redeem(asked, ask);
            case Ask.Reverse ask -> reversing.reverse(asked, ask);
            case Ask.Transfer ask -> moving.transfer(asked, ask);
            case Ask.Merge ask -> merging.merge(asked, ask);
            case Ask.Unmerge ask -> merging.unmerge(asked, ask);
            case Ask.SetStatus ask -> status(asked, ask);
            case Ask.Read ask -> throw new Unwritten(shown(asked, shelf.reach(ask.member())));
        };
    }

    private Told.Shown shown(Asked asked, Book book) {
        long seq = book.seq();
        due.bring(book, shelf.now(asked, book));
        return new Told.Shown(Entry.shown(book), seq);
    }

    private Told status(Asked asked, Ask.SetStatus ask) {
        Book book = shelf.own(ask.member());
        boolean closed = book.status() == Ask.Status.CLOSED;
        if (!closed && ask.status() == Ask.Status.CLOSED) {
            book.status(ask.status());
            close(book, shelf.now(asked, book));
            return new Told.Shown(Entry.shown(book), book.seq());
        }
        shelf.slate.keep();
        Told shown = shown(asked, book);
        shelf.slate.wipe();
        if (!closed) {
            book.status(ask.status());
        }
        return shown;
    }

    private void close(Book book, Instant now) {
        due.bring(book, now);
        for (NaiveHold hold : List.copyOf(book.openHolds())) {
            Holding.release(Entry.own(shelf, book, "VOID", now), hold);
        }
        long pending = book.balance(Bucket.PENDING).longValueExact();
        long spendable = book.balance(Bucket.SPENDABLE).longValueExact();
        long owed = book.balance(Bucket.OWED).longValueExact();
        if (pending == 0 && spendable == 0 && owed == 0) {
            return;
        }
        Entry entry = Entry.own(shelf, book, "CLOSE", now);
        for (NaiveLot lot : List.copyOf(book.openLots())) {
            entry.move(lot, NaiveLot.Part.PENDING, -lot.get(NaiveLot.Part.PENDING));
            entry.move(lot, NaiveLot.Part.REMAINING, -lot.get(NaiveLot.Part.REMAINING));
        }
        entry.count(Bucket.FORFEITED, pending + spendable);
        entry.count(Bucket.OWED, -owed);
        entry.count(Bucket.ADJUSTED, owed);
        entry.apply(pending + spendable);
    }

    @Override
    public Standing standing(int member) {
        Book book = shelf.find(member);
        if (book == null) {
            return null;
        }
        return new Standing(
                amount(book, Bucket.PENDING),
                amount(book, Bucket.SPENDABLE),
                amount(book, Bucket.HELD),
                amount(book, Bucket.OWED),
                amount(book, Bucket.ISSUED),
                amount(book, Bucket.REDEEMED),
                amount(book, Bucket.EXPIRED),
                amount(book, Bucket.FORFEITED),
                amount(book, Bucket.ADJUSTED),
                amount(book, Bucket.TRANSFERRED),
                book.seq(),
                book.inactiveAt(),
                book.lots().stream().map(NaiveLot::shown).toList(),
                book.holds().stream().map(NaiveHold::shown).toList());
    }

    private static long amount(Book book, Bucket bucket) {
        return book.balance(bucket).longValueExact();
    }

    /** Whoever shares the account of this member, the survivor first; empty: nobody ever opened one. */
    List<Integer> group(int member) {
        Book book = shelf.find(member);
        return book == null
                ? List.of()
                : shelf.group(shelf.root(book)).stream()
                        .map(other -> other.member)
                        .toList();
    }

    /** In whose account this member's points are. */
    int root(int member) {
        Book book = shelf.find(member);
        return book == null ? member : shelf.root(book).member;
    }

    /** How many lots its account ever had. */
    int lots(int member) {
        Book book = shelf.find(member);
        return book == null ? 0 : book.lotCount();
    }

    /** How often which kind of row came to which outcome, and what is worth knowing of it. */
    Map<String, Long> tally() {
        return Map.copyOf(shelf.tally);
    }
}
