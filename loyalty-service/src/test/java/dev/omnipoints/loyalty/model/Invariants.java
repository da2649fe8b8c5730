package dev.omnipoints.loyalty.model;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** What ledger.md says of every account at all times, as far as a standing shows it. */
public final class Invariants {
    private final List<String> broken = new ArrayList<>();

    private Invariants() {}

    /** What does not hold, in words; empty: all does. */
    public static List<String> broken(Standing standing) {
        Invariants invariants = new Invariants();
        invariants.account(standing);
        standing.lots().forEach(invariants::lot);
        standing.holds().forEach(invariants::hold);
        return invariants.broken;
    }

    private void account(Standing s) {
        check(
                balances(s),
                "pending + spendable + held - owed = issued - redeemed - expired - forfeited + adjusted + transferred",
                s);
        check(s.pending() >= 0 && s.spendable() >= 0 && s.held() >= 0 && s.owed() >= 0, "no balance below 0", s);
        check(s.spendable() == 0 || s.owed() == 0, "spendable = 0 or owed = 0", s);
        check(s.expired() >= 0 && s.forfeited() >= 0, "nothing comes back from expired and forfeited", s);
        check(s.pending() == sum(s.lots(), Standing.Lot::pending), "pending = that of the lots", s);
        check(s.spendable() == sum(s.lots(), Standing.Lot::remaining), "spendable = what remains in the lots", s);
        check(s.held() == sum(s.lots(), Standing.Lot::held), "held = that of the lots", s);
        long open = sum(s.holds(), hold -> hold.end() == null ? hold.points() : 0);
        check(s.held() == open, "held = that of the open holds", s);
    }

    private static boolean balances(Standing s) {
        BigInteger has =
                big(s.pending()).add(big(s.spendable())).add(big(s.held())).subtract(big(s.owed()));
        BigInteger got = big(s.issued())
                .subtract(big(s.redeemed()))
                .subtract(big(s.expired()))
                .subtract(big(s.forfeited()))
                .add(big(s.adjusted()))
                .add(big(s.transferred()));
        return has.equals(got);
    }

    private void lot(Standing.Lot lot) {
        long free = lot.pending() + lot.remaining();
        boolean positive = lot.pending() >= 0
                && lot.remaining() >= 0
                && lot.held() >= 0
                && lot.expired() >= 0
                && lot.counted() >= 0
                && lot.clamped() >= 0;
        check(positive, "no part of a lot below 0", lot);
        check(lot.points() > 0, "no lot without points", lot);
        check(free + lot.held() + lot.expired() <= lot.points(), "parts within the points of the lot", lot);
        check(lot.clamped() + lot.expired() <= lot.points(), "clamp within what did not expire", lot);
        check(lot.counted() <= lot.expired(), "counted within expired", lot);
        check(lot.pending() == 0 || lot.remaining() + lot.held() == 0, "pending or available", lot);
        check(lot.availableAt() != null || lot.remaining() + lot.held() == 0, "unavailable is unspent", lot);
        check(lot.clamped() == 0 || free == 0, "clamp only where nothing is free", lot);
    }

    private void hold(Standing.Hold hold) {
        check(hold.points() > 0, "no hold without points", hold);
        check(hold.captured() <= hold.points(), "captured within the hold", hold);
        check("CAPTURE".equals(hold.end()) == hold.captured() > 0, "captured if ended by capture", hold);
    }

    private static <T> long sum(List<T> parts, ToLongFunction<T> of) {
        long sum = 0;
        for (T part : parts) {
            sum = Math.addExact(sum, of.applyAsLong(part));
        }
        return sum;
    }

    private static BigInteger big(long value) {
        return BigInteger.valueOf(value);
    }

    private void check(boolean holds, String what, Object where) {
        if (!holds) {
            broken.add(what + ": " + where);
        }
    }
}
