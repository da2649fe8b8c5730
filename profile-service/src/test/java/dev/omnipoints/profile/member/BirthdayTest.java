package dev.omnipoints.profile.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Timestamp;
import dev.omnipoints.contracts.profile.v1.Identity;
import dev.omnipoints.contracts.profile.v1.Profile;
import dev.omnipoints.contracts.profile.v1.ResolveRequest;
import dev.omnipoints.contracts.profile.v1.ResolveResponse;
import dev.omnipoints.contracts.type.v1.CallerKind;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.profile.Gateway;
import dev.omnipoints.profile.ProfileEnvironment;
import dev.omnipoints.profile.Requests;
import dev.omnipoints.profile.Tables;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The flag isBirthday, on the day that the instant asked about has in the programme's zone: Europe/Paris. */
@QuarkusTest
@QuarkusTestResource(ProfileEnvironment.class)
class BirthdayTest {
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static Gateway gateway;

    @BeforeAll
    static void connect() {
        gateway = Gateway.connect();
    }

    @AfterAll
    static void disconnect() {
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource({
        "1990-07-14, 2026-07-13T21:59:59.999999Z, false",
        "1990-07-14, 2026-07-13T22:00:00Z, true",
        "1990-07-14, 2026-07-14T21:59:59.999999Z, true",
        "1990-07-14, 2026-07-14T22:00:00Z, false",
        "1990-12-31, 2025-12-31T22:59:59Z, true",
        "1990-12-31, 2025-12-31T23:00:00Z, false",
        "1990-01-01, 2025-12-31T23:00:00Z, true",
        "1990-07-14, 2026-08-14T12:00:00Z, false",
        "2024-02-29, 2024-02-29T12:00:00Z, true",
        "2024-02-29, 2024-02-28T12:00:00Z, false",
        "1988-02-29, 2025-02-28T12:00:00Z, true",
        "1988-02-29, 2025-03-01T12:00:00Z, false",
        "1988-02-28, 2025-02-28T12:00:00Z, true",
        "1988-02-28, 2024-02-29T12:00:00Z, false"
    })
    void aBirthdayIsADayOfTheProgrammesZone(String born, Instant at, boolean birthday) {
        MemberContext context = told(enrolled(born), at).getContext();

        assertThat(context.getFlagsList().contains("isBirthday")).isEqualTo(birthday);
        assertThat(context.getFlagsCount()).isEqualTo(birthday ? 1 : 0);
        assertThat(context.getZone()).isEqualTo(birthday ? "Europe/Paris" : "");
    }

    @Test
    void theAnswerSaysOfWhichDayItIs() {
        String member = enrolled("1990-07-14");

        ResolveResponse told = told(member, Instant.parse("2026-03-29T12:00:00Z"));

        // The day on which the clock goes forward has 23 hours.
        assertThat(told.getDayFrom()).isEqualTo(timestamp(Instant.parse("2026-03-28T23:00:00Z")));
        assertThat(told.getDayUntil()).isEqualTo(timestamp(Instant.parse("2026-03-29T22:00:00Z")));
    }

    @Test
    void withoutATimeItIsNowAndSoItIsFarAhead() {
        LocalDate today = LocalDate.now(PARIS);
        // Of a leap year, so that there is this day.
        String member = enrolled(today.withYear(1996).toString());
        ResolveResponse now = gateway.till().resolve(Requests.resolve(member));
        Instant noon = today.atTime(12, 0).atZone(PARIS).toInstant();

        assertThat(now.getContext().getFlagsList()).containsExactly("isBirthday");
        assertThat(told(member, noon.plusSeconds(40L * 86_400))).isEqualTo(now);
        assertThat(told(member, noon.minusSeconds(40L * 86_400)).getContext().getFlagsList())
                .isEmpty();
    }

    @Test
    void everyoneElseHasNone() {
        Instant at = Instant.parse("2026-07-14T12:00:00Z");
        String noDate = gateway.till()
                .enrol(Requests.enrol(Requests.card())
                        .setProfile(Profile.newBuilder().setGivenName("Ada"))
                        .build())
                .getContext()
                .getMemberId();
        String erased = enrolled("1990-07-14");
        String broken = enrolled("1990-07-14");
        Tables.execute("UPDATE member SET wrapped_key = NULL WHERE member_id = '" + erased + "'");
        Tables.execute("UPDATE member SET birth_date = '\\x00' WHERE member_id = '" + broken + "'");

        for (String member : new String[] {noDate, erased, broken}) {
            ResolveResponse told = told(member, at);
            assertThat(told.getContext().getMemberId()).isEqualTo(member);
            assertThat(told.getContext().getFlagsList()).isEmpty();
        }
    }

    @Test
    void aProgrammeWhoseZoneIsNotKnownTellsNobody() {
        Tables.execute("INSERT INTO programme VALUES ('timeless', '^T\\d+$', 'NONE', 1, NULL), "
                + "('mistyped', '^T\\d+$', 'NONE', 1, 'Europe/Pariss')");
        for (String programme : new String[] {"timeless", "mistyped"}) {
            var till = gateway.as(Gateway.caller(CallerKind.CALLER_KIND_CLIENT, "till-1")
                    .setProgramme(programme)
                    .build());
            Identity phone = Requests.phone();
            till.enrol(Requests.enrol(phone)
                    .setProfile(Profile.newBuilder()
                            .setBirthDate(LocalDate.now(PARIS).toString()))
                    .build());

            ResolveResponse told = till.resolve(Requests.resolve(phone));

            assertThat(told.getContext().getFlagsList()).isEmpty();
            assertThat(told.hasDayFrom()).isFalse();
            assertThat(told.hasDayUntil()).isFalse();
        }
    }

    @Test
    void whatIsNoInstantIsRefused() {
        StatusRuntimeException refused = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> gateway.till()
                        .resolve(Requests.resolve(Requests.card()).toBuilder()
                                .setAt(Timestamp.newBuilder().setSeconds(Long.MAX_VALUE))
                                .build()));

        assertThat(Gateway.problem(refused).getReason()).isEqualTo(Reason.REASON_FIELD_INVALID);
        assertThat(Gateway.problem(refused).getField()).isEqualTo("occurredAt");
    }

    private static String enrolled(String born) {
        return gateway.till()
                .enrol(Requests.enrol(Requests.card())
                        .setProfile(Profile.newBuilder().setBirthDate(born))
                        .build())
                .getContext()
                .getMemberId();
    }

    private static ResolveResponse told(String member, Instant at) {
        return gateway.till()
                .resolve(ResolveRequest.newBuilder()
                        .setMemberId(member)
                        .setAt(timestamp(at))
                        .build());
    }

    private static Timestamp timestamp(Instant at) {
        return Timestamp.newBuilder()
                .setSeconds(at.getEpochSecond())
                .setNanos(at.getNano())
                .build();
    }
}
