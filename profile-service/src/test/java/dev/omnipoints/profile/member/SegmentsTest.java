package dev.omnipoints.profile.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.omnipoints.contracts.profile.v1.GetSegmentsRequest;
import dev.omnipoints.contracts.profile.v1.Identity;
import dev.omnipoints.contracts.profile.v1.ListSegmentsChangesRequest;
import dev.omnipoints.contracts.profile.v1.ListSegmentsChangesResponse;
import dev.omnipoints.contracts.profile.v1.Segments;
import dev.omnipoints.contracts.profile.v1.SegmentsChange;
import dev.omnipoints.contracts.profile.v1.SetSegmentsRequest;
import dev.omnipoints.contracts.profile.v1.SetSegmentsResponse;
import dev.omnipoints.contracts.type.v1.CallerKind;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.profile.Gateway;
import dev.omnipoints.profile.ProfileEnvironment;
import dev.omnipoints.profile.Requests;
import dev.omnipoints.profile.Tables;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The segments that staff put a member in; each test has a member of its own. */
@QuarkusTest
@QuarkusTestResource(ProfileEnvironment.class)
class SegmentsTest {
    private static final String NOBODY = "01a20153-6ea0-7372-99c8-60293d49d9eb";
    private static Gateway gateway;

    private final Identity card = Requests.card();
    private String member;

    @BeforeAll
    static void connect() {
        gateway = Gateway.connect();
    }

    @AfterAll
    static void disconnect() {
        gateway.close();
    }

    @BeforeEach
    void enrol() {
        member = gateway.till().enrol(Requests.enrol(card).build()).getContext().getMemberId();
    }

    @Test
    void aSaleIsToldTheSegmentsThatStaffPutTheMemberIn() {
        assertThat(get()).isEqualTo(segments(1));

        SetSegmentsResponse set = set(1, "vip", "hair-lovers");

        assertThat(set.getSegments()).isEqualTo(segments(2, "hair-lovers", "vip"));
        assertThat(set.getReplayed()).isFalse();
        assertThat(get()).isEqualTo(set.getSegments());
        assertThat(resolved().getSegmentsList()).containsExactly("hair-lovers", "vip");
        assertThat(resolved().getStatusVersion()).isEqualTo(1);

        assertThat(set(2).getSegments()).isEqualTo(segments(3));
        assertThat(resolved().getSegmentsList()).isEmpty();
    }

    @Test
    void everyChangeIsKeptWithBeforeAndAfter() {
        set(1, "vip", "hair-lovers");
        set(2, "vip");
        set(3);

        ListSegmentsChangesResponse first = changes(2, "");
        ListSegmentsChangesResponse second = changes(2, first.getNextPageToken());

        assertThat(Stream.concat(first.getChangesList().stream(), second.getChangesList().stream())
                        .map(SegmentsTest::text))
                .containsExactly(
                        "4 anna [vip] -> []", "3 anna [hair-lovers, vip] -> [vip]", "2 anna [] -> [hair-lovers, vip]");
        assertThat(first.getChangesList()).allMatch(SegmentsChange::hasChangedAt);
        assertThat(second.getNextPageToken()).isEmpty();
        assertThat(changes(50, "2").getChangesList()).isEmpty();
    }

    @Test
    void theSameChangeOfAVersionAgainIsThatVersionAndAnotherIsRefused() {
        SetSegmentsResponse set = set(1, "vip");
        Map<String, List<String>> before = Tables.everything();

        assertThat(set(1, "vip")).isEqualTo(set.toBuilder().setReplayed(true).build());
        for (ThrowingCallable late :
                List.<ThrowingCallable>of(() -> set(1, "spa"), () -> set(3, "vip"), () -> setAs("bert", 1, "vip"))) {
            Problem problem = refused(late);
            assertThat(problem.getReason()).isEqualTo(Reason.REASON_VERSION_CONFLICT);
        }
        assertThat(Tables.everything()).isEqualTo(before);
    }

