package dev.omnipoints.loyalty.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.earning.Rule;
import dev.omnipoints.loyalty.earning.Rule.Award;
import dev.omnipoints.loyalty.earning.Rule.Cap;
import dev.omnipoints.loyalty.earning.Rule.Measure;
import dev.omnipoints.loyalty.earning.Rule.Per;
import dev.omnipoints.loyalty.earning.RulesVersion;
import dev.omnipoints.loyalty.platform.Refused;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RuleReaderTest {

    /** Every part of docs/rules.md, as it shows it. */
    private static final String COMPLETE = """
            {"rules": [{"id": "serum-double", "name": "Double points on serums", "text": "Serum week: double points",
             "validFrom": "2026-11-01", "validTo": "2026-11-30", "event": "SALE", "channels": ["STORE", "APP"],
             "stores": ["PAR-012"], "code": "SERUM",
             "member": {"tiers": ["GOLD"], "segments": ["skincare"], "flags": ["isBirthday"], "firstSale": true,
                        "when": "'staff' in segments == false"},
             "times": [{"days": ["SATURDAY"], "from": "17:00", "to": "20:00"}, {"to": "02:00", "from": "22:30"}, {}],
             "lines": {"include": {"skus": ["SER-30"], "categories": ["skincare/serum", "Crème pour l'été"],
                                   "labels": ["new"], "when": "line.net > 500"},
                       "exclude": {"labels": ["gift-card"]}},
             "basket": {"minimum": {"EUR": 5000}, "minimumOf": "LINES",
                        "when": "basket.lines.exists(l, l.sku == 'BAG')"},
             "award": {"multiplier": {"factor": "2"}},
             "stacking": {"mode": "EXCLUSIVE", "group": "serum", "priority": 10, "stop": true},
             "caps": [{"points": 500, "per": "WEEK"}, {"uses": 1, "per": "DAY"}],
             "rounding": {"mode": "HALF_UP", "place": "LINE"}}],
             "caps": [{"points": 1000, "per": "SALE"}]}""";

    @Test
    void everyPartOfADocumentIsRead() {
        RulesVersion version = read(COMPLETE);

        assertThat(version)
                .isEqualTo(new RulesVersion(
                        7,
                        List.of(new Rule(
                                "serum-double",
                                "Double points on serums",
                                "Serum week: double points",
                                LocalDateTime.parse("2026-11-01T00:00"),
                                LocalDateTime.parse("2026-12-01T00:00"),
                                "SALE",
                                Set.of("STORE", "APP"),
                                Set.of("PAR-012"),
                                "SERUM",
                                new Rule.MemberCondition(
                                        Set.of("GOLD"),
                                        Set.of("skincare"),
                                        Set.of("isBirthday"),
                                        true,
                                        "'staff' in segments == false"),
                                List.of(
                                        window(EnumSet.of(DayOfWeek.SATURDAY), "17:00", "20:00"),
                                        window(EnumSet.allOf(DayOfWeek.class), "22:30", "02:00"),
                                        window(EnumSet.allOf(DayOfWeek.class), "00:00", "00:00")),
                                new Rule.LineSelection(
                                        new Rule.Criteria(
                                                Set.of("SER-30"),
                                                Set.of("skincare/serum", "Crème pour l'été"),
                                                Set.of("new"),
                                                "line.net > 500"),
                                        new Rule.Criteria(Set.of(), Set.of(), Set.of("gift-card"), null)),
                                new Rule.BasketCondition(
                                        Map.of("EUR", 5000L), true, "basket.lines.exists(l, l.sku == 'BAG')"),
                                new Award.Multiplier(new BigDecimal("2")),
                                new Rule.Stacking(true, "serum", 10, true, false),
                                List.of(new Cap(Measure.POINTS, 500, Per.WEEK), new Cap(Measure.USES, 1, Per.DAY)),
                                new Rule.Rounding(Rule.Mode.HALF_UP, Rule.Place.LINE))),
                        List.of(new Cap(Measure.POINTS, 1000, Per.SALE))));
        assertThat(RulesSchema.against(COMPLETE)).isEmpty();
    }

    private static Rule.TimeWindow window(Set<DayOfWeek> days, String from, String to) {
        return new Rule.TimeWindow(days, LocalTime.parse(from), LocalTime.parse(to));
    }

    @Test
    void theExampleOfThePageIsRead() throws IOException {
        String page = Files.readString(Path.of("../docs/rules.md"));
        String example = page.substring(page.indexOf("```json") + 7, page.indexOf("```\n", page.indexOf("```json")));
        String document = "{\"rules\": [" + example + "]}";

        assertThat(read(document).rules()).extracting(Rule::id).containsExactly("serum-double");
        assertThat(RulesSchema.against(document)).isEmpty();
    }

    @Test
    void whatIsLeftOutAsksNothing() {
        assertThat(rule("\"award\": {\"fixed\": {\"points\": \"100\"}}"))
                .isEqualTo(new Rule(
                        "a",
                        "A",
                        null,
                        null,
                        null,
                        Rule.SALE,
                        Set.of(),
                        Set.of(),
                        null,
                        Rule.MemberCondition.ANY,
                        List.of(),
                        Rule.LineSelection.ALL,
                        Rule.BasketCondition.ANY,
                        new Award.Fixed(new BigDecimal("100"), false),
                        Rule.Stacking.ADDITIVE,
                        List.of(),
                        Rule.Rounding.DEFAULT));
        assertThat(read("{\"rules\": []}")).isEqualTo(new RulesVersion(7, List.of(), List.of()));
        assertThat(RulesSchema.against("{\"rules\": []}")).isEmpty();
    }

    @Test
    void everyKindOfAwardIsRead() {
        assertThat(award("\"rate\": {\"points\": \"1.5\", \"per\": {\"EUR\": 100, \"JPY\": 1}}"))
                .isEqualTo(new Award.Rate(
                        new BigDecimal("1.5"), Map.of("EUR", 100L, "JPY", 1L), Rule.Base.NET, false, false));
        assertThat(award("\"rate\": {\"points\": \"0.000001\", \"per\": {\"EUR\": 1000000000000}, \"base\": \"GROSS\","
                        + " \"of\": \"BASKET\", \"proportional\": true}"))
                .isEqualTo(new Award.Rate(
                        new BigDecimal("0.000001"), Map.of("EUR", 1_000_000_000_000L), Rule.Base.GROSS, true, true));
        assertThat(award("\"perUnit\": {\"points\": \"10\", \"multiplied\": true}"))
                .isEqualTo(new Award.PerUnit(new BigDecimal("10"), true));
        assertThat(award("\"fixed\": {\"points\": \"1000000000000.000000\"}"))
                .isEqualTo(new Award.Fixed(new BigDecimal("1000000000000.000000"), false));
        assertThat(award("\"multiplier\": {\"factor\": \"1.25\"}"))
                .isEqualTo(new Award.Multiplier(new BigDecimal("1.25")));
        assertThat(award("\"multiplier\": {\"factor\": \"1000.0\"}"))
                .isEqualTo(new Award.Multiplier(new BigDecimal("1000.0")));
        assertThat(award("\"bestOf\": [{\"fixed\": {\"points\": \"1\"}}, {\"perUnit\": {\"points\": \"2\"}}]"))
                .isEqualTo(new Award.BestOf(List.of(
                        new Award.Fixed(new BigDecimal("1"), false), new Award.PerUnit(new BigDecimal("2"), false))));
    }

    @Test
    void aRuleOnANamedEventIsRead() {
        Rule rule =
                rule("\"event\": \"sign-up\", \"stacking\": {\"stackable\": true}, \"caps\": [{\"uses\": 1, \"per\":"
                        + " \"LIFETIME\"}], \"member\": {\"when\": \"event.source == 'app'\"}, \"channels\": [\"APP\"],"
                        + " \"award\": {\"bestOf\": [{\"fixed\": {\"points\": \"1\"}},"
                        + " {\"fixed\": {\"points\": \"2\"}}]}");

        assertThat(rule.event()).isEqualTo("sign-up");
        assertThat(rule.stacking()).isEqualTo(new Rule.Stacking(false, null, 0, false, true));
        assertThat(rule.caps()).containsExactly(new Cap(Measure.USES, 1, Per.LIFETIME));
        assertThat(rule.member().when()).isEqualTo("event.source == 'app'");
    }

    @Test
    void aLocalTimeIsAsItStandsAndADayEndsWithIt() {
        Rule timed = rule("\"validFrom\": \"2026-11-30T18:00\", \"validTo\": \"2026-11-30T18:00:01\"," + AWARD);
        Rule day = rule("\"validFrom\": \"2999-12-31\", \"validTo\": \"2999-12-31\"," + AWARD);

        assertThat(timed.validFrom()).isEqualTo(LocalDateTime.parse("2026-11-30T18:00"));
        assertThat(timed.validTo()).isEqualTo(LocalDateTime.parse("2026-11-30T18:00:01"));
        assertThat(day.validFrom()).isEqualTo(LocalDateTime.parse("2999-12-31T00:00"));
        assertThat(day.validTo()).isEqualTo(LocalDateTime.parse("3000-01-01T00:00"));
    }

    @Test
    void aDocumentIsToldAsItWasSentWithoutSpaceBetween() {
        String sent = "{ \"caps\" : [ {\"per\":\"DAY\", \"points\": 5} ],\n \"rules\":[] }";

        RulesDocument document = RulesDocument.of(sent);

        assertThat(document.text()).isEqualTo("{\"caps\":[{\"per\":\"DAY\",\"points\":5}],\"rules\":[]}");
        assertThat(RulesDocument.of(document.text())).isEqualTo(document);
    }

    @Test
    void whatIsNoJsonIsMalformedAndWhatIsTooLargeIsToldSo() {
        for (String json : new String[] {"", "{", "{}{}", "{\"rules\":[],\"rules\":[]}", "{'rules':[]}"}) {
            assertThat(refused(json).reason()).as(json).isEqualTo(Reason.REASON_MALFORMED_REQUEST);
        }
        assertThat(refused(" ".repeat(RulesDocument.MOST_BYTES + 1)).reason()).isEqualTo(Reason.REASON_BODY_TOO_LARGE);
        assertThat(refused("é".repeat(RulesDocument.MOST_BYTES / 2 + 1)).reason())
                .isEqualTo(Reason.REASON_BODY_TOO_LARGE);
    }

    @Test
    void aThousandRulesAreReadAndOneMoreIsTooMany() {
        assertThat(read(rules(1_000)).rules()).hasSize(1_000);
        assertThat(RulesSchema.against(rules(1_000))).isEmpty();

        assertThat(refused(rules(1_001)).problem().getField()).isEqualTo("rules");
        assertThat(refused(rules(1_001))).hasMessage("Send at most 1000 rules.");
        assertThat(RulesSchema.against(rules(1_001))).isNotEmpty();
    }

    private static final String AWARD = "\"award\": {\"fixed\": {\"points\": \"1\"}}";

    private static String rules(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"id\": \"r" + i + "\", \"name\": \"R\"," + AWARD + "}")
                .collect(Collectors.joining(",", "{\"rules\": [", "]}"));
    }

    private static Award award(String award) {
        return rule("\"award\": {" + award + "}").award();
    }

    /** The one rule of a document that the schema takes too. */
    private static Rule rule(String parts) {
        String document = "{\"rules\": [{\"id\": \"a\", \"name\": \"A\", " + parts + "}]}";
        assertThat(RulesSchema.against(document)).isEmpty();
        return read(document).rules().getFirst();
    }

    private static RulesVersion read(String document) {
        return RulesDocument.of(document).read("", 7);
    }

    private static Refused refused(String document) {
        return catchThrowableOfType(Refused.class, () -> read(document));
    }
}
