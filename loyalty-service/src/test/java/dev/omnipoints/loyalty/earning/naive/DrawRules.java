package dev.omnipoints.loyalty.earning.naive;

import dev.omnipoints.loyalty.earning.Basket;
import dev.omnipoints.loyalty.earning.Occasion;
import dev.omnipoints.loyalty.earning.Rule;
import dev.omnipoints.loyalty.earning.Rule.Award;
import dev.omnipoints.loyalty.earning.Rule.Cap;
import dev.omnipoints.loyalty.earning.Rule.Mode;
import dev.omnipoints.loyalty.earning.Rule.Place;
import dev.omnipoints.loyalty.earning.RulesVersion;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Draws rules, all of them lawful, most of which fit the sale at hand. */
final class DrawRules {
    private final Dice dice;
    private final DrawAwards awards;
    private final Basket basket;
    private final Mode modeOfSale;

    /** Conditions take long to compile: few versions have any. */
    private final boolean conditions;

    /** @param basket the sale at hand; null: an event */
    DrawRules(Dice dice, Basket basket) {
        this.dice = dice;
        this.basket = basket;
        this.awards = new DrawAwards(dice);
        this.modeOfSale = dice.one(Mode.values());
        this.conditions = dice.in100(20);
    }

    RulesVersion version(Occasion occasion, LocalDateTime local) {
        List<Rule> rules = new ArrayList<>();
        int count = dice.in100(5) ? 0 : 1 + dice.upTo(dice.in100(10) ? 20 : 8);
        for (int i = 0; i < count; i++) {
            String id = dice.one("a", "b", "B", "r") + dice.one("", "-", ".") + i;
            boolean onEvent = basket == null ? dice.in100(90) : dice.in100(3);
            rules.add(onEvent ? onEvent(id, occasion, local) : onSale(id, occasion, local));
        }
        List<Cap> caps = dice.in100(75)
                ? List.of()
                : awards.caps().stream()
                        .filter(cap -> cap.measure() == Rule.Measure.POINTS && cap.per() != Rule.Per.TOTAL)
                        .toList();
        return new RulesVersion(dice.between(1, 99), rules, caps);
    }

    private Rule onSale(String id, Occasion occasion, LocalDateTime local) {
        Award award = awards.onSale();
        LocalDateTime from = from(local);
        return new Rule(
                id,
                "Rule " + id,
                null,
                from,
                to(local, from),
                Rule.SALE,
                words(DrawSale.CHANNELS, occasion.channel()),
                words(DrawSale.STORES, occasion.store()),
                dice.in100(78) ? null : dice.one(DrawSale.CODES),
                member(occasion, true),
                times(local),
                lines(),
                condition(),
                award,
                stacking(false),
                awards.caps(),
                rounding(award));
    }

    private Rule onEvent(String id, Occasion occasion, LocalDateTime local) {
        Award award = awards.onEvent();
        LocalDateTime from = from(local);
        String type = occasion.event() == null || dice.in100(10)
                ? dice.one(DrawSale.EVENTS)
                : occasion.event().type();
        return new Rule(
                id,
                "Rule " + id,
                "So it is",
                from,
                to(local, from),
                type,
                words(DrawSale.CHANNELS, occasion.channel()),
                words(DrawSale.STORES, occasion.store()),
                null,
                member(occasion, false),
                times(local),
                Rule.LineSelection.ALL,
                Rule.BasketCondition.ANY,
                award,
                stacking(true),
                awards.caps().stream().filter(cap -> cap.per() != Rule.Per.SALE).toList(),
                rounding(award));
    }

    private String when(int in100, List<String> of) {
        return conditions && dice.in100(in100) ? dice.one(of) : null;
    }

    private LocalDateTime from(LocalDateTime local) {
        LocalDateTime now = local.truncatedTo(ChronoUnit.MINUTES);
        return dice.in100(90) ? null : dice.one(now, now.minusDays(3), now.minusMinutes(1), now.plusMinutes(1));
    }

    private LocalDateTime to(LocalDateTime local, LocalDateTime from) {
        LocalDateTime now = local.truncatedTo(ChronoUnit.MINUTES);
        LocalDateTime to = dice.in100(90) ? null : dice.one(now.plusDays(4), now, now.plusMinutes(1), now.plusDays(1));
        return to == null || from != null && !from.isBefore(to) ? null : to;
    }

    private Set<String> words(List<String> all, String likely) {
        return dice.in100(90) ? Set.of() : dice.in100(80) ? Set.of(likely) : dice.some(all, 1, 2);
    }

    private Rule.MemberCondition member(Occasion occasion, boolean sale) {
        if (dice.in100(72)) {
            return Rule.MemberCondition.ANY;
        }
        List<String> ofSale = dice.in100(20) ? Meanings.onSales() : Meanings.onMembers();
        List<String> ofEvent = dice.in100(50) ? Meanings.onEvents() : Meanings.onMembers();
        return new Rule.MemberCondition(
                words(DrawSale.TIERS, occasion.tier().isEmpty() ? "GOLD" : occasion.tier()),
                dice.in100(80) ? Set.of() : dice.some(DrawSale.SEGMENTS, 1, 3),
                dice.in100(85) ? Set.of() : dice.some(DrawSale.FLAGS, 1, 2),
                sale && dice.in100(15),
                when(50, sale ? ofSale : ofEvent));
    }

