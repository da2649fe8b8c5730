package dev.omnipoints.loyalty.model;

/** What is counted of an account, in the words of ledger.md section 1. */
enum Bucket {
    PENDING,
    SPENDABLE,
    HELD,
    OWED,
    ISSUED,
    REDEEMED,
    EXPIRED,
    FORFEITED,
    ADJUSTED,
    TRANSFERRED;

    /** The totals go with a merge, and home again as they came. */
    boolean total() {
        return compareTo(ISSUED) >= 0;
    }
}
