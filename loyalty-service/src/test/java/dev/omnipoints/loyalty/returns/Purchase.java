package dev.omnipoints.loyalty.returns;

import dev.omnipoints.contracts.loyalty.v1.Returned;
import dev.omnipoints.loyalty.earning.Basket;
import dev.omnipoints.loyalty.earning.Occasion;
import dev.omnipoints.loyalty.earning.Rule;
import dev.omnipoints.loyalty.earning.RuleBook;
import dev.omnipoints.loyalty.earning.RulesVersion;
import dev.omnipoints.loyalty.earning.Standing;
import dev.omnipoints.loyalty.earning.Terms;
import dev.omnipoints.loyalty.receipt.Goods;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** A drawn basket under drawn rules, part of it perhaps paid with points, and what of it comes back by and by. */
final class Purchase {

    private static final Instant AT = Instant.parse("2026-11-21T10:15:00Z");
    private static final Terms TERMS = new Terms(1, ZoneId.of("Europe/Paris"), 1, 1, false, false);

    private final Random random;
    private final Basket basket;
    private final RuleBook rules;
    private final long total;
    private Remainder back;

    Purchase(Random random, boolean paysWithPoints) {
        this.random = random;
        List<Basket.Line> lines = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(5); i++) {
            long gross = random.nextInt(10_000);
            long discount = gross == 0 ? 0 : random.nextLong(gross);
            long units = 1 + random.nextInt(4);
            lines.add(new Basket.Line(
                    "" + i, "SKU" + i, "c/" + i % 2, List.of(), units, gross, discount, (gross - discount) / 6));
        }
        long net = lines.stream().mapToLong(Basket.Line::net).sum();
        long off = random.nextBoolean() ? 0 : random.nextLong(net + 1);
        this.total = net - off;
        long points = paysWithPoints && total > 0 ? random.nextLong(total + 1) : 0;
        this.basket = new Basket("EUR", lines, off, new Basket.Paid(points, total), List.of());
        this.rules = RuleBook.compile(new RulesVersion(
                1, drawn(), List.of(new Rule.Cap(Rule.Measure.POINTS, 1 + random.nextInt(400), Rule.Per.SALE))));
        this.back = Remainder.of(basket, Returned.getDefaultInstance());
    }

    private List<Rule> drawn() {
        Rule.Criteria category = new Rule.Criteria(Set.of(), Set.of("c/1"), Set.of(), null);
        Rule.LineSelection odd = new Rule.LineSelection(category, null);
        Rule.BasketCondition over = new Rule.BasketCondition(Map.of("EUR", 1L + random.nextInt(20_000)), false, null);
        List<Rule> all = List.of(
                rule("bonus", Rule.LineSelection.ALL, over, new Rule.Award.Fixed(BigDecimal.valueOf(77), false)),
                rule("double", odd, Rule.BasketCondition.ANY, new Rule.Award.Multiplier(new BigDecimal("2.5"))),
                rule("units", odd, Rule.BasketCondition.ANY, new Rule.Award.PerUnit(new BigDecimal("1.5"), false)));
        return all.stream().filter(rule -> random.nextBoolean()).toList();
    }

    private Rule rule(String id, Rule.LineSelection lines, Rule.BasketCondition basket, Rule.Award award) {
        return new Rule(
                id,
                id,
                null,
                null,
                null,
                Rule.SALE,
                Set.of(),
                Set.of(),
                null,
                Rule.MemberCondition.ANY,
                List.of(),
                lines,
                basket,
                award,
                Rule.Stacking.ADDITIVE,
                List.of(),
                new Rule.Rounding(Rule.Mode.values()[random.nextInt(3)], Rule.Place.RULE));
    }

    long paidByPoints() {
        return basket.paid().byPoints();
    }

    long award() {
        return rules.match(basket, occasion(), TERMS).award(Standing.NEW).points();
    }

    /** As the product settles it. */
    Settlement settlement(long paid, boolean byShare) {
        return new Settlement(
                kept -> rules.match(kept, occasion(), TERMS), basket, total, Standing.NEW, award(), paid, byShare);
    }

    boolean isOver() {
        return back.isEmpty();
    }

    /** What is back once a little more of it came back, at last everything; it is not, until {@link #keep}. */
    Remainder next() {
        if (random.nextInt(4) == 0) {
            return back.less("", goods(List.of(), true));
        }
        Basket.Line line = basket.lines().get(random.nextInt(basket.lines().size()));
        boolean byUnit = random.nextInt(3) > 0;
        long most = byUnit ? line.quantity() : Math.max(1, line.net());
        long some = 1 + random.nextLong(most);
        Goods.Part part = new Goods.Part(line.lineId(), byUnit ? some : null, byUnit ? null : some);
        return back.less("", goods(List.of(part), false));
    }

    /** Everything. */
    Remainder rest() {
        return back.less("", goods(List.of(), true));
    }

    void keep(Remainder after) {
        back = after;
    }

    private static Goods goods(List<Goods.Part> parts, boolean all) {
        return new Goods("R", "S", null, null, parts, all, AT);
    }

    private static Occasion occasion() {
        return new Occasion("STORE", "S", "T", AT, true, "", Set.of(), Set.of(), null);
    }
}
