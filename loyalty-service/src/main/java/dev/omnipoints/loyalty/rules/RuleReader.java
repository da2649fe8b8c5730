package dev.omnipoints.loyalty.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.omnipoints.loyalty.earning.Rule;
import dev.omnipoints.loyalty.earning.RulesVersion;
import dev.omnipoints.loyalty.platform.Fields;
import dev.omnipoints.loyalty.platform.Refused;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads rules as marketing writes them (docs/rules.md; rules.schema.json says the same as far as a schema can). What
 * passes means something: no part contradicts another, and every condition compiles.
 */
final class RuleReader {
    private static final int MOST_RULES = 1_000;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private static final Set<String> NAMES = Set.of(
            "id",
            "name",
            "text",
            "validFrom",
            "validTo",
            "event",
            "channels",
            "stores",
            "code",
            "member",
            "times",
            "lines",
            "basket",
            "award",
            "stacking",
            "caps",
            "rounding");

    private RuleReader() {}

    /**
     * Reads a document.
     *
     * @param path where it stands, for what is told of a mistake
     * @throws Refused FIELD_INVALID with the path of the mistake and what to send
     */
    static RulesVersion version(String path, JsonNode json, long number) {
        Fields document = Fields.of(path, json, Set.of("rules", "caps"));
        List<Fields> written = document.objects("rules", NAMES);
        if (written.size() > MOST_RULES) {
            throw document.invalid("rules", "Send at most " + MOST_RULES + " rules.");
        }
        List<Rule> rules = new ArrayList<>();
        Map<String, Integer> places = new HashMap<>();
        for (Fields fields : written) {
            Rule rule = rule(fields);
            Integer taken = places.putIfAbsent(rule.id(), rules.size());
            if (taken != null) {
                throw fields.invalid("id", "Send each id once: rules[" + taken + "] has it too.");
            }
            rules.add(rule);
        }
        oneModeOfSales(rules, written);
        return new RulesVersion(number, List.copyOf(rules), LimitReader.versionCaps(document));
    }

    /** What is rounded together is rounded by one mode. */
    private static void oneModeOfSales(List<Rule> rules, List<Fields> written) {
        Rule first = null;
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            if (rule.rounding().place() != Rule.Place.SALE) {
                continue;
            }
            first = first == null ? rule : first;
            if (rule.rounding().mode() != first.rounding().mode()) {
                throw written.get(i)
                        .invalid(
                                "rounding.mode",
                                "Send " + first.rounding().mode()
                                        + ", or another place: all rules with the place SALE have one mode.");
            }
        }
    }

    private static Rule rule(Fields fields) {
        String id = id(fields);
        String name = Parts.text(fields, "name");
        String event = event(fields);
        boolean onSales = event.equals(Rule.SALE);
        LocalDateTime from = Parts.from(fields, "validFrom");
        LocalDateTime to = Parts.to(fields, "validTo");
        if (from != null && to != null && !from.isBefore(to)) {
            throw fields.invalid("validTo", "Send a time after validFrom, or the rule is never valid.");
        }
        if (!onSales) {
            noSale(fields);
        }
        Rule.Award award = AwardReader.award(fields, onSales);
        return new Rule(
                id,
                name,
                fields.has("text") ? Parts.text(fields, "text") : null,
                from,
                to,
                event,
                Parts.channels(fields),
                Parts.words(fields, "stores"),
                fields.has("code") ? Parts.word(fields, "code") : null,
                WhoAndWhenReader.member(fields, onSales),
                WhoAndWhenReader.times(fields),
                BasketReader.lines(fields),
                BasketReader.basket(fields),
                award,
                LimitReader.stacking(fields, onSales),
                LimitReader.caps(fields, onSales),
                LimitReader.rounding(fields, award));
    }

    private static String id(Fields fields) {
        String id = fields.text("id");
        if (!ID.matcher(id).matches()) {
            throw fields.invalid("id", "Send 1 to 64 of letters, digits, '.', '_' and '-'.");
        }
        if (id.equals(Rule.BASE)) {
            throw fields.invalid("id", "Send another id: base is the programme's own rate.");
        }
        return id;
    }

    private static String event(Fields fields) {
        String event = fields.has("event") ? Parts.word(fields, "event") : Rule.SALE;
        if (event.equalsIgnoreCase(Rule.SALE) && !event.equals(Rule.SALE)) {
            throw fields.invalid("event", "Send SALE, or the type of a named event.");
        }
        return event;
    }

    private static void noSale(Fields fields) {
        for (String name : List.of("code", "lines", "basket")) {
            if (fields.has(name)) {
                throw fields.invalid(name, "Leave it out: it goes with rules on sales, a named event has none.");
            }
        }
    }
}
