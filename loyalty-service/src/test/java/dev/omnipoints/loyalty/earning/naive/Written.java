package dev.omnipoints.loyalty.earning.naive;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.omnipoints.loyalty.earning.Rule;
import dev.omnipoints.loyalty.earning.Rule.Award;
import dev.omnipoints.loyalty.earning.RulesVersion;
import java.time.LocalTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Rules as the document (docs/rules.md) that says them, without what need not be said. */
final class Written {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Written() {}

    static ObjectNode of(RulesVersion version) {
        ObjectNode document = JSON.objectNode();
        ArrayNode rules = document.putArray("rules");
        version.rules().forEach(rule -> rules.add(of(rule)));
        caps(document, version.caps());
        return document;
    }

    static ObjectNode of(Rule rule) {
        ObjectNode json = JSON.objectNode().put("id", rule.id()).put("name", rule.name());
        text(json, "text", rule.text());
        text(json, "validFrom", rule.validFrom());
        text(json, "validTo", rule.validTo());
        text(json, "event", rule.event().equals(Rule.SALE) ? null : rule.event());
        words(json, "channels", rule.channels());
        words(json, "stores", rule.stores());
        text(json, "code", rule.code());
        put(json, "member", member(rule.member()));
        if (!rule.times().isEmpty()) {
            ArrayNode times = json.putArray("times");
            rule.times().forEach(window -> times.add(window(window)));
        }
        ObjectNode lines = JSON.objectNode();
        put(lines, "include", criteria(rule.lines().include()));
        put(lines, "exclude", criteria(rule.lines().exclude()));
        put(json, "lines", lines);
        put(json, "basket", basket(rule.basket()));
        json.set("award", award(rule.award()));
        json.set("stacking", stacking(rule.stacking()));
        caps(json, rule.caps());
        json.putObject("rounding")
                .put("mode", rule.rounding().mode().name())
                .put("place", rule.rounding().place().name());
        return json;
    }

    private static ObjectNode member(Rule.MemberCondition member) {
        ObjectNode json = JSON.objectNode();
        words(json, "tiers", member.tiers());
        words(json, "segments", member.segments());
        words(json, "flags", member.flags());
        if (member.first()) {
            json.put("firstSale", true);
        }
        text(json, "when", member.when());
        return json;
    }

    private static ObjectNode window(Rule.TimeWindow window) {
        ObjectNode json = JSON.objectNode();
        words(json, "days", window.days());
        return json.put("from", window.from().toString())
                .put(
                        "to",
                        window.to().equals(LocalTime.MIDNIGHT)
                                ? "24:00"
                                : window.to().toString());
    }

    private static ObjectNode criteria(Rule.Criteria criteria) {
        ObjectNode json = JSON.objectNode();
        if (criteria != null) {
            words(json, "skus", criteria.skus());
            words(json, "categories", criteria.categories());
            words(json, "labels", criteria.labels());
            text(json, "when", criteria.when());
        }
        return json;
    }

    private static ObjectNode basket(Rule.BasketCondition basket) {
        ObjectNode json = JSON.objectNode();
        if (!basket.minimum().isEmpty()) {
            money(json, "minimum", basket.minimum());
            json.put("minimumOf", basket.ofLines() ? "LINES" : "BASKET");
        }
        text(json, "when", basket.when());
        return json;
    }

    private static ObjectNode award(Award award) {
        ObjectNode json = JSON.objectNode();
        switch (award) {
            case Award.Rate rate -> {
                ObjectNode of =
                        json.putObject("rate").put("points", rate.points().toPlainString());
                money(of, "per", rate.per());
                of.put("base", rate.base().name())
                        .put("of", rate.ofBasket() ? "BASKET" : "LINES")
                        .put("proportional", rate.proportional());
            }
            case Award.PerUnit each ->
                multiplied(json.putObject("perUnit").put("points", each.points().toPlainString()), each.multiplied());
            case Award.Fixed fixed ->
                multiplied(json.putObject("fixed").put("points", fixed.points().toPlainString()), fixed.multiplied());
            case Award.Multiplier multiplier ->
                json.putObject("multiplier").put("factor", multiplier.factor().toPlainString());
            case Award.BestOf best -> {
                ArrayNode of = json.putArray("bestOf");
                best.awards().forEach(option -> of.add(award(option)));
            }
        }
        return json;
    }

    private static void multiplied(ObjectNode json, boolean multiplied) {
        if (multiplied) {
            json.put("multiplied", true);
        }
    }

    private static ObjectNode stacking(Rule.Stacking stacking) {
        ObjectNode json = JSON.objectNode().put("mode", stacking.exclusive() ? "EXCLUSIVE" : "ADDITIVE");
        text(json, "group", stacking.group());
        json.put("priority", stacking.priority());
        if (stacking.stop()) {
            json.put("stop", true);
        }
        if (stacking.stackable()) {
            json.put("stackable", true);
        }
        return json;
    }

    private static void caps(ObjectNode to, List<Rule.Cap> caps) {
        if (!caps.isEmpty()) {
            ArrayNode json = to.putArray("caps");
            for (Rule.Cap cap : caps) {
                json.addObject()
                        .put(cap.measure() == Rule.Measure.POINTS ? "points" : "uses", cap.most())
                        .put("per", cap.per().name());
            }
        }
    }

    private static void money(ObjectNode to, String name, Map<String, Long> amounts) {
        ObjectNode json = to.putObject(name);
        amounts.forEach(json::put);
    }

    private static void words(ObjectNode to, String name, Collection<?> words) {
        if (!words.isEmpty()) {
            ArrayNode json = to.putArray(name);
            words.forEach(word -> json.add(word.toString()));
        }
    }

    private static void text(ObjectNode to, String name, Object text) {
        if (text != null) {
            to.put(name, text.toString());
        }
    }

    private static void put(ObjectNode to, String name, ObjectNode part) {
        if (!part.isEmpty()) {
            to.set(name, part);
        }
    }
}
