package dev.omnipoints.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.omnipoints.contracts.profile.v1.GetSegmentsRequest;
import dev.omnipoints.contracts.profile.v1.GetSegmentsResponse;
import dev.omnipoints.contracts.profile.v1.ListSegmentsChangesRequest;
import dev.omnipoints.contracts.profile.v1.ListSegmentsChangesResponse;
import dev.omnipoints.contracts.profile.v1.Segments;
import dev.omnipoints.contracts.profile.v1.SegmentsChange;
import dev.omnipoints.contracts.profile.v1.SetSegmentsRequest;
import dev.omnipoints.contracts.profile.v1.SetSegmentsResponse;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.gateway.Credential;
import dev.omnipoints.gateway.GatewayTest;
import dev.omnipoints.gateway.MemberToken;
import dev.omnipoints.gateway.Told;
import dev.omnipoints.gateway.platform.Times;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class SegmentsResourceTest extends GatewayTest {
    private static final String PATH = "/v1/admin/members/" + MemberToken.MEMBER + "/segments";
    private static final String BODY = "{\"segments\":[\"vip\",\"hair-lovers\"]}";

    @ParameterizedTest
    @ValueSource(strings = {"care", "marketing", "admin"})
    void staffWhoServeMembersReadThem(String role) {
        peers.rules(
                GetSegmentsRequest.class,
                request -> GetSegmentsResponse.newBuilder()
                        .setSegments(segments(3, "hair-lovers", "vip"))
                        .build());

        String body = asStaff(role)
                .get(PATH)
                .then()
                .statusCode(200)
                .header("ETag", "\"3\"")
                .header("Cache-Control", "no-store")
                .extract()
                .asString();

        assertThat(body)
                .isEqualTo("{\"memberId\":\"" + MemberToken.MEMBER
                        + "\",\"version\":3,\"segments\":[\"hair-lovers\",\"vip\"]}");
        assertThat(peers.only(GetSegmentsRequest.class).getMemberId()).isEqualTo(MemberToken.MEMBER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"marketing", "admin"})
    void whoMayPutsAMemberInSegmentsWithAnEntryInTheAuditLog(String role) {
        peers.rules(
                SetSegmentsRequest.class,
                request -> SetSegmentsResponse.newBuilder()
                        .setSegments(segments(4, "hair-lovers", "vip"))
                        .build());

        String body = put(role, "\"3\"", BODY)
                .statusCode(200)
                .header("ETag", "\"4\"")
                .header("Idempotent-Replayed", equalTo(null))
                .extract()
                .asString();

        assertThat(body)
                .isEqualTo("{\"memberId\":\"" + MemberToken.MEMBER
                        + "\",\"version\":4,\"segments\":[\"hair-lovers\",\"vip\"]}");
        assertThat(peers.only(SetSegmentsRequest.class))
                .isEqualTo(SetSegmentsRequest.newBuilder()
                        .setMemberId(MemberToken.MEMBER)
                        .setExpectedVersion(3)
                        .addSegments("vip")
                        .addSegments("hair-lovers")
                        .build());
        asStaff("admin")
                .get("/v1/admin/audit")
                .then()
                .body("entries[0].action", equalTo("SET_SEGMENTS"))
                .body("entries[0].target", equalTo(MemberToken.MEMBER))
                .body("entries[0].beforeVersion", equalTo(3))
                .body("entries[0].afterVersion", equalTo(4))
                .body("entries[0].outcome", equalTo("DONE"));
    }

    @Test
    void theyAreClearedByNoneAndTheSameChangeAgainSaysSo() {
        peers.rules(
                SetSegmentsRequest.class,
                request -> SetSegmentsResponse.newBuilder()
                        .setSegments(segments(5))
                        .setReplayed(true)
                        .build());

        put("admin", "\"4\"", "{\"segments\":[]}")
                .statusCode(200)
                .header("Idempotent-Replayed", "true")
                .body("segments", equalTo(List.of()));
        assertThat(peers.only(SetSegmentsRequest.class).getSegmentsList()).isEmpty();
    }

    @Test
    void everyChangeIsTold() {
        peers.rules(
                ListSegmentsChangesRequest.class,
                request -> ListSegmentsChangesResponse.newBuilder()
                        .addChanges(SegmentsChange.newBuilder()
                                .setVersion(2)
                                .setChangedAt(Times.to(Told.AT))
                                .setChangedBy("staff-7")
                                .addAfter("vip"))
                        .setNextPageToken("2")
                        .build());

        String body = asStaff("care")
                .get(PATH + "/changes?pageSize=1&pageToken=3")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(body)
                .isEqualTo("{\"entries\":[{\"version\":2,\"at\":\"2026-11-21T10:15:00Z\",\"subject\":\"staff-7\","
                        + "\"before\":[],\"after\":[\"vip\"]}],\"nextPageToken\":\"2\"}");
        ListSegmentsChangesRequest asked = peers.only(ListSegmentsChangesRequest.class);
        assertThat(asked.getPageSize()).isEqualTo(1);
        assertThat(asked.getPageToken()).isEqualTo("3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{} | segments",
                "{\"segments\": null} | segments",
                "{\"segments\": \"vip\"} | segments",
                "{\"segments\": [5]} | segments[0]",
                "{\"segments\": [null]} | segments[0]",
                "{\"segments\": [\"\"]} | segments[0]",
                "{\"segments\": [\"vip\", \"hair lovers\"]} | segments[1]",
                "{\"segments\": [\"é\"]} | segments[0]",
                "{\"segments\": [], \"version\": 1} | version"
            })
    void segmentsThatAreNotAsTheyMustBeAreFieldInvalid(String body, String field) {
        put("admin", "\"3\"", body)
                .statusCode(400)
                .body("reason", equalTo("FIELD_INVALID"))
                .body("field", equalTo(field));
        assertThat(peers.received()).isEmpty();
    }

    @Test
    void fiftyOneAreTooMany() {
        String many = String.join(",", Collections.nCopies(51, "\"vip\""));

        put("admin", "\"3\"", "{\"segments\":[" + many + "]}").statusCode(400).body("field", equalTo("segments"));
        assertThat(peers.received()).isEmpty();
    }

    @Test
    void aChangeThatNamesNoVersionIsRefused() {
        asStaff("admin").body(BODY).put(PATH).then().statusCode(428).body("reason", equalTo("PRECONDITION_REQUIRED"));
        put("admin", "*", BODY).statusCode(400).body("field", equalTo("If-Match"));
        assertThat(peers.received()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"VERSION_CONFLICT, 412, ''", "MEMBER_UNKNOWN, 404, ''", "FIELD_INVALID, 400, segments[1]"})
    void whatProfileServiceRefusesIsPassedOn(String reason, int status, String field) {
        peers.rules(SetSegmentsRequest.class, request -> {
            throw Told.refusal(Reason.valueOf("REASON_" + reason), field);
        });

        put("admin", "\"3\"", BODY).statusCode(status).body("reason", equalTo(reason));
    }

    @Test
    void whatIsNoMembersIdIsNobody() {
        for (String path : new String[] {"/v1/admin/members/x/segments", "/v1/admin/members/x/segments/changes"}) {
            asStaff("admin").get(path).then().statusCode(404).body("reason", equalTo("MEMBER_UNKNOWN"));
        }
        asStaff("admin")
                .header("If-Match", "\"3\"")
                .body(BODY)
                .put("/v1/admin/members/x/segments")
                .then()
                .statusCode(404)
                .body("reason", equalTo("MEMBER_UNKNOWN"));
        assertThat(peers.received()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"?version=3, version", "/changes?pageSize=0, pageSize", "/changes?pageToken=, pageToken"})
    void aParameterThatIsNotAsItMustBeIsFieldInvalid(String query, String field) {
        asStaff("admin")
                .get(PATH + query)
                .then()
                .statusCode(400)
                .body("reason", equalTo("FIELD_INVALID"))
                .body("field", equalTo(field));
        assertThat(peers.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"viewer", "finance", "care", "partner"})
    void noOneElseChangesThem(String role) {
        put(role, "\"3\"", BODY).statusCode(403).body("reason", equalTo("NOT_GRANTED"));
        assertThat(peers.received()).isEmpty();
    }

    @Test
    void noOneElseReadsThem() {
        for (String path : new String[] {PATH, PATH + "/changes"}) {
            as(Credential.SHOP).get(path).then().statusCode(403).body("reason", equalTo("NOT_GRANTED"));
            asMember().get(path).then().statusCode(403).body("reason", equalTo("NOT_GRANTED"));
            for (String role : new String[] {"viewer", "finance", "partner"}) {
                asStaff(role).get(path).then().statusCode(403).body("reason", equalTo("NOT_GRANTED"));
            }
        }
        assertThat(peers.received()).isEmpty();
    }

    private static Segments segments(int version, String... names) {
        return Segments.newBuilder()
                .setMemberId(MemberToken.MEMBER)
                .setVersion(version)
                .addAllSegments(List.of(names))
                .build();
    }

    private ValidatableResponse put(String role, String tag, String body) {
        return asStaff(role).header("If-Match", tag).body(body).put(PATH).then();
    }
}
