package dev.omnipoints.loyalty.earning.examples;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.omnipoints.loyalty.earning.Occasion;
import dev.omnipoints.loyalty.earning.Standing;
import dev.omnipoints.loyalty.earning.Tally;
import dev.omnipoints.loyalty.earning.Terms;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is known of one sale or event, in the page's words. */
final class Facts {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .build();
    private static final Pattern OWN_RATE = Pattern.compile("own rate (\\d+) for (\\d+)");
    private static final Pattern TIME =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d(?::\\d\\d)?)(Z|[+-]\\d\\d:\\d\\d)?");
    private static final Pattern PLACE = Pattern.compile("(STORE|WEB|APP|SALON) ([A-Z]{3}-\\d{3})");
    private static final Pattern POINTS_PAY = Pattern.compile("(\\d+) points pay ([0-9.]+)");

    private final int line;
    private final Terms terms;
    private String at = "2026-11-21 12:00";
    private String channel = "STORE";
    private String store = "PAR-012";
    private boolean known = true;
    private String tier = "";
    private Set<String> segments = Set.of();
    private Set<String> flags = Set.of();
    private boolean first;
    private Map<Tally.Key, Tally> before = Map.of();
    private Map<String, Object> data = Map.of();
    private String discount;
    private Matcher pay;

    /** The sale's; of no meaning to an event. */
    private String currency = "EUR";

    private List<String> codes = List.of();

    private Facts(int line, Terms terms) {
        this.line = line;
        this.terms = terms;
    }

    /** @param facts null: none */
    static Facts read(int line, Terms terms, String facts) {
        Facts read = new Facts(line, terms);
        for (String fact : facts == null ? new String[0] : facts.split("; ", -1)) {
            read.take(fact);
        }
        return read;
    }

    /** @param settings null: the programme of the page's top */
    static Terms terms(int line, String settings) {
        Terms terms = new Terms(3, ZoneId.of("Europe/Paris"), 0, 1, false, false);
        for (String one : settings == null ? new String[0] : settings.split("; ", -1)) {
            Matcher rate = OWN_RATE.matcher(one);
            boolean zone = one.startsWith("zone ");
            boolean earn = one.equals("points earn");
            boolean spread = one.equals("basket discount spread");
            if (!rate.matches() && !zone && !earn && !spread) {
                throw Page.wrong(line, "no such setting: " + one);
            }
            terms = new Terms(
                    terms.version(),
                    zone ? ZoneId.of(one.substring(5)) : terms.zone(),
                    rate.matches() ? Row.number(line, rate.group(1)) : terms.earnPoints(),
                    rate.matches() ? Row.number(line, rate.group(2)) : terms.earnPerUnits(),
                    earn || terms.pointsEarn(),
                    spread || terms.spreadBasketDiscount());
        }
        return terms;
    }

    private void take(String fact) {
        int space = fact.indexOf(' ');
        String rest = fact.substring(space + 1);
        switch (space < 0 ? fact : fact.substring(0, space)) {
            case "nobody" -> known = false;
            case "tier" -> tier = rest;
            case "in" -> segments = Set.of(rest.split(", "));
            case "flags" -> flags = Set.of(rest.split(", "));
            case "codes" -> codes = List.of(rest.split(", "));
            case "before" -> before = Counts.read(line, rest);
            case "data" -> data = data(rest);
            default -> takeWhole(fact);
        }
    }

    private void takeWhole(String fact) {
        Matcher place = PLACE.matcher(fact);
        Matcher points = POINTS_PAY.matcher(fact);
        if (fact.equals("first sale")) {
            first = true;
        } else if (TIME.matcher(fact).matches()) {
            at = fact;
        } else if (place.matches()) {
            channel = place.group(1);
            store = place.group(2);
        } else if (points.matches()) {
            pay = points;
        } else if (fact.startsWith("basket discount ")) {
            discount = fact.substring("basket discount ".length());
        } else if (fact.matches("EUR|JPY|KWD")) {
            currency = fact;
        } else {
            throw Page.wrong(line, "what is that to say: " + fact);
        }
    }

    private Map<String, Object> data(String json) {
        try {
            return JSON.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw Page.wrong(line, e.getOriginalMessage());
        }
    }

    String currency() {
        return currency;
    }

    List<String> codes() {
        return codes;
    }

    long discount() {
        return discount == null ? 0 : Row.money(line, discount, currency);
    }

    /** Points, and the money that they pay. */
    long pointsPaid() {
        return pay == null ? 0 : Row.number(line, pay.group(1));
    }

    long paidByPoints() {
        return pay == null ? 0 : Row.money(line, pay.group(2), currency);
    }

    Standing standing() {
        return new Standing(before, first);
    }

    /** @param event null: a sale */
    Occasion occasion(String source, String event) {
        return new Occasion(
                channel,
                store,
                "T1",
                instant(),
                known,
                tier,
                segments,
                flags,
                event == null ? null : new Occasion.Event(source, event, new HashMap<>(data)));
    }

    /** A wall-clock time that the zone skips or has twice needs an offset. */
    private Instant instant() {
        Matcher time = TIME.matcher(at);
        try {
            if (!time.matches()) {
                throw Page.wrong(line, "no time: " + at);
            }
            LocalDateTime local = LocalDateTime.parse(time.group(1).replace(' ', 'T'));
            if (time.group(2) != null) {
                return local.toInstant(ZoneOffset.of(time.group(2)));
            }
            if (terms.zone().getRules().getValidOffsets(local).size() != 1) {
                throw Page.wrong(line, "say with an offset which " + at + " is meant");
            }
            return local.atZone(terms.zone()).toInstant();
        } catch (DateTimeException e) {
            throw Page.wrong(line, e.getMessage());
        }
    }
}
