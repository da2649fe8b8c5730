package dev.omnipoints.loyalty.rules;

import dev.omnipoints.loyalty.earning.Rule;
import dev.omnipoints.loyalty.earning.Rule.Award;
import dev.omnipoints.loyalty.earning.Rule.Cap;
import dev.omnipoints.loyalty.earning.Rule.Measure;
import dev.omnipoints.loyalty.earning.Rule.Mode;
import dev.omnipoints.loyalty.earning.Rule.Per;
import dev.omnipoints.loyalty.earning.Rule.Place;
import dev.omnipoints.loyalty.earning.Rule.Rounding;
import dev.omnipoints.loyalty.earning.Rule.Stacking;
import dev.omnipoints.loyalty.platform.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads how a rule stands beside others, how much it may give, and how it rounds. */
final class LimitReader {

    private LimitReader() {}

    /** How it stands beside others. */
    static Stacking stacking(Fields rule, boolean onSales) {
        Fields stacking = rule.object("stacking", Set.of("mode", "group", "priority", "stop", "stackable"))
                .orElse(null);
        if (stacking == null) {
            return Stacking.ADDITIVE;
        }
        boolean exclusive = stacking.word("mode", "ADDITIVE", "EXCLUSIVE").equals("EXCLUSIVE");
        if (stacking.has("group") && !exclusive) {
            throw stacking.invalid("group", "Leave it out, or send the mode EXCLUSIVE: a group has one award.");
        }
        if (onSales && stacking.flag("stackable")) {
            throw stacking.invalid(
                    "stackable", "Leave it out: it goes with rules on named events; send the mode ADDITIVE.");
        }
        return new Stacking(
                exclusive,
                stacking.has("group") ? Parts.word(stacking, "group") : null,
                (int) stacking.whole("priority", -Rule.PRIORITY_LIMIT, Rule.PRIORITY_LIMIT, 0),
                stacking.flag("stop"),
                stacking.flag("stackable"));
    }

    /** The rule's own caps. */
    static List<Cap> caps(Fields rule, boolean onSales) {
        List<String> points = onSales
                ? List.of("SALE", "DAY", "WEEK", "MONTH", "LIFETIME", "TOTAL")
                : List.of("DAY", "WEEK", "MONTH", "LIFETIME", "TOTAL");
        return caps(rule, Set.of("points", "uses", "per"), points);
    }

    /** The caps of a version, on all rules together. */
    static List<Cap> versionCaps(Fields document) {
        return caps(document, Set.of("points", "per"), List.of("SALE", "DAY", "WEEK", "MONTH", "LIFETIME"));
    }

    private static List<Cap> caps(Fields parent, Set<String> names, List<String> pointsPer) {
        if (!parent.has("caps")) {
            return List.of();
        }
        List<Cap> caps = new ArrayList<>();
        for (Fields fields : parent.objects("caps", names)) {
            String at = "caps[" + caps.size() + ']';
            if (fields.has("points") == fields.has("uses")) {
                String measures = names.contains("uses") ? "exactly one of points, uses" : "points";
                throw parent.invalid(at, "Send " + measures + ", and per.");
            }
            Cap cap = fields.has("points")
                    ? new Cap(Measure.POINTS, fields.whole("points", 1, Parts.MOST), per(fields, pointsPer))
                    : new Cap(Measure.USES, fields.whole("uses", 1, Parts.MOST), per(fields, usesPer(pointsPer)));
            if (caps.stream().anyMatch(other -> other.measure() == cap.measure() && other.per() == cap.per())) {
                throw parent.invalid(at, "Send each measure once per " + cap.per() + ": another cap has it too.");
            }
            caps.add(cap);
        }
        if (caps.isEmpty()) {
            throw parent.invalid("caps", "Send at least one, or leave it out: then nothing is capped.");
        }
        return List.copyOf(caps);
    }

    private static List<String> usesPer(List<String> pointsPer) {
        return pointsPer.stream().filter(per -> !per.equals("SALE")).toList();
    }

    private static Per per(Fields cap, List<String> allowed) {
        cap.required("per");
        return Per.valueOf(cap.word("per", allowed.toArray(String[]::new)));
    }

    /** How and where it rounds; an award that is not of lines does not round by line. */
    static Rounding rounding(Fields rule, Award award) {
        Fields rounding = rule.object("rounding", Set.of("mode", "place")).orElse(null);
        if (rounding == null) {
            return Rounding.DEFAULT;
        }
        Mode mode = Mode.valueOf(rounding.word("mode", "FLOOR", "HALF_UP", "CEILING"));
        Place place = Place.valueOf(rounding.word("place", "RULE", "LINE", "SALE"));
        if (place == Place.LINE && !hasLines(award)) {
            throw rounding.invalid("place", "Send RULE or SALE: this award is not of single lines.");
        }
        return new Rounding(mode, place);
    }

    private static boolean hasLines(Award award) {
        return switch (award) {
            case Award.Rate rate -> !rate.ofBasket();
            case Award.PerUnit units -> true;
            case Award.Multiplier multiplier -> true;
            case Award.Fixed fixed -> false;
            case Award.BestOf best -> false;
        };
    }
}
