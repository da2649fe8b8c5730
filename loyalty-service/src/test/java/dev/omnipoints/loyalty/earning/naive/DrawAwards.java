package dev.omnipoints.loyalty.earning.naive;

import dev.omnipoints.loyalty.earning.Rule;
import dev.omnipoints.loyalty.earning.Rule.Award;
import dev.omnipoints.loyalty.earning.Rule.Cap;
import dev.omnipoints.loyalty.earning.Rule.Measure;
import dev.omnipoints.loyalty.earning.Rule.Per;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Draws what rules give, and what caps leave of it. */
final class DrawAwards {
    private static final List<String> FEW = List.of("1", "2", "0.5", "1.5", "0.333333", "0.000001", "10", "2.25");
    private static final List<String> FACTORS = List.of("1", "2", "3", "1.5", "1.1", "1.000001", "1000", "1.333333");

    private final Dice dice;

    DrawAwards(Dice dice) {
        this.dice = dice;
    }

    Award onSale() {
        return switch (dice.upTo(19)) {
            case 0, 1, 2, 3, 4, 5, 6 -> rate();
            case 7, 8 -> perUnit();
            case 9, 10 -> fixed(true);
            case 11, 12 -> new Award.BestOf(options());
            default -> new Award.Multiplier(new BigDecimal(dice.one(FACTORS)));
        };
    }

    Award onEvent() {
        return dice.in100(70) ? fixed(false) : new Award.BestOf(List.of(fixed(false), fixed(false), fixed(false)));
    }

    private List<Award> options() {
        List<Award> options = new ArrayList<>();
        for (int i = 1 + dice.upTo(3); i >= 0; i--) {
            options.add(dice.in100(60) ? rate() : dice.in100(50) ? perUnit() : fixed(true));
        }
        return options;
    }

    private Award rate() {
        Map<String, Long> per = switch (dice.upTo(9)) {
            case 0 -> Map.of("JPY", 70L);
            case 1 -> Map.of("EUR", 1L, "KWD", 1_000L);
            case 2, 3 -> Map.of("EUR", 100L, "JPY", 100L, "KWD", 1_000L);
            default -> Map.of("EUR", dice.one(100L, 150L, 700L, 1_000L), "JPY", 333L, "KWD", 10_000L);
        };
        return new Award.Rate(points(), per, dice.one(Rule.Base.values()), dice.in100(35), dice.in100(30));
    }

    /** Seldom so many that sums leave 64 bits. */
    private BigDecimal points() {
        return new BigDecimal(dice.in100(3) ? dice.one("150000000", "1000000000000") : dice.one(FEW));
    }

    private Award perUnit() {
        return new Award.PerUnit(points(), dice.in100(50));
    }

    private Award fixed(boolean sale) {
        return new Award.Fixed(
                new BigDecimal(dice.one("1", "10", "10.4", "10.5", "100", "0.5")), sale && dice.in100(60));
    }

    /** Each measure and period at most once. */
    List<Cap> caps() {
        List<Cap> caps = new ArrayList<>();
        if (dice.in100(35)) {
            for (Per per : dice.some(List.of(Per.values()), 1, 3)) {
                boolean uses = per != Per.SALE && dice.in100(40);
                if (!uses || dice.in100(20)) {
                    caps.add(new Cap(Measure.POINTS, dice.one(1L, 5L, 20L, dice.between(1, 300)), per));
                }
                if (uses) {
                    caps.add(new Cap(Measure.USES, dice.between(1, 3), per));
                }
            }
        }
        return caps;
    }
}
