package dev.omnipoints.loyalty.earning;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rates a basket in euros by sketched rules: on Saturday 2026-11-21, 13:30 in Paris, in the store PAR-012, for a gold
 * member; the programme's own rate gives nothing unless it is asked for.
 */
final class Till {

    static final Terms NOTHING = new Terms(3, ZoneId.of("Europe/Paris"), 0, 1, false, false);

    private final RulesVersion version;

    private final List<Basket.Line> lines = new ArrayList<>();

    private Terms terms = NOTHING;

    private long discount;

    private long paidByPoints;

    private List<String> codes = List.of();

    private String at = "2026-11-21T12:30:00Z";

    private Till(RulesVersion version) {
        this.version = version;
    }

    static Till with(Sketch... rules) {
        return capped(List.of(), rules);
    }

    /** @param caps on all rules together */
    static Till capped(List<Rule.Cap> caps, Sketch... rules) {
        return new Till(
                new RulesVersion(7, Arrays.stream(rules).map(Sketch::rule).toList(), caps));
    }

    static Occasion member(String at, Occasion.Event event) {
        return new Occasion(
                "STORE",
                "PAR-012",
                "T3",
                Instant.parse(at),
                true,
                "GOLD",
                Set.of("skincare"),
                Set.of("isBirthday"),
                event);
    }

    /** One piece of net cents, untaxed. */
    Till line(String sku, long net) {
        return line(sku, "all", 1, net);
    }

    Till line(String sku, String category, long quantity, long net, String... labels) {
        lines.add(
                new Basket.Line(String.valueOf(lines.size() + 1), sku, category, List.of(labels), quantity, net, 0, 0));
        return this;
    }

    Till line(Basket.Line line) {
        lines.add(line);
        return this;
    }

    Till terms(Terms other) {
        this.terms = other;
        return this;
    }

    Till discount(long cents) {
        this.discount = cents;
        return this;
    }

    Till paidByPoints(long cents) {
        this.paidByPoints = cents;
        return this;
    }

    Till codes(String... carried) {
        this.codes = List.of(carried);
        return this;
    }

    Till at(String instant) {
        this.at = instant;
        return this;
    }

    Basket basket() {
        Basket whole = new Basket("EUR", List.copyOf(lines), discount, Basket.Paid.NOTHING, codes);
        return new Basket("EUR", List.copyOf(lines), discount, new Basket.Paid(paidByPoints, whole.total()), codes);
    }

    Matched match() {
        return RuleBook.compile(version).match(basket(), member(at, null), terms);
    }

    Awards awards() {
        return match().award(Standing.NEW);
    }

    /** Points by rule; of parts by line, by rule and line. */
    Map<String, Long> points() {
        return points(awards());
    }

    static Map<String, Long> points(Awards awards) {
        Map<String, Long> points = new LinkedHashMap<>();
        for (Awards.Part part : awards.parts()) {
            points.put(part.lineId() == null ? part.rule() : part.rule() + "/" + part.lineId(), part.points());
        }
        return points;
    }
}