    static Stream<Arguments> malformed() {
        List<String> many = new ArrayList<>(Collections.nCopies(51, "x"));
        return Stream.of(
                Arguments.of(List.of(""), "segments[0]"),
                Arguments.of(List.of("vip", "hair lovers"), "segments[1]"),
                Arguments.of(List.of("é"), "segments[0]"),
                Arguments.of(List.of("x".repeat(65)), "segments[0]"),
                Arguments.of(List.of("vip", "spa", "vip"), "segments[2]"),
                Arguments.of(many, "segments"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void whatIsNoNameOfASegmentIsRefused(List<String> names, String field) {
        Map<String, List<String>> before = Tables.everything();

        Problem problem = refused(() -> set(1, names.toArray(String[]::new)));

        assertThat(problem.getReason()).isEqualTo(Reason.REASON_FIELD_INVALID);
        assertThat(problem.getField()).isEqualTo(field);
        assertThat(Tables.everything()).isEqualTo(before);
    }

    @Test
    void theLongestNamesAndTheMostSegmentsAreTaken() {
        String[] names = new String[50];
        for (int i = 0; i < names.length; i++) {
            names[i] = "~".repeat(62) + (10 + i);
        }

        assertThat(set(1, names).getSegments().getSegmentsList()).containsExactly(names);
        assertThat(resolved().getSegmentsList()).containsExactly(names);
    }

    @Test
    void whatIsNoVersionOrPageIsRefused() {
        assertThat(refused(() -> set(0, "vip")).getField()).isEqualTo("expectedVersion");
        assertThat(refused(() -> changes(0, "")).getField()).isEqualTo("pageSize");
        assertThat(refused(() -> changes(201, "")).getField()).isEqualTo("pageSize");
        assertThat(refused(() -> changes(1, "x")).getField()).isEqualTo("pageToken");
    }

    @Test
    void aMemberWhoIsNotThereIsUnknown() {
        member = NOBODY;
        for (ThrowingCallable call : List.<ThrowingCallable>of(this::get, () -> set(1, "vip"), () -> changes(1, ""))) {
            assertThat(refused(call).getReason()).isEqualTo(Reason.REASON_MEMBER_UNKNOWN);
        }
    }

    @Test
    void nobodyButStaffOfTheProgrammeMaySeeOrChangeThem() {
        var elsewhere = gateway.as(Gateway.caller(CallerKind.CALLER_KIND_STAFF, "console")
                .setProgramme("plain")
                .setActor("anna")
                .build());
        assertThat(refused(() -> elsewhere.setSegments(request(1, "vip"))).getReason())
                .isEqualTo(Reason.REASON_MEMBER_UNKNOWN);
        for (var stub : List.of(gateway.till(), gateway.member(member))) {
            GetSegmentsRequest get =
                    GetSegmentsRequest.newBuilder().setMemberId(member).build();
            ListSegmentsChangesRequest list =
                    ListSegmentsChangesRequest.newBuilder().setMemberId(member).build();
            for (ThrowingCallable call : List.<ThrowingCallable>of(
                    () -> stub.getSegments(get),
                    () -> stub.setSegments(request(1, "vip")),
                    () -> stub.listSegmentsChanges(list))) {
                assertThat(refused(call).getReason()).isEqualTo(Reason.REASON_NOT_GRANTED);
            }
        }
        assertThat(get()).isEqualTo(segments(1));
    }

    private Segments get() {
        return gateway.staff()
                .getSegments(GetSegmentsRequest.newBuilder().setMemberId(member).build())
                .getSegments();
    }

    private SetSegmentsResponse set(int expected, String... segments) {
        return gateway.staff().setSegments(request(expected, segments));
    }

    private SetSegmentsResponse setAs(String actor, int expected, String... segments) {
        return gateway.as(Gateway.caller(CallerKind.CALLER_KIND_STAFF, "console")
                        .setActor(actor)
                        .build())
                .setSegments(request(expected, segments));
    }

    private SetSegmentsRequest request(int expected, String... segments) {
        return SetSegmentsRequest.newBuilder()
                .setMemberId(member)
                .setExpectedVersion(expected)
                .addAllSegments(List.of(segments))
                .build();
    }

    private ListSegmentsChangesResponse changes(int pageSize, String token) {
        return gateway.staff()
                .listSegmentsChanges(ListSegmentsChangesRequest.newBuilder()
                        .setMemberId(member)
                        .setPageSize(pageSize)
                        .setPageToken(token)
                        .build());
    }

    private MemberContext resolved() {
        return gateway.till().resolve(Requests.resolve(card)).getContext();
    }

    private Segments segments(int version, String... names) {
        return Segments.newBuilder()
                .setMemberId(member)
                .setVersion(version)
                .addAllSegments(List.of(names))
                .build();
    }

    private static String text(SegmentsChange change) {
        return change.getVersion() + " " + change.getChangedBy() + " " + change.getBeforeList() + " -> "
                + change.getAfterList();
    }

    private static Problem refused(ThrowingCallable call) {
        return Gateway.problem(catchThrowableOfType(StatusRuntimeException.class, call));
    }
}
