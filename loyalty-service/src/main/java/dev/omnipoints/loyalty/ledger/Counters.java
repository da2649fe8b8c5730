package dev.omnipoints.loyalty.ledger;

/**
 * The ten numbers of an account, or the change of each that one journal row makes. All in points.
 *
 * @param pending in lots not available yet
 * @param spendable in available lots, not reserved
 * @param held reserved by open holds
 * @param owed taken back after they were spent
 * @param issued total earned, net of reversals
 * @param redeemed total spent, net of reversals
 * @param expired total that passed its expiry
 * @param forfeited total lost by closing
 * @param adjusted total of corrections, signed
 * @param transferred total moved between members, inward positive
 */
public record Counters(
        long pending,
        long spendable,
        long held,
        long owed,
        long issued,
        long redeemed,
        long expired,
        long forfeited,
        long adjusted,
        long transferred) {

    public static final Counters ZERO = new Counters(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** What stands: the four that clients see of. */
    static Counters standing(long pending, long spendable, long held, long owed) {
        return new Counters(pending, spendable, held, owed, 0, 0, 0, 0, 0, 0);
    }

    static Counters ofPending(long points) {
        return standing(points, 0, 0, 0);
    }

    static Counters ofSpendable(long points) {
        return standing(0, points, 0, 0);
    }

    static Counters ofHeld(long points) {
        return standing(0, 0, points, 0);
    }

    static Counters ofOwed(long points) {
        return standing(0, 0, 0, points);
    }

    static Counters ofIssued(long points) {
        return new Counters(0, 0, 0, 0, points, 0, 0, 0, 0, 0);
    }

    static Counters ofRedeemed(long points) {
        return new Counters(0, 0, 0, 0, 0, points, 0, 0, 0, 0);
    }

    static Counters ofExpired(long points) {
        return new Counters(0, 0, 0, 0, 0, 0, points, 0, 0, 0);
    }

    static Counters ofForfeited(long points) {
        return new Counters(0, 0, 0, 0, 0, 0, 0, points, 0, 0);
    }

    static Counters ofAdjusted(long points) {
        return new Counters(0, 0, 0, 0, 0, 0, 0, 0, points, 0);
    }

    static Counters ofTransferred(long points) {
        return new Counters(0, 0, 0, 0, 0, 0, 0, 0, 0, points);
    }

    /** Each with the other sign. */
    Counters negated() {
        return new Counters(
                -pending, -spendable, -held, -owed, -issued, -redeemed, -expired, -forfeited, -adjusted, -transferred);
    }

    /** What there is, net of what is owed. */
    long net() {
        return Math.subtractExact(Math.addExact(Math.addExact(pending, spendable), held), owed);
    }

    /** Whether nothing stands: no points, no debt. */
    boolean isAtRest() {
        return pending == 0 && spendable == 0 && held == 0 && owed == 0;
    }

    /** The sum; overflow is an ArithmeticException, never a wrap. */
    public Counters plus(Counters o) {
        return new Counters(
                Math.addExact(pending, o.pending),
                Math.addExact(spendable, o.spendable),
                Math.addExact(held, o.held),
                Math.addExact(owed, o.owed),
                Math.addExact(issued, o.issued),
                Math.addExact(redeemed, o.redeemed),
                Math.addExact(expired, o.expired),
                Math.addExact(forfeited, o.forfeited),
                Math.addExact(adjusted, o.adjusted),
                Math.addExact(transferred, o.transferred));
    }

    /** What can be spent now, as shown: negative while the member owes. */
    public long available() {
        return spendable - owed;
    }

    /** What stands equals what came in less what went out; holds for accounts and for each row (ledger.md, 3). */
    public boolean balances() {
        return pending + spendable + held - owed == issued - redeemed - expired - forfeited + adjusted + transferred;
    }

    /** What no account may ever be: below zero, or owing while it has something to spend. */
    public boolean isLawful() {
        return pending >= 0 && spendable >= 0 && held >= 0 && owed >= 0 && (spendable == 0 || owed == 0) && balances();
    }
}
