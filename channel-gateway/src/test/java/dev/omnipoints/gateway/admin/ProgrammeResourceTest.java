package dev.omnipoints.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.omnipoints.contracts.loyalty.v1.GetProgrammeResponse;
import dev.omnipoints.contracts.loyalty.v1.ListProgrammeVersionsRequest;
import dev.omnipoints.contracts.loyalty.v1.ListProgrammeVersionsResponse;
import dev.omnipoints.contracts.loyalty.v1.ProgrammeVersion;
import dev.omnipoints.contracts.loyalty.v1.UpdateProgrammeRequest;
import dev.omnipoints.contracts.loyalty.v1.UpdateProgrammeResponse;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.gateway.Credential;
import dev.omnipoints.gateway.GatewayTest;
import dev.omnipoints.gateway.Told;
import dev.omnipoints.gateway.platform.Times;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ProgrammeResourceTest extends GatewayTest {
    private static final String SETTINGS = "{\"zone\":\"Europe/Paris\",\"earnPoints\":2}";
    private static final String CHANGE = "{\"settings\":" + SETTINGS + "}";

    private static ProgrammeVersion version(int number) {
        return ProgrammeVersion.newBuilder()
                .setVersion(number)
                .setHoldsFrom(Times.to(Told.AT))
                .setSettingsJson(SETTINGS)
                .setCreatedAt(Times.to(Told.AT))
                .setCreatedBy("staff-7")
                .build();
    }

    private static String answer(int number) {
        return "\"holdsFrom\":\"2026-11-21T10:15:00Z\",\"settings\":" + SETTINGS
                + ",\"createdAt\":\"2026-11-21T10:15:00Z\",\"createdBy\":\"staff-7\"}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"viewer", "care", "marketing", "finance", "admin"})
    void everyRoleReadsTheNewestSettings(String role) {
        peers.programme = request -> GetProgrammeResponse.newBuilder()
                .setProgramme(version(3))
                .setHoldingVersion(2)
                .build();

        String body = asStaff(role)
                .get("/v1/admin/programme")
                .then()
                .statusCode(200)
                .header("ETag", "\"3\"")
                .header("Cache-Control", "no-store")
                .extract()
                .asString();

        assertThat(body).isEqualTo("{\"version\":3,\"holdingVersion\":2," + answer(3));
    }

    @Test
    void theVersionsComeInPages() {
        peers.versions = request -> ListProgrammeVersionsResponse.newBuilder()
                .addVersions(version(3))
                .addVersions(version(2))
                .setNextPageToken("2")
                .build();

        String body = asStaff("viewer")
                .get("/v1/admin/programme/versions?pageSize=2&pageToken=4")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(body)
                .isEqualTo("{\"entries\":[{\"version\":3," + answer(3) + ",{\"version\":2," + answer(2)
                        + "],\"nextPageToken\":\"2\"}");
        ListProgrammeVersionsRequest asked = peers.only(ListProgrammeVersionsRequest.class);
        assertThat(asked.getPageSize()).isEqualTo(2);
        assertThat(asked.getPageToken()).isEqualTo("4");
    }

    @Test
    void anAdminChangesTheVersionThatTheyRead() {
        peers.update = request ->
                UpdateProgrammeResponse.newBuilder().setProgramme(version(4)).build();

        String body = asStaff("admin")
                .header("If-Match", "\"3\"")
                .body("{\"settings\":" + SETTINGS + ",\"holdsFrom\":\"2027-01-01T00:00:00+01:00\"}")
                .put("/v1/admin/programme")
                .then()
                .statusCode(200)
                .header("ETag", "\"4\"")
                .header("Idempotent-Replayed", equalTo(null))
                .extract()
                .asString();

        assertThat(body).isEqualTo("{\"version\":4," + answer(4));
        UpdateProgrammeRequest asked = peers.only(UpdateProgrammeRequest.class);
        assertThat(asked.getExpectedVersion()).isEqualTo(3);
        assertThat(asked.getSettingsJson()).isEqualTo(SETTINGS);
        assertThat(Times.of(asked.getHoldsFrom())).isEqualTo("2026-12-31T23:00:00Z");
    }

    @Test
    void withoutADateSettingsHoldAtOnce() {
        peers.update = request -> UpdateProgrammeResponse.newBuilder()
                .setProgramme(version(4))
                .setReplayed(true)
                .build();

        put("\"3\"", CHANGE).statusCode(200).header("Idempotent-Replayed", "true");

        assertThat(peers.only(UpdateProgrammeRequest.class).hasHoldsFrom()).isFalse();
    }

    @Test
    void aChangeThatNamesNoVersionIsRefused() {
        asStaff("admin")
                .body(CHANGE)
                .put("/v1/admin/programme")
                .then()
                .statusCode(428)
                .contentType("application/problem+json")
                .body("reason", equalTo("PRECONDITION_REQUIRED"));
        assertThat(peers.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "3", "\"\"", "\"0\"", "\"x\"", "W/\"3\"", "\"3\", \"4\"", "\"9999999999\""})
    void anIfMatchThatIsNoVersionIsFieldInvalid(String tag) {
        put(tag, CHANGE)
                .statusCode(400)
                .body("reason", equalTo("FIELD_INVALID"))
                .body("field", equalTo("If-Match"));
        assertThat(peers.received()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{} | settings",
                "{\"settings\": null} | settings",
                "{\"settings\": 5} | settings",
                "{\"settings\": []} | settings",
                "{\"settings\": {}, \"from\": 1} | from",
                "{\"settings\": {\"zone\": 1, \"zone\": 2}} | settings.zone",
                "{\"settings\": {}, \"holdsFrom\": \"tomorrow\"} | holdsFrom",
                "{\"settings\": {}, \"holdsFrom\": 5} | holdsFrom"
            })
    void aChangeThatIsNotAsItMustBeIsFieldInvalid(String body, String field) {
        put("\"3\"", body)
                .statusCode(400)
                .body("reason", equalTo("FIELD_INVALID"))
                .body("field", equalTo(field));
        assertThat(peers.received()).isEmpty();
    }

    @Test
    void aVersionThatHasChangedIsAConflict() {
        peers.update = request -> {
            throw Told.refusal(Reason.REASON_VERSION_CONFLICT, "");
        };

        put("\"3\"", CHANGE).statusCode(412).body("reason", equalTo("VERSION_CONFLICT"));
    }

    @Test
    void whatLoyaltyServiceFindsInTheSettingsIsPassedOn() {
        peers.update = request -> {
            throw Told.refusal(Reason.REASON_FIELD_INVALID, "settings.expiry.unit");
        };

        put("\"3\"", CHANGE)
                .statusCode(400)
                .body("reason", equalTo("FIELD_INVALID"))
                .body("field", equalTo("settings.expiry.unit"))
                .body("detail", equalTo("what to do"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"viewer", "care", "marketing", "finance", "member", "partner", "admins"})
    void noOneButAnAdminChangesThem(String role) {
        asStaff(role)
                .header("If-Match", "\"3\"")
                .body(CHANGE)
                .put("/v1/admin/programme")
                .then()
                .statusCode(role.equals("member") ? 401 : 403)
                .contentType("application/problem+json");
        assertThat(peers.received()).isEmpty();
    }

    @Test
    void noOneButStaffReadsThem() {
        for (String path : new String[] {"/v1/admin/programme", "/v1/admin/programme/versions", "/v1/admin/audit"}) {
            as(Credential.SHOP).get(path).then().statusCode(403).body("reason", equalTo("NOT_GRANTED"));
            asMember().get(path).then().statusCode(403).body("reason", equalTo("NOT_GRANTED"));
            asStaff("partner").get(path).then().statusCode(403).body("reason", equalTo("NOT_GRANTED"));
        }
        assertThat(peers.received()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/admin/programme?version=3, version",
        "/v1/admin/programme/versions?pageSize=0, pageSize",
        "/v1/admin/programme/versions?pageSize=201, pageSize",
        "/v1/admin/programme/versions?pageToken=, pageToken"
    })
    void aParameterThatIsNotAsItMustBeIsFieldInvalid(String path, String field) {
        asStaff("admin")
                .get(path)
                .then()
                .statusCode(400)
                .body("reason", equalTo("FIELD_INVALID"))
                .body("field", equalTo(field));
    }

    private io.restassured.response.ValidatableResponse put(String tag, String body) {
        return asStaff("admin")
                .header("If-Match", tag)
                .body(body)
                .put("/v1/admin/programme")
                .then();
    }
}
