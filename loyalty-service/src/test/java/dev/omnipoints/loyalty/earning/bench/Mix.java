package dev.omnipoints.loyalty.earning.bench;

import dev.omnipoints.loyalty.earning.Basket;
import dev.omnipoints.loyalty.earning.Occasion;
import dev.omnipoints.loyalty.earning.Rule;
import dev.omnipoints.loyalty.earning.RulesVersion;
import dev.omnipoints.loyalty.earning.Terms;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Rules and baskets of {@link RatingBenchmark}: a chain's autumn, drawn by a fixed seed. */
final class Mix {

    static final Terms TERMS = new Terms(3, ZoneId.of("Europe/Paris"), 1, 1, false, false);

    static final Occasion OCCASION = new Occasion(
            "STORE",
            "PAR-012",
            "T3",
            Instant.parse("2026-11-21T12:30:00Z"),
            true,
            "GOLD",
            Set.of("skincare", "app-user", "newsletter"),
            Set.of("isBirthday"),
            null);

    /** SKUs of the shop: those of rules among them, so that about one line in three meets a rule by its SKU. */
    private static final int SKUS = 240;

    private static final int CATEGORIES = 20;

    private static final int SHELVES = 6;

    private static final int LABELS = 60;

    /** On what the basket comes to. */
    private static final List<String> TOTALS = List.of(
            "basket.total >= %d",
            "basket.net - basket.discount > %d && basket.currency == 'EUR'",
            "basket.quantity > %d / 100 && size(basket.lines) >= 10",
            "basket.total / size(basket.lines) > %d / 30");

    /** On member, place and time. */
    private static final List<String> CIRCUMSTANCES = List.of(
            "tier in ['GOLD', 'PLATINUM'] && !('staff' in segments)",
            "'isBirthday' in member.flags && time.weekday >= 6",
            "store.startsWith('PAR-') && time.hour >= 9 && time.hour < 18",
            "channel == 'APP' || 'app-user' in segments",
            "time.date >= '2026-11-01' && time.month == 11");

    /** Walks over the lines. */
    private static final List<String> WALKS = List.of(
            "basket.lines.exists(l, l.sku == 'SKU-%d')",
            "basket.lines.all(l, l.net < 1000000 + %d)",
            "basket.lines.exists(l, 'label-%d' in l.labels)",
            "basket.lines.exists(l, l.category == 'c3/s2' && l.quantity > %d %% 3)",
            "basket.lines.filter(l, l.net > %d).size() >= 3");

    /** On lines. */
    private static final List<String> OF_LINES = List.of(
            "line.net > %d * 10",
            "line.discount * 10 > line.gross && line.net > %d",
            "line.quantity >= 2 && line.category.startsWith('c')",
            "line.sku.endsWith('%d')",
            "'label-%d' in line.labels || line.net >= 2000");

    static final RulesVersion RULES = new RulesVersion(7, rules(), List.of(cap(100_000, Rule.Per.MONTH)));

    private Mix() {}

    private static List<Rule> rules() {
        List<Rule> rules = new ArrayList<>();
        for (int rule = 0; rule < 60; rule++) {
            Set<String> skus = Set.of("SKU-" + rule, "SKU-" + (rule + 60));
            rules.add(rule("sku-" + rule, rule, new Rule.Criteria(skus, Set.of(), Set.of(), null), null));
        }
        for (int rule = 0; rule < 60; rule++) {
            String category = "c" + rule % CATEGORIES + (rule < CATEGORIES ? "" : "/s" + rule % SHELVES);
            rules.add(rule(
                    "category-" + rule, rule, new Rule.Criteria(Set.of(), Set.of(category), Set.of(), null), null));
        }
        for (int rule = 0; rule < 30; rule++) {
            rules.add(rule(
                    "label-" + rule, rule, new Rule.Criteria(Set.of(), Set.of(), Set.of("label-" + rule), null), null));
        }
        for (int rule = 0; rule < 20; rule++) {
            rules.add(rule("total-" + rule, rule, null, cel(TOTALS, rule, 1_000 + rule * 4_000)));
        }
        for (int rule = 0; rule < 10; rule++) {
            rules.add(rule("circumstance-" + rule, rule, null, cel(CIRCUMSTANCES, rule, rule)));
        }
        for (int rule = 0; rule < 10; rule++) {
            rules.add(rule("walk-" + rule, rule, null, cel(WALKS, rule, rule * 7)));
        }
        for (int rule = 0; rule < 10; rule++) {
            String cel = cel(OF_LINES, rule, rule * 17 % 60);
            rules.add(rule("line-" + rule, rule, new Rule.Criteria(Set.of(), Set.of(), Set.of(), cel), null));
        }
        return List.copyOf(rules);
    }

