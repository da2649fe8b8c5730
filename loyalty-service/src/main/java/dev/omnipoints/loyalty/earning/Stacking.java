package dev.omnipoints.loyalty.earning;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which of the rules that fit may award beside each other (docs/adr/0009, 11 and 12). */
final class Stacking {

    private Stacking() {}

    /** @param fits in order: the greatest priority first, then by id, the programme's own rate last */
    static List<Fit> kept(List<Fit> fits) {
        List<Fit> kept = new ArrayList<>(fits.size());
        Set<String> taken = new HashSet<>();
        for (Fit fit : fits) {
            Rule.Stacking stacking = fit.rule().stacking();
            if (stacking.exclusive() && stacking.group() != null && !taken.add(stacking.group())) {
                continue;
            }
            kept.add(fit);
            if (stacking.stop()) {
                break;
            }
        }
        for (Fit fit : kept) {
            if (fit.rule().stacking().exclusive() && fit.rule().stacking().group() == null) {
                return List.of(fit);
            }
        }
        return kept;
    }

    /** On a named event: of those that do not stack the greatest, of equal ones the first, and all that do. */
    static List<Fit> greatest(List<Fit> kept) {
        Fit greatest = null;
        for (Fit fit : kept) {
            if (!fit.rule().stacking().stackable()
                    && (greatest == null || points(fit.grant()).compareTo(points(greatest.grant())) > 0)) {
                greatest = fit;
            }
        }
        List<Fit> left = new ArrayList<>();
        for (Fit fit : kept) {
            if (fit == greatest || fit.rule().stacking().stackable()) {
                left.add(fit);
            }
        }
        return left;
    }

    /** Of an award on a named event, which is fixed or the best of such. */
    private static Fraction points(Grant grant) {
        return switch (grant) {
            case Grant.Flat flat -> flat.points();
            case Grant.Best best ->
                best.options().stream()
                        .map(Stacking::points)
                        .max(Fraction::compareTo)
                        .orElse(Fraction.ZERO);
            default -> Fraction.ZERO;
        };
    }
}
