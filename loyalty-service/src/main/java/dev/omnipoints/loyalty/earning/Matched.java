package dev.omnipoints.loyalty.earning;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules that fit a sale or an event, whatever was awarded before. Immutable, safe for threads. */
public final class Matched {

    private static final long POINTS_LIMIT = 1_000_000_000_000L;

    /** What the caps on all rules together are counted under. */
    private static final String ALL_RULES = "";

    private final Basket basket;

    private final Terms terms;

    private final List<Rule.Cap> caps;

    /** By the caps on all rules together; null: nothing beyond the sale. */
    private final List<Tally.Key> counters;

    private final List<Fit> fits;

    private final List<Failure> failures;

    private final Codes codes;

    private final Set<Tally.Key> needs;

    /** What is given where nothing is spent, so that little is left to do under a lock; null: it cannot be told. */
    private final List<Rounded> unspent;

    /** @param codes null: it carries none */
    Matched(Basket basket, Terms terms, Moment moment, List<Rule.Cap> caps, Fitting fitting, Codes codes) {
        this.basket = basket;
        this.terms = terms;
        this.caps = caps;
        this.counters = new ArrayList<>(caps.size());
        for (Rule.Cap cap : caps) {
            counters.add(moment.key(ALL_RULES, cap.per()));
        }
        this.fits = List.copyOf(fitting.fits());
        this.failures = List.copyOf(fitting.failures());
        this.codes = codes;
        this.needs = Collections.unmodifiableSet(reckonNeeds());
        this.unspent = reckonUnspent();
    }

    private Set<Tally.Key> reckonNeeds() {
        Set<Tally.Key> keys = codes == null ? new HashSet<>() : codes.needs();
        if (!fits.isEmpty()) {
            keys.addAll(counters);
        }
        for (Fit fit : fits) {
            if (!fit.counters().isEmpty()) {
                keys.addAll(fit.counters());
            }
        }
        keys.remove(null);
        return keys;
    }

    private List<Rounded> reckonUnspent() {
        try {
            return rounded(fits);
        } catch (ArithmeticException beyond) {
            return null;
        }
    }

    /** What it has to know of what was awarded before. */
    public Set<Tally.Key> needs() {
        return needs;
    }

    /** It has to know whether this is the member's first sale. */
    public boolean asksFirst() {
        for (Fit fit : fits) {
            if (fit.rule().member().first()) {
                return true;
            }
        }
        return false;
    }

    /** Rules that could not be asked. */
    public List<Failure> failures() {
        return failures;
    }

    /**
     * What is awarded. Cheap: it runs under a lock, and may be called again with another standing.
     *
     * @throws ArithmeticException it would be more than 10^12 points, or a sum leaves 64 bits
     */
    public Awards award(Standing standing) {
        List<Fit> open = open(standing);
        Capping capping = new Capping(open == fits && unspent != null ? unspent : rounded(open), standing);
        capping.cutTogether(caps, counters);
        long points = capping.points();
        if (points > POINTS_LIMIT) {
            throw new ArithmeticException("more than 10^12 points");
        }
        List<Awards.CodeUse> uses = codes == null ? List.of() : codes.uses(standing, capping);
        if (points == 0) {
            return new Awards(0, List.of(), Map.of(), uses);
        }
        return new Awards(points, capping.parts(basket), capping.counted(counters), uses);
    }

    /** Those that are neither spent nor for a first sale only where this is none; the same list: all. */
    private List<Fit> open(Standing standing) {
        List<Fit> open = null;
        for (int place = 0; place < fits.size(); place++) {
            Fit fit = fits.get(place);
            boolean fitting = !fit.spent(standing) && (!fit.rule().member().first() || standing.firstSale());
            if (!fitting && open == null) {
                open = new ArrayList<>(fits.subList(0, place));
            } else if (fitting && open != null) {
                open.add(fit);
            }
        }
        return open == null ? fits : open;
    }

    private List<Rounded> rounded(List<Fit> fitting) {
        List<Fit> kept = Stacking.kept(fitting);
        if (basket == null) {
            return new Rounding(Reckoning.flat(Stacking.greatest(kept)), null, 0).rounded();
        }
        Reckoning reckoning = new Reckoning(basket, terms);
        return new Rounding(
                        reckoning.dues(kept), reckoning.bases(), basket.lines().size())
                .rounded();
    }
}
