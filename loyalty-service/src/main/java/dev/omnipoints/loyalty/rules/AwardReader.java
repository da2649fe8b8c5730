package dev.omnipoints.loyalty.rules;

import dev.omnipoints.loyalty.earning.Rule;
import dev.omnipoints.loyalty.earning.Rule.Award;
import dev.omnipoints.loyalty.platform.Fields;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads what a rule gives. */
final class AwardReader {
    private static final BigDecimal MOST_POINTS = BigDecimal.valueOf(Parts.MOST);
    private static final BigDecimal MOST_FACTOR = BigDecimal.valueOf(1_000);
    private static final int MOST_OPTIONS = 10;

    // In the order in which they are told.
    private static final Set<String> KINDS =
            new LinkedHashSet<>(List.of("rate", "perUnit", "fixed", "multiplier", "bestOf"));
    private static final Set<String> OPTIONS = new LinkedHashSet<>(List.of("rate", "perUnit", "fixed"));
    private static final Set<String> EVENT_KINDS = new LinkedHashSet<>(List.of("fixed", "bestOf"));
    private static final Set<String> EVENT_OPTIONS = Set.of("fixed");

    private AwardReader() {}

    /** The award that must be there; on a named event fixed, or the best of such. */
    static Award award(Fields rule, boolean onSales) {
        if (!rule.has("award")) {
            throw rule.invalid("award", "Send what the rule gives: " + anyOf(onSales ? KINDS : EVENT_KINDS) + '.');
        }
        Fields award = rule.object("award", KINDS).orElseThrow();
        String kind = kind(award, onSales ? KINDS : EVENT_KINDS, onSales, "award", rule);
        return kind.equals("bestOf") ? bestOf(award, onSales) : simple(award, kind, onSales);
    }

    /** The one kind that is there. */
    private static String kind(Fields award, Set<String> allowed, boolean onSales, String name, Fields parent) {
        if (award.names().size() != 1) {
            throw parent.invalid(name, "Send exactly one of " + anyOf(allowed) + '.');
        }
        String kind = award.names().getFirst();
        if (!allowed.contains(kind)) {
            throw award.invalid(
                    kind,
                    (onSales ? "A best-of chooses among " : "A rule on a named event gives ") + anyOf(allowed) + '.');
        }
        return kind;
    }

    private static Award bestOf(Fields award, boolean onSales) {
        List<Fields> written = award.objects("bestOf", KINDS);
        if (written.size() < 2 || written.size() > MOST_OPTIONS) {
            throw award.invalid("bestOf", "Send 2 to " + MOST_OPTIONS + " awards.");
        }
        List<Award> options = new ArrayList<>();
        for (Fields option : written) {
            String at = "bestOf[" + options.size() + ']';
            String kind = kind(option, onSales ? OPTIONS : EVENT_OPTIONS, onSales, at, award);
            options.add(simple(option, kind, onSales));
        }
        return new Award.BestOf(List.copyOf(options));
    }

    private static Award simple(Fields award, String kind, boolean onSales) {
        return switch (kind) {
            case "rate" ->
                rate(award.object(kind, Set.of("points", "per", "base", "of", "proportional"))
                        .orElseThrow());
            case "perUnit" -> {
                Fields fields =
                        award.object(kind, Set.of("points", "multiplied")).orElseThrow();
                yield new Award.PerUnit(points(fields), fields.flag("multiplied"));
            }
            case "fixed" -> {
                Fields fields =
                        award.object(kind, Set.of("points", "multiplied")).orElseThrow();
                if (!onSales && fields.flag("multiplied")) {
                    throw fields.invalid("multiplied", "Leave it out: multipliers act on sales.");
                }
                yield new Award.Fixed(points(fields), fields.flag("multiplied"));
            }
            case "multiplier" -> {
                Fields fields = award.object(kind, Set.of("factor")).orElseThrow();
                yield new Award.Multiplier(Parts.decimal(fields, "factor", BigDecimal.ONE, true, MOST_FACTOR));
            }
            default -> throw new IllegalStateException(kind + " is no simple award");
        };
    }

    private static Award rate(Fields fields) {
        String base = fields.word("base", "NET", "GROSS", "NET_EX_TAX");
        boolean ofBasket = fields.word("of", "LINES", "BASKET").equals("BASKET");
        return new Award.Rate(
                points(fields),
                Parts.money(fields, "per"),
                Rule.Base.valueOf(base),
                ofBasket,
                fields.flag("proportional"));
    }

    private static BigDecimal points(Fields fields) {
        return Parts.decimal(fields, "points", BigDecimal.ZERO, false, MOST_POINTS);
    }

    private static String anyOf(Set<String> kinds) {
        return String.join(", ", kinds);
    }
}
