package dev.omnipoints.loyalty.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.loyalty.ledger.Terms.Alignment;
import dev.omnipoints.loyalty.ledger.Terms.Expiry;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TermsTest {

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    @ParameterizedTest
    @CsvSource({
        // earned, length, unit, alignment, usable before
        "2026-01-31T10:00:00Z, 1, MONTHS, NONE, 2026-02-28T23:00:00Z",
        "2028-01-31T10:00:00Z, 1, MONTHS, NONE, 2028-02-29T23:00:00Z",
        "2028-02-29T10:00:00Z, 1, YEARS, NONE, 2029-02-28T23:00:00Z",
        "2026-03-15T10:00:00Z, 24, MONTHS, NONE, 2028-03-15T23:00:00Z",
        // The 31st of December in Paris is still the 30th at 22:59 UTC.
        "2026-12-30T22:59:59Z, 0, DAYS, NONE, 2026-12-30T23:00:00Z",
        "2026-12-30T23:00:00Z, 0, DAYS, NONE, 2026-12-31T23:00:00Z",
        // Summer time begins on 29 March 2026 and ends on 25 October 2026.
        "2026-03-28T12:00:00Z, 1, DAYS, NONE, 2026-03-29T22:00:00Z",
        "2026-10-24T12:00:00Z, 1, DAYS, NONE, 2026-10-25T23:00:00Z",
        "2026-02-10T12:00:00Z, 1, MONTHS, MONTH, 2026-03-31T22:00:00Z",
        "2026-02-10T12:00:00Z, 1, MONTHS, QUARTER, 2026-03-31T22:00:00Z",
        "2026-04-10T12:00:00Z, 0, DAYS, HALF_YEAR, 2026-06-30T22:00:00Z",
        "2026-04-10T12:00:00Z, 0, DAYS, YEAR, 2026-12-31T23:00:00Z",
    })
    void pointsAreUsableToTheEndOfTheLastDay(
            Instant earned, int length, ChronoUnit unit, Alignment alignment, Instant expiresAt) {
        Terms terms = new Terms(PARIS, new Expiry.Period(length, unit, alignment), Terms.Pending.days(0));

        assertThat(terms.expiresAt(earned)).isEqualTo(expiresAt);
    }

    @Test
    void aDayWhoseMidnightTheClockSkipsBeginsAtItsFirstInstant() {
        // In Santiago 6 September 2026 begins at 01:00: summer time skips midnight.
        Terms terms = new Terms(
                ZoneId.of("America/Santiago"),
                new Expiry.Period(0, ChronoUnit.DAYS, Alignment.NONE),
                Terms.Pending.days(0));

        assertThat(terms.expiresAt(Instant.parse("2026-09-05T15:00:00Z"))).isEqualTo("2026-09-06T04:00:00Z");
    }

    @Test
    void pointsThatNeverExpireHaveNoDate() {
        assertThat(new Terms(PARIS, new Expiry.Never(), Terms.Pending.days(0)).expiresAt(Instant.EPOCH))
                .isNull();
    }

    @Test
    void pendingPointsBecomeUsableAtTheStartOfALocalDay() {
        Terms terms = new Terms(PARIS, new Expiry.Never(), Terms.Pending.days(14));
        Instant earned = Instant.parse("2026-10-20T22:30:00Z");

        assertThat(terms.availableAt(earned, earned)).isEqualTo("2026-11-03T23:00:00Z");
    }

    @Test
    void atOnceIsNeverLaterThanNow() {
        Terms terms = new Terms(PARIS, new Expiry.Never(), Terms.Pending.days(0));
        Instant now = Instant.parse("2026-10-20T12:00:00Z");

        assertThat(terms.availableAt(now.plusSeconds(300), now)).isEqualTo(now);
        assertThat(terms.availableAt(now.minusSeconds(300), now)).isEqualTo(now.minusSeconds(300));
    }
}
