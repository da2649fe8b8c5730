package dev.omnipoints.loyalty.programme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.omnipoints.loyalty.ledger.Terms;
import dev.omnipoints.loyalty.ledger.Terms.Alignment;
import dev.omnipoints.loyalty.ledger.Terms.Expiry;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    private static final String COMPLETE = "{'id': 'x', 'zone': 'Europe/Paris', 'currencies': ['EUR'], 'earnPoints': 2,"
            + " 'earnPerUnits': 5, 'expiry': {'kind': 'PERIOD', 'length': 1, 'unit': 'YEAR', 'alignment': 'YEAR'},"
            + " 'pending': {'kind': 'DAYS', 'days': 14}, 'saleAgeDays': 30, 'saleLinesLimit': 500}";

    @Test
    void whatIsSetHolds() throws Exception {
        Programme programme = programme(COMPLETE);

        Terms terms = new Terms(
                ZoneId.of("Europe/Paris"),
                new Expiry.Period(1, ChronoUnit.YEARS, Alignment.YEAR),
                new Terms.Pending.Days(14));
        assertThat(programme)
                .isEqualTo(new Programme("x", 1, ZoneId.of("Europe/Paris"), List.of("EUR"), 2, 5, terms, 30, 500));
    }

    @Test
    void whatIsLeftOutTakesTheDefault() throws Exception {
        Programme programme = programme("{'id': 'x', 'zone': 'UTC', 'currencies': ['EUR'], 'earnPerUnits': 1}");

        Terms terms = new Terms(ZoneId.of("UTC"), new Expiry.Never(), new Terms.Pending.None());
        assertThat(programme).isEqualTo(new Programme("x", 1, ZoneId.of("UTC"), List.of("EUR"), 0, 1, terms, 90, 200));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "Europe/Paris | Mars/Base | zone Mars/Base is no IANA time zone",
                "'earnPerUnits': 5 | 'earnPerUnits': 0 | earnPerUnits at least 1",
                "PERIOD | INACTIVITY | expiry.kind INACTIVITY is not offered",
                "'unit': 'YEAR' | 'unit': 'WEEK' | expiry.unit is DAY, MONTH or YEAR",
                "'length': 1 | 'length': -1 | expiry.length is at least 0",
                "DAYS | CONFIRMATION | pending.kind CONFIRMATION is not offered",
                "'days': 14 | 'days': 0 | pending.days is at least 1",
                "'saleAgeDays' | 'debtPolicy': 'FORGIVE', 'saleAgeDays' | debtPolicy is one of DEBT, CLAMP, REFUSE",
            })
    void aSettingThatIsNoneIsNamed(String good, String bad, String finding) {
        assertThat(COMPLETE).contains(good);

        assertThatThrownBy(() -> programme(COMPLETE.replace(good, bad)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(finding);
    }

    private static Programme programme(String json) throws Exception {
        Settings settings = new ObjectMapper().readValue(json.replace('\'', '"'), Settings.class);
        return Settings.programme(settings.version(1, Instant.EPOCH, "test"));
    }
}
