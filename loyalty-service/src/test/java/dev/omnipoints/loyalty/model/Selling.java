package dev.omnipoints.loyalty.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sales: a receipt is taken once, and what happened is kept, whoever it is for (earning.md section 1). */
final class Selling {
    private final Shelf shelf;
    private final Earning earning;
    private final Map<String, Sold> receipts = new HashMap<>();
    /** Those kept for no one, by caller and key. */
    private final Map<List<String>, Sold> unclaimed = new HashMap<>();

    Selling(Shelf shelf, Earning earning) {
        this.shelf = shelf;
        this.earning = earning;
    }

    /** @param member in whose journal it stands; null: no one's */
    private record Sold(Asked asked, Integer member, Told told) {

        String differs(Ask.Sale other) {
            return Sent.of(asked.ask()).differs(Sent.of(other));
        }

        boolean sameKey(Asked other) {
            return keyOf(asked).equals(keyOf(other));
        }
    }

    private static List<String> keyOf(Asked asked) {
        return List.of(asked.caller(), asked.key());
    }

    Told sell(Asked asked, Ask.Sale ask) {
        Book book = shelf.reach(ask.member());
        shelf.known(asked, ask.member(), book);
        Sold before = receipts.get(ask.receipt());
        if (before != null) {
            throw new Unwritten(again(before, asked, ask, book));
        }
        // What the programme takes is asked of a new sale alone.
        if (ask.points() != 0) {
            Shelf.inRange(ask.points());
        }
        shelf.notTooOld(ask.occurredAt(), shelf.now(asked, book));
        if (book.status() == Ask.Status.CLOSED) {
            return forNoOne(asked, ask);
        }
        Told told = earning.sale(asked, ask, book);
        if (told instanceof Told.Done) {
            receipts.put(ask.receipt(), new Sold(asked, book.member, told));
        }
        return told;
    }

    /** The receipt was taken. One that is kept for no one fits any member. */
    private Told again(Sold before, Asked asked, Ask.Sale ask, Book book) {
        String differs = before.differs(ask);
        if (before.member() == null && before.sameKey(asked) && differs != null) {
            return new Told.KeyReused(differs);
        }
        boolean mine = before.member() == null
                || before.member() == ask.member()
                || shelf.group(book).stream().anyMatch(one -> one.member == before.member());
        return mine && differs == null ? new Told.First(before.told()) : new Told.Rejected("RECEIPT_ALREADY_RECORDED");
    }

    private Told forNoOne(Asked asked, Ask.Sale ask) {
        Sold sameKey = unclaimed.get(keyOf(asked));
        if (sameKey != null) {
            throw new Unwritten(new Told.KeyReused(sameKey.differs(ask)));
        }
        if (ask.refuse()) {
            throw Unwritten.rejected("MEMBER_UNKNOWN");
        }
        Sold sold = new Sold(asked, null, new Told.Kept());
        receipts.put(ask.receipt(), sold);
        unclaimed.put(keyOf(asked), sold);
        return sold.told();
    }
}
