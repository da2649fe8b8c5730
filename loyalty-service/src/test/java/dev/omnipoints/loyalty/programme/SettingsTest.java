package dev.omnipoints.loyalty.programme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.ledger.Policy;
import dev.omnipoints.loyalty.ledger.Terms;
import dev.omnipoints.loyalty.ledger.Terms.Alignment;
import dev.omnipoints.loyalty.ledger.Terms.Expiry;
import dev.omnipoints.loyalty.ledger.Terms.Pending;
import dev.omnipoints.loyalty.platform.Refused;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    private static final String COMPLETE = """
            {"zone":"Europe/Paris","currencies":["EUR","JPY"],"earnPoints":2,"earnPerUnits":5,\
            "expiry":{"kind":"PERIOD","length":1,"unit":"YEAR","alignment":"QUARTER"},\
            "pending":{"kind":"DAYS","days":14},"debtPolicy":"CLAMP","negativeAdjustments":true,\
            "returnPolicy":"SHARE","giveBackPolicy":"NEW_EXPIRY","giveBackGraceDays":7,\
            "transferPolicy":"RENEW_EXPIRY","hold":{"ttlSeconds":60,"openLimit":3},"saleAgeDays":30,\
            "saleLinesLimit":500,"spreadBasketDiscount":true,"pointsTender":{"offline":"RETAILER","earns":true},\
            "redeem":{"points":100,"money":95,"step":50,"minimum":200,"sharePercent":40},\
            "proofIdentities":["CARD","PHONE"]}""";
    private static final String LEAST = "{\"zone\":\"UTC\",\"currencies\":[\"EUR\"]}";
    private static final String DEFAULTS = """
            {"zone":"UTC","currencies":["EUR"],"earnPoints":0,"earnPerUnits":1,"expiry":{"kind":"NEVER"},\
            "pending":{"kind":"NONE"},"debtPolicy":"DEBT","negativeAdjustments":false,\
            "returnPolicy":"DIFFERENCE","giveBackPolicy":"KEEP_EXPIRY","giveBackGraceDays":30,\
            "transferPolicy":"KEEP_EXPIRY","hold":{"ttlSeconds":900,"openLimit":50},"saleAgeDays":90,\
            "saleLinesLimit":200,"spreadBasketDiscount":false,\
            "pointsTender":{"offline":"OWED","earns":false},"proofIdentities":["CARD"]}""";

    @Test
    void whatIsSetHolds() {
        ZoneId paris = ZoneId.of("Europe/Paris");
        Terms terms = new Terms(paris, new Expiry.Period(1, ChronoUnit.YEARS, Alignment.QUARTER), new Pending.Days(14));
        Policy policy =
                new Policy(Policy.Debt.CLAMP, true, Policy.GiveBack.NEW_EXPIRY, 7, Policy.Transfer.RENEW_EXPIRY, 60, 3);

        assertThat(programme(COMPLETE))
                .isEqualTo(new Programme(
                        "x",
                        4,
                        paris,
                        List.of("EUR", "JPY"),
                        2,
                        5,
                        terms,
                        policy,
                        new RedemptionRate(100, 95, 50, 200, 40),
                        Set.of(Proof.CARD, Proof.PHONE),
                        true,
                        true,
                        false,
                        true,
                        30,
                        500));
    }

    @Test
    void whatIsLeftOutTakesTheDefault() {
        ZoneId utc = ZoneId.of("UTC");

        assertThat(programme(LEAST))
                .isEqualTo(new Programme(
                        "x",
                        4,
                        utc,
                        List.of("EUR"),
                        0,
                        1,
                        new Terms(utc, new Expiry.Never(), new Terms.Pending.None()),
                        Policy.DEFAULT,
                        null,
                        Set.of(Proof.CARD),
                        false,
                        false,
                        true,
                        false,
                        90,
                        200));
    }

    @Test
    void whatIsToldIsWhatWasWrittenWithEveryDefault() {
        assertThat(SettingsJson.of(SettingsJson.change("x", COMPLETE))).isEqualTo(COMPLETE);
        assertThat(SettingsJson.of(SettingsJson.change("x", LEAST))).isEqualTo(DEFAULTS);
        assertThat(SettingsJson.of(SettingsJson.change("x", DEFAULTS))).isEqualTo(DEFAULTS);
    }

    @Test
    void everyKindOfExpiryAndPendingIsThere() {
        assertThat(programme(with("expiry", "{\"kind\":\"INACTIVITY\",\"length\":12,\"unit\":\"MONTH\"}"))
                        .terms()
                        .expiry())
                .isEqualTo(new Expiry.Inactivity(new Expiry.Period(12, ChronoUnit.MONTHS, Alignment.NONE)));
        assertThat(programme(with("expiry", "{\"kind\":\"DATE\",\"date\":\"2028-02-29\"}"))
                        .terms()
                        .expiry())
                .isEqualTo(new Expiry.Until(LocalDate.of(2028, 2, 29)));
        assertThat(programme(with("expiry", "{\"kind\":\"PERIOD\",\"length\":0,\"unit\":\"DAY\"}"))
                        .terms()
                        .expiry())
                .isEqualTo(new Expiry.Period(0, ChronoUnit.DAYS, Alignment.NONE));
        assertThat(programme(with("pending", "{\"kind\":\"DATE\",\"date\":\"2027-01-01\"}"))
                        .terms()
                        .pending())
                .isEqualTo(new Pending.On(LocalDate.of(2027, 1, 1)));
        assertThat(programme(with("pending", "{\"kind\":\"CONFIRMATION\"}"))
                        .terms()
                        .pending())
                .isEqualTo(new Pending.Confirmation());
        assertThat(programme(with("salesOfAnyAge", "true")).saleAgeDays()).isNull();
        assertThat(programme(with("proofIdentities", "[]")).proofIdentities()).isEmpty();
        for (String setting : new String[] {
            with("expiry", "{\"kind\":\"DATE\",\"date\":\"2028-02-29\"}"),
            with("pending", "{\"kind\":\"DATE\",\"date\":\"2027-01-01\"}"),
            with("pending", "{\"kind\":\"CONFIRMATION\"}"),
            with("salesOfAnyAge", "true")
        }) {
            String told = SettingsJson.of(SettingsJson.change("x", setting));
            assertThat(programme(told)).isEqualTo(programme(setting));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "zone | \"Mars/Base\" | zone | Send an IANA time zone such as Europe/Paris.",
                "zone | \"+01:00\" | zone | Send an IANA time zone such as Europe/Paris.",
                "zone | 1 | zone | Send a JSON string.",
                "zone | null | zone | Send a JSON string.",
                "currencies | [] | currencies | Send 1 to 20 ISO 4217 codes.",
                "currencies | \"EUR\" | currencies | Send a JSON array of strings.",
                "currencies | [\"EUR\", \"eur\"] | currencies[1] | Send the ISO 4217 code of money, for example EUR.",
                "currencies | [\"XXX\"] | currencies[0] | Send the ISO 4217 code of money, for example EUR.",
                "currencies | [\"EUR\", \"EUR\"] | currencies[1] | Send each one once.",
                "currencies | [5] | currencies[0] | Send a JSON string.",
                "earnPoints | -1 | earnPoints | Send a whole number from 0 to 1000000.",
                "earnPoints | \"1\" | earnPoints | Send a whole number from 0 to 1000000.",
                "earnPoints | 1.0 | earnPoints | Send a whole number from 0 to 1000000.",
                "earnPerUnits | 0 | earnPerUnits | Send a whole number from 1 to 1000000.",
                "earnPerUnits | 99999999999999999999 | earnPerUnits | Send a whole number from 1 to 1000000.",
                "expiry | [] | expiry | Send a JSON object.",
                "expiry | {\"kind\":\"SOON\"} | expiry.kind | Send one of NEVER, PERIOD, INACTIVITY, DATE.",
                "expiry | {\"kind\":5} | expiry.kind | Send one of NEVER, PERIOD, INACTIVITY, DATE.",
                "expiry | {\"kind\":\"PERIOD\",\"length\":1} | expiry.unit | This field is required.",
                "expiry | {\"kind\":\"PERIOD\",\"unit\":\"DAY\"} | expiry.length | This field is required.",
                "expiry | {\"kind\":\"INACTIVITY\",\"unit\":\"DAY\"} | expiry.length | This field is required.",
                "expiry | {\"kind\":\"PERIOD\",\"length\":1,\"unit\":\"WEEK\"} | expiry.unit"
                        + " | Send one of DAY, MONTH, YEAR.",
                "expiry | {\"kind\":\"PERIOD\",\"length\":-1,\"unit\":\"DAY\"} | expiry.length"
                        + " | Send a whole number from 0 to 3660.",
                "expiry | {\"kind\":\"PERIOD\",\"length\":1,\"unit\":\"DAY\",\"alignment\":\"WEEK\"}"
                        + " | expiry.alignment | Send one of NONE, MONTH, QUARTER, HALF_YEAR, YEAR.",
                "expiry | {\"kind\":\"PERIOD\",\"length\":1,\"unit\":\"DAY\",\"date\":\"2027-01-01\"} | expiry.date"
                        + " | A date goes with the kind DATE; leave it out.",
                "expiry | {\"kind\":\"DATE\"} | expiry.date | This field is required.",
                "expiry | {\"kind\":\"DATE\",\"date\":\"2027-02-29\"} | expiry.date"
                        + " | Send a day such as 2027-06-30, from 2000-01-01 to 2999-12-31.",
                "expiry | {\"kind\":\"DATE\",\"date\":\"3000-01-01\"} | expiry.date"
                        + " | Send a day such as 2027-06-30, from 2000-01-01 to 2999-12-31.",
                "expiry | {\"kind\":\"DATE\",\"date\":\"2027-01-01\",\"length\":1} | expiry.length"
                        + " | It goes with the kinds PERIOD and INACTIVITY.",
                "expiry | {\"length\":24} | expiry.length | Points that never expire have neither; leave it out.",
                "pending | {\"kind\":\"DAYS\"} | pending.days | This field is required.",
                "pending | {\"kind\":\"DAYS\",\"days\":0} | pending.days | Send a whole number from 1 to 3660.",
                "pending | {\"kind\":\"DATE\",\"days\":1} | pending.days"
                        + " | Days go with the kind DAYS; leave them out.",
                "pending | {\"kind\":\"CONFIRMATION\",\"date\":\"2027-01-01\"} | pending.date"
                        + " | It does not go with this kind; leave it out.",
                "debtPolicy | \"FORGIVE\" | debtPolicy | Send one of DEBT, CLAMP, REFUSE.",
                "negativeAdjustments | \"true\" | negativeAdjustments | Send true or false.",
                "returnPolicy | \"NONE\" | returnPolicy | Send one of DIFFERENCE, SHARE.",
                "giveBackPolicy | \"keep_expiry\" | giveBackPolicy | Send one of KEEP_EXPIRY, NEW_EXPIRY.",
                "giveBackGraceDays | 3661 | giveBackGraceDays | Send a whole number from 0 to 3660.",
                "transferPolicy | true | transferPolicy | Send one of KEEP_EXPIRY, RENEW_EXPIRY.",
                "hold | {\"ttlSeconds\":604801} | hold.ttlSeconds | Send a whole number from 1 to 604800.",
                "hold | {\"openLimit\":51} | hold.openLimit | Send a whole number from 1 to 50.",
                "hold | {\"ttl\":1} | hold.ttl | There is no such field; there are openLimit, ttlSeconds.",
                "saleAgeDays | 0 | saleAgeDays | Send a whole number from 1 to 3660.",
                "saleLinesLimit | 1001 | saleLinesLimit | Send a whole number from 1 to 1000.",
                "pointsTender | {\"offline\":\"LOST\"} | pointsTender.offline | Send one of OWED, RETAILER.",
                "redeem | {\"money\":1} | redeem.points | This field is required.",
                "redeem | {\"points\":1} | redeem.money | This field is required.",
                "redeem | {\"points\":1,\"money\":1,\"step\":0} | redeem.step"
                        + " | Send a whole number from 1 to 1000000000000.",
                "redeem | {\"points\":1,\"money\":1,\"sharePercent\":101} | redeem.sharePercent"
                        + " | Send a whole number from 1 to 100.",
                "redeem | null | redeem | Send a JSON object.",
                "proofIdentities | [\"CARD\", \"FACE\"] | proofIdentities[1]"
                        + " | Send one of CARD, PHONE, EMAIL, APP_CODE, EXTERNAL.",
                "proofIdentities | [\"CARD\", \"CARD\"] | proofIdentities[1] | Send each one once."
            })
    void aSettingThatIsNoneIsNamedWithWhatToSend(String name, String value, String field, String detail) {
        Refused refused = refused(with(name, value));

        assertThat(refused.reason()).isEqualTo(Reason.REASON_FIELD_INVALID);
        assertThat(refused.problem().getField()).isEqualTo("settings." + field);
        assertThat(refused).hasMessage(detail);
    }

    @Test
    void contradictionsAndUnknownSettingsAreNamed() {
        assertThat(refused("{\"zone\":\"UTC\",\"currencies\":[\"EUR\"],\"salesOfAnyAge\":true,\"saleAgeDays\":3}")
                        .problem()
                        .getField())
                .isEqualTo("settings.saleAgeDays");
        assertThat(refused(with("erpiry", "{}")).problem().getField()).isEqualTo("settings.erpiry");
        assertThat(refused(with("id", "\"x\"")).problem().getField()).isEqualTo("settings.id");
        assertThat(refused("{\"zone\":\"UTC\"}").problem().getField()).isEqualTo("settings.currencies");
        assertThat(refused("{}").problem().getField()).isEqualTo("settings.zone");
        assertThat(refused("[]").problem().getField()).isEqualTo("settings");
    }

    @Test
    void whatIsNoJsonIsMalformed() {
        for (String json : new String[] {"", "{", "{}{}", "{\"zone\":\"UTC\",\"zone\":\"UTC\"}", "{'zone':1}"}) {
            assertThat(refused(json).reason()).as(json).isEqualTo(Reason.REASON_MALFORMED_REQUEST);
        }
        assertThat(refused(" ".repeat(64 * 1024 + 1)).reason()).isEqualTo(Reason.REASON_BODY_TOO_LARGE);
    }

    @Test
    void aBootstrapFileIsReadAsStrictly() throws Exception {
        List<ProgrammeVersion> versions =
                file("{\"programmes\":[{\"id\":\"a\",\"zone\":\"UTC\",\"currencies\":[\"EUR\"]}]}");
        assertThat(versions).hasSize(1);
        assertThat(versions.getFirst().id).isEqualTo("a");
        assertThat(SettingsJson.of(versions.getFirst())).isEqualTo(DEFAULTS);

        assertFile("{}", "programmes");
        assertFile("{\"programmes\":[],\"more\":1}", "more");
        assertFile("{\"programmes\":[{\"zone\":\"UTC\"}]}", "programmes[0].id");
        assertFile("{\"programmes\":[{\"id\":\"A B\"}]}", "programmes[0].id");
        assertFile("{\"programmes\":[{\"id\":\"a\",\"zone\":\"x\"}]}", "programmes[0].zone");
        assertThatThrownBy(() -> file("nonsense")).isInstanceOf(java.io.IOException.class);
    }

    private static void assertFile(String json, String field) {
        Refused refused = catchThrowableOfType(Refused.class, () -> file(json));
        assertThat(refused.problem().getField()).isEqualTo(field);
    }

    private static List<ProgrammeVersion> file(String json) throws java.io.IOException {
        return SettingsJson.file(json.getBytes(StandardCharsets.UTF_8));
    }

    /** The least settings with one more, or another. */
    private static String with(String name, String value) {
        String zone = name.equals("zone") ? value : "\"UTC\"";
        String currencies = name.equals("currencies") ? value : "[\"EUR\"]";
        String more = name.equals("zone") || name.equals("currencies") ? "" : ",\"" + name + "\":" + value;
        return "{\"zone\":" + zone + ",\"currencies\":" + currencies + more + "}";
    }

    private static Refused refused(String json) {
        return catchThrowableOfType(Refused.class, () -> SettingsJson.change("x", json));
    }

    private static Programme programme(String json) {
        Instant now = Instant.EPOCH;
        return Programme.of(SettingsJson.change("x", json).numbered(4, now, now, "test"));
    }
}