    private static String cel(List<String> forms, int rule, int number) {
        return forms.get(rule % forms.size()).formatted(number);
    }

    private static Rule rule(String id, int number, Rule.Criteria include, String basketWhen) {
        return new Rule(
                id,
                "Autumn " + id,
                number % 2 == 0 ? "Autumn: more points" : null,
                null,
                null,
                Rule.SALE,
                number % 5 == 0 ? Set.of("STORE", "APP") : Set.of(),
                Set.of(),
                null,
                number % 4 == 1
                        ? new Rule.MemberCondition(Set.of("GOLD", "SILVER"), Set.of(), Set.of(), false, null)
                        : Rule.MemberCondition.ANY,
                List.of(),
                new Rule.LineSelection(include, null),
                new Rule.BasketCondition(Map.of(), false, basketWhen),
                award(number),
                new Rule.Stacking(
                        number % 10 == 9, number % 10 == 9 ? "group-" + number % 3 : null, number % 7, false, false),
                number % 8 == 3 ? List.of(cap(500, Rule.Per.WEEK)) : List.of(),
                Rule.Rounding.DEFAULT);
    }

    private static Rule.Award award(int number) {
        Rule.Award.Rate rate =
                new Rule.Award.Rate(new BigDecimal("1.5"), Map.of("EUR", 100L), Rule.Base.NET, false, false);
        return switch (number % 6) {
            case 0, 1 -> rate;
            case 2 -> new Rule.Award.PerUnit(new BigDecimal("2"), false);
            case 3 -> new Rule.Award.Fixed(new BigDecimal("25"), false);
            case 4 -> new Rule.Award.Multiplier(new BigDecimal("1.25"));
            default -> new Rule.Award.BestOf(List.of(rate, new Rule.Award.Fixed(BigDecimal.TEN, false)));
        };
    }

    private static Rule.Cap cap(long most, Rule.Per per) {
        return new Rule.Cap(Rule.Measure.POINTS, most, per);
    }

    static Basket[] baskets(int many) {
        Random random = new Random(5);
        Basket[] baskets = new Basket[many];
        for (int basket = 0; basket < many; basket++) {
            List<Basket.Line> lines = new ArrayList<>();
            for (int line = 1; line <= 30; line++) {
                lines.add(line(String.valueOf(line), random));
            }
            baskets[basket] = new Basket("EUR", List.copyOf(lines), 250, Basket.Paid.NOTHING, List.of());
        }
        return baskets;
    }

    private static Basket.Line line(String id, Random random) {
        int quantity = 1 + random.nextInt(3);
        long gross = quantity * (long) (200 + random.nextInt(5_000));
        long discount = random.nextInt(4) == 0 ? gross / 5 : 0;
        List<String> labels = List.of("label-" + random.nextInt(LABELS), "label-" + (LABELS + random.nextInt(LABELS)));
        return new Basket.Line(
                id,
                "SKU-" + random.nextInt(SKUS),
                "c" + random.nextInt(CATEGORIES) + "/s" + random.nextInt(SHELVES),
                labels,
                quantity,
                gross,
                discount,
                (gross - discount) / 6);
    }
}