    private List<Rule.TimeWindow> times(LocalDateTime local) {
        List<Rule.TimeWindow> windows = new ArrayList<>();
        if (dice.in100(15)) {
            for (int i = dice.upTo(2); i >= 0; i--) {
                windows.add(window(local));
            }
        }
        return windows.stream().distinct().toList();
    }

    private Rule.TimeWindow window(LocalDateTime local) {
        DayOfWeek today = local.getDayOfWeek();
        Set<DayOfWeek> days = dice.in100(40)
                ? Set.of(DayOfWeek.values())
                : Set.of(dice.one(today, today.minus(1), dice.one(DayOfWeek.values())));
        LocalTime now = local.toLocalTime().truncatedTo(ChronoUnit.MINUTES);
        LocalTime from = dice.one(LocalTime.MIDNIGHT, LocalTime.of(17, 0), LocalTime.of(23, 0), now);
        LocalTime to = dice.one(LocalTime.MIDNIGHT, LocalTime.of(2, 30), LocalTime.of(20, 0), now, now.plusMinutes(1));
        return new Rule.TimeWindow(days, from, from.equals(to) ? LocalTime.MIDNIGHT : to);
    }

    private Rule.LineSelection lines() {
        Rule.Criteria include = dice.in100(50) ? null : criteria(2, 20);
        Rule.Criteria exclude = dice.in100(85) ? null : criteria(1, 10);
        return new Rule.LineSelection(include, contradicts(include, exclude) ? null : exclude);
    }

    /** What is excluded cannot be included too. */
    private static boolean contradicts(Rule.Criteria include, Rule.Criteria exclude) {
        return include != null
                && exclude != null
                && (!Collections.disjoint(include.skus(), exclude.skus())
                        || !Collections.disjoint(include.labels(), exclude.labels())
                        || include.categories().stream()
                                .anyMatch(category -> exclude.categories().stream()
                                        .anyMatch(out -> category.equals(out) || category.startsWith(out + "/")))
                        || include.when() != null && include.when().equals(exclude.when()));
    }

    private Rule.Criteria criteria(int width, int asking) {
        Set<String> skus = dice.in100(40) ? dice.some(DrawSale.SKUS, 1, width) : Set.of();
        List<String> named = DrawSale.CATEGORIES.subList(0, 5);
        Set<String> categories = dice.in100(50) ? dice.some(named, 1, width) : Set.of();
        Set<String> labels = dice.in100(40) ? dice.some(DrawSale.LABELS, 1, width) : Set.of();
        boolean empty = skus.isEmpty() && categories.isEmpty() && labels.isEmpty();
        String when = when(empty ? 80 : asking, Meanings.onLines());
        return new Rule.Criteria(
                empty && when == null ? Set.of(dice.one(DrawSale.SKUS)) : skus, categories, labels, when);
    }

    private Rule.BasketCondition condition() {
        if (dice.in100(75)) {
            return Rule.BasketCondition.ANY;
        }
        Map<String, Long> minimum = dice.in100(40)
                ? Map.of()
                : dice.in100(80) ? Map.of("EUR", minimum(), "JPY", minimum()) : Map.of("KWD", minimum());
        return new Rule.BasketCondition(minimum, !minimum.isEmpty() && dice.in100(50), when(60, Meanings.onSales()));
    }

    /** What the sale at hand comes to, or one line or two of it, or almost. */
    private long minimum() {
        if (basket == null || dice.in100(20)) {
            return dice.between(1, 12_000);
        }
        long reached = dice.in100(50)
                ? basket.total()
                : dice.some(basket.lines(), 1, 2).stream()
                        .mapToLong(Basket.Line::net)
                        .sum();
        return Math.clamp(reached + dice.between(-1, 1), 1, 1_000_000_000_000L);
    }

    private Rule.Stacking stacking(boolean event) {
        boolean exclusive = dice.in100(25);
        String group = exclusive && dice.in100(85) ? dice.one("g", "h") : null;
        int priority = dice.in100(50) ? 0 : dice.one(-1000, -1, 1, 2, 1000);
        return new Rule.Stacking(exclusive, group, priority, dice.in100(4), event && dice.in100(30));
    }

    private Rule.Rounding rounding(Award award) {
        boolean byLine = award instanceof Award.PerUnit
                || award instanceof Award.Multiplier
                || award instanceof Award.Rate rate && !rate.ofBasket();
        Place place = dice.one(Place.values());
        if (place == Place.LINE && !byLine) {
            place = Place.RULE;
        }
        return new Rule.Rounding(place == Place.SALE ? modeOfSale : dice.one(Mode.values()), place);
    }
}
