package dev.omnipoints.profile.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.omnipoints.contracts.profile.v1.EnrolRequest;
import dev.omnipoints.contracts.profile.v1.GetMemberRequest;
import dev.omnipoints.contracts.profile.v1.Identity;
import dev.omnipoints.contracts.profile.v1.IdentityType;
import dev.omnipoints.contracts.profile.v1.Profile;
import dev.omnipoints.contracts.profile.v1.ResolveRequest;
import dev.omnipoints.contracts.profile.v1.SetStatusRequest;
import dev.omnipoints.contracts.type.v1.CallerKind;
import dev.omnipoints.contracts.type.v1.MemberStatus;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.profile.Gateway;
import dev.omnipoints.profile.ProfileEnvironment;
import dev.omnipoints.profile.Requests;
import dev.omnipoints.profile.Tables;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each refusal names its reason and field, and leaves every row of every table as it was. */
@QuarkusTest
@QuarkusTestResource(ProfileEnvironment.class)
class RefusalTest {
    private static final String FIELD_INVALID = "REASON_FIELD_INVALID";

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
        "CARD, 2990000000018",
        "CARD, 2980000000011",
        "CARD, 299000000001",
        "CARD, 29900000000190",
        "CARD, ' 2990000000019'",
        "CARD, ٢٩٩٠٠٠٠٠٠٠٠١٩",
        "CARD, ''",
        "PHONE, 0612345678",
        "PHONE, +33 6 12 34 56 78",
        "PHONE, +0612345678",
        "PHONE, +1234567890123456",
        "PHONE, ''",
        "EMAIL, nobody",
        "EMAIL, a@b",
        "EMAIL, a b@example.org",
        "EMAIL, a@@example.org",
        "EMAIL, a@example..org",
        "EXTERNAL, ''",
        "EXTERNAL, 'a b'",
        "EXTERNAL, é",
    })
    void aMalformedIdentityIsNamedWhereverItIsSent(String type, String value) {
        Identity identity = Requests.identity(IdentityType.valueOf("IDENTITY_TYPE_" + type), value);

        assertRefused(FIELD_INVALID, "identity.value", () -> gateway.till().resolve(Requests.resolve(identity)));
        assertRefused(FIELD_INVALID, "identities[0].value", enrol(request -> request.setIdentities(0, identity)));
    }

    @Test
    void overlongValuesAreRefused() {
        for (Identity identity : List.of(
                Requests.identity(IdentityType.IDENTITY_TYPE_EXTERNAL, "x".repeat(65)),
                Requests.identity(IdentityType.IDENTITY_TYPE_EMAIL, "a@" + "b".repeat(260) + ".org"),
                Requests.identity(IdentityType.IDENTITY_TYPE_EMAIL, "a\0@example.org"),
                Requests.identity(IdentityType.IDENTITY_TYPE_CARD, "2".repeat(100_000)))) {
            assertRefused(FIELD_INVALID, "identity.value", () -> gateway.till().resolve(Requests.resolve(identity)));
        }
    }

    @Test
    void anAppCodeOrNoTypeIsRefusedByItsType() {
        Identity appCode = Requests.identity(IdentityType.IDENTITY_TYPE_APP_CODE, "123456");
        Identity unknown = Identity.newBuilder().setTypeValue(99).setValue("1").build();

        assertRefused(FIELD_INVALID, "identity.type", () -> gateway.till().resolve(Requests.resolve(appCode)));
        assertRefused(FIELD_INVALID, "identity.type", () -> gateway.till().resolve(Requests.resolve(unknown)));
        assertRefused(
                FIELD_INVALID,
                "identity.type",
                () -> gateway.till().resolve(Requests.resolve(Identity.getDefaultInstance())));
        assertRefused(FIELD_INVALID, "identities[0].type", enrol(request -> request.setIdentities(0, appCode)));
    }

    @Test
    void resolvingNobodyOrAMalformedIdIsRefused() {
        assertRefused(FIELD_INVALID, "identity", () -> gateway.till().resolve(ResolveRequest.getDefaultInstance()));
        for (String id : List.of("", "1-1-1-1-1", "01A20153-6EA0-7372-99C8-60293D49D9EB", "x".repeat(1_000))) {
            assertRefused(FIELD_INVALID, "memberId", () -> gateway.till().resolve(Requests.resolve(id)));
        }
    }

    @Test
    void identitiesAreAtLeastAsManyAsTheProgrammeSaysAndOneAType() {
        assertRefused(FIELD_INVALID, "identities", enrol(EnrolRequest.Builder::clearIdentities));
        assertRefused(FIELD_INVALID, "identities[1].type", enrol(request -> request.addIdentities(Requests.card())));
        assertRefused(
                FIELD_INVALID,
                "identities",
                enrol(request -> request.addAllIdentities(
                        IntStream.range(0, 10).mapToObj(i -> Requests.phone()).toList())));
        assertRefused(
                FIELD_INVALID,
                "identities",
                () -> gateway.as(Gateway.caller(CallerKind.CALLER_KIND_CLIENT, "till-1")
                                .setProgramme("plain")
                                .build())
                        .enrol(Requests.enrol(Requests.phone()).build()));
    }

    @Test
    void aKeyIsNeeded() {
        assertRefused(
                "REASON_IDEMPOTENCY_KEY_MISSING", "Idempotency-Key", enrol(EnrolRequest.Builder::clearIdempotencyKey));
        for (String key : List.of("with space", "é", "x".repeat(256), "a\0b")) {
            assertRefused(FIELD_INVALID, "Idempotency-Key", enrol(request -> request.setIdempotencyKey(key)));
        }
    }

    @Test
    void namesHaveNoControlCharactersAndAtMost200OfAnyScript() {
        for (String name : List.of("", "  ", "a\0b", "a\nb", "\u0085", "é".repeat(201))) {
            assertRefused(FIELD_INVALID, "profile.givenName", profile(profile -> profile.setGivenName(name)));
            assertRefused(FIELD_INVALID, "profile.familyName", profile(profile -> profile.setFamilyName(name)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1990-02-30", "1990-4-30", "30/04/1990", "1990-04-30T00:00:00Z", "+10000-01-01", "x"})
    void aBirthDateIsADate(String date) {
        assertRefused(FIELD_INVALID, "profile.birthDate", profile(profile -> profile.setBirthDate(date)));
    }

    @Test
    void aBirthDateIsNotInTheFuture() {
        String dayAfterTomorrow = LocalDate.now(ZoneOffset.UTC).plusDays(2).toString();
        assertRefused(FIELD_INVALID, "profile.birthDate", profile(profile -> profile.setBirthDate(dayAfterTomorrow)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fr_FR", "-", "x-private", "toolonglanguage", "fr-FR-a\0b"})
    void aLocaleIsALanguageTag(String locale) {
        assertRefused(FIELD_INVALID, "profile.locale", profile(profile -> profile.setLocale(locale)));
    }

    @Test
    void attributesAreBounded() {
        assertRefused(FIELD_INVALID, "attributes", enrol(request -> {
            IntStream.range(0, 51).forEach(i -> request.putAttributes("a" + i, ""));
            return request;
        }));
        assertRefused(FIELD_INVALID, "attributes.age", enrol(request -> request.putAttributes("age", "1".repeat(501))));
        assertRefused(FIELD_INVALID, "attributes.age", enrol(request -> request.putAttributes("age", "\0")));
        for (String name : List.of("", "a b", "é", "x".repeat(65))) {
            assertRefused(FIELD_INVALID, "attributes", enrol(request -> request.putAttributes(name, "1")));
        }
    }

    @Test
    void aUsedKeyAndATakenIdentityLeaveNoTrace() {
        EnrolRequest first = Requests.enrol(Requests.card()).build();
        gateway.till().enrol(first);

        assertRefused(
                "REASON_IDEMPOTENCY_KEY_REUSED",
                "body",
                () -> gateway.till()
                        .enrol(first.toBuilder().addIdentities(Requests.phone()).build()));
        assertRefused(
                "REASON_MEMBER_ALREADY_EXISTS",
                "",
                () -> gateway.till()
                        .enrol(Requests.enrol(Requests.phone(), first.getIdentities(0))
                                .build()));
    }

    @Test
    void statusesAreRefusedThatNobodyMaySet() {
        String memberId = enrolled();
        for (MemberStatus status :
                List.of(MemberStatus.MEMBER_STATUS_UNSPECIFIED, MemberStatus.MEMBER_STATUS_UNCONFIRMED)) {
            assertRefused(FIELD_INVALID, "status", setStatus(memberId, status));
        }
        gateway.staff().setStatus(request(memberId, MemberStatus.MEMBER_STATUS_CLOSED));
        assertRefused(FIELD_INVALID, "status", setStatus(memberId, MemberStatus.MEMBER_STATUS_ACTIVE));
        assertRefused(FIELD_INVALID, "status", setStatus(memberId, MemberStatus.MEMBER_STATUS_BLOCKED));
    }

    @Test
    void aMemberWhoIsNotThereIsUnknown() {
        String nobody = "01a20153-6ea0-7372-99c8-60293d49d9eb";
        assertRefused("REASON_MEMBER_UNKNOWN", "", setStatus(nobody, MemberStatus.MEMBER_STATUS_BLOCKED));
        assertRefused("REASON_MEMBER_UNKNOWN", "", () -> gateway.staff().getMember(show(nobody)));
        assertRefused(FIELD_INVALID, "memberId", setStatus("nobody", MemberStatus.MEMBER_STATUS_BLOCKED));
        assertRefused(FIELD_INVALID, "memberId", () -> gateway.staff().getMember(show("nobody")));
    }

    @Test
    void aMemberSeesAndMovesThemselvesAlone() {
        String memberId = enrolled();
        String other = enrolled();

        assertRefused("REASON_NOT_GRANTED", "", () -> gateway.member(memberId).getMember(show(other)));
        assertRefused("REASON_NOT_GRANTED", "", () -> gateway.member(memberId).resolve(Requests.resolve(other)));
        assertRefused(
                "REASON_NOT_GRANTED", "", () -> gateway.member(memberId).resolve(Requests.resolve(Requests.card())));
        assertRefused(
                "REASON_NOT_GRANTED",
                "",
                () -> gateway.member(memberId).setStatus(request(memberId, MemberStatus.MEMBER_STATUS_CLOSED)));
        assertRefused(
                "REASON_NOT_GRANTED",
                "",
                () -> gateway.member(memberId)
                        .enrol(Requests.enrol(Requests.card()).build()));
    }

    @Test
    void aTillNeitherReadsRecordsNorSetsStatuses() {
        String memberId = enrolled();

        assertRefused("REASON_NOT_GRANTED", "", () -> gateway.till().getMember(show(memberId)));
        assertRefused(
                "REASON_NOT_GRANTED",
                "",
                () -> gateway.till().setStatus(request(memberId, MemberStatus.MEMBER_STATUS_BLOCKED)));
    }

    private static void assertRefused(String reason, String field, ThrowingCallable call) {
        Map<String, List<String>> before = Tables.everything();

        StatusRuntimeException refused = catchThrowableOfType(StatusRuntimeException.class, call);

        assertThat(refused).as("refused").isNotNull();
        assertThat(Gateway.problem(refused).getReason()).isEqualTo(Reason.valueOf(reason));
        assertThat(Gateway.problem(refused).getField()).isEqualTo(field);
        assertThat(Gateway.errorInfo(refused).getReason()).isEqualTo(reason.substring("REASON_".length()));
        assertThat(Gateway.errorInfo(refused).getMetadataMap().getOrDefault("field", ""))
                .isEqualTo(field);
        assertThat(refused.getStatus().getDescription()).isNotBlank();
        assertThat(Tables.everything()).isEqualTo(before);
    }

    private static ThrowingCallable enrol(UnaryOperator<EnrolRequest.Builder> change) {
        EnrolRequest request = change.apply(Requests.enrol(Requests.card())).build();
        return () -> gateway.till().enrol(request);
    }

    private static ThrowingCallable profile(UnaryOperator<Profile.Builder> change) {
        return enrol(request -> request.setProfile(change.apply(Profile.newBuilder())));
    }

    private static ThrowingCallable setStatus(String memberId, MemberStatus status) {
        return () -> gateway.staff().setStatus(request(memberId, status));
    }

    private static SetStatusRequest request(String memberId, MemberStatus status) {
        return SetStatusRequest.newBuilder()
                .setMemberId(memberId)
                .setStatus(status)
                .build();
    }

    private static GetMemberRequest show(String memberId) {
        return GetMemberRequest.newBuilder().setMemberId(memberId).build();
    }

    private static String enrolled() {
        return gateway.till()
                .enrol(Requests.enrol(Requests.card()).build())
                .getContext()
                .getMemberId();
    }
}
