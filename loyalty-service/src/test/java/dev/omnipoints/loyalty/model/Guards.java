package dev.omnipoints.loyalty.model;

import dev.omnipoints.loyalty.model.NaiveLot.Part;

/** Why a command is refused by the state, in the order of ledger.md section 2; null: it is not. */
final class Guards {
    static final int OPEN_HOLDS = 50;
    static final int LOTS = 10_000;

    private Guards() {}

    static String status(Book book, boolean blockedToo) {
        return switch (book.status()) {
            case CLOSED -> "MEMBER_CLOSED";
            case BLOCKED -> blockedToo ? "MEMBER_BLOCKED" : null;
            case UNCONFIRMED, ACTIVE -> null;
        };
    }

    /** Who owes spends nothing, and nobody spends more than is free. */
    static String spend(Book book, long points) {
        return book.balance(Bucket.OWED).signum() > 0 ? "MEMBER_OWES" : take(book, points, false);
    }

    static String take(Book book, long points, boolean belowZero) {
        long free = book.balance(Bucket.SPENDABLE).longValueExact();
        if (free < points && !belowZero) {
            return "INSUFFICIENT_POINTS";
        }
        long left = Math.min(points, free);
        int lots = 0;
        for (NaiveLot lot : book.openLots()) {
            if (left <= 0) {
                break;
            }
            lots += lot.get(Part.REMAINING) > 0 ? 1 : 0;
            left -= lot.get(Part.REMAINING);
        }
        return lots > LOTS ? "TOO_MANY_LOTS" : null;
    }
}
