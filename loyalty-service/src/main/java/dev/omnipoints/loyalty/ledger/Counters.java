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

    /** Points that become pending by an earn. */
    static Counters earnedPending(long points) {
        return new Counters(points, 0, 0, 0, points, 0, 0, 0, 0, 0);
    }

    /** Points that are issued and become spendable, of which `repaid` goes to what is owed. */
    static Counters earnedSpendable(long points, long repaid) {
        return new Counters(0, points - repaid, 0, -repaid, points, 0, 0, 0, 0, 0);
    }

    /** Points that are issued and expire in the same row. */
    static Counters earnedExpired(long points) {
        return new Counters(0, 0, 0, 0, points, 0, points, 0, 0, 0);
    }

    /** Pending points that become spendable, of which `repaid` goes to what is owed. */
    static Counters activated(long points, long repaid) {
        return new Counters(-points, points - repaid, 0, -repaid, 0, 0, 0, 0, 0, 0);
    }

    /** Spendable and pending points that pass their expiry. */
    static Counters expired(long spendable, long pending) {
        return new Counters(-pending, -spendable, 0, 0, 0, 0, spendable + pending, 0, 0, 0);
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
