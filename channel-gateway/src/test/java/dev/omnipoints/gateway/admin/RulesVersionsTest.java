package dev.omnipoints.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.omnipoints.contracts.loyalty.v1.CreateDraftRequest;
import dev.omnipoints.contracts.loyalty.v1.CreateDraftResponse;
import dev.omnipoints.contracts.loyalty.v1.DeleteDraftRequest;
import dev.omnipoints.contracts.loyalty.v1.DeleteDraftResponse;
import dev.omnipoints.contracts.loyalty.v1.GetRulesRequest;
import dev.omnipoints.contracts.loyalty.v1.GetRulesResponse;
import dev.omnipoints.contracts.loyalty.v1.GetRulesSchemaRequest;
import dev.omnipoints.contracts.loyalty.v1.GetRulesSchemaResponse;
import dev.omnipoints.contracts.loyalty.v1.ListRuleFailuresRequest;
import dev.omnipoints.contracts.loyalty.v1.ListRuleFailuresResponse;
import dev.omnipoints.contracts.loyalty.v1.ListRulesChangesRequest;
import dev.omnipoints.contracts.loyalty.v1.ListRulesChangesResponse;
import dev.omnipoints.contracts.loyalty.v1.ListRulesVersionsRequest;
import dev.omnipoints.contracts.loyalty.v1.ListRulesVersionsResponse;
import dev.omnipoints.contracts.loyalty.v1.PublishDraftRequest;
import dev.omnipoints.contracts.loyalty.v1.PublishDraftResponse;
import dev.omnipoints.contracts.loyalty.v1.PublishedRules;
import dev.omnipoints.contracts.loyalty.v1.RuleFailure;
import dev.omnipoints.contracts.loyalty.v1.RulesChange;
import dev.omnipoints.contracts.loyalty.v1.RulesChangeKind;
import dev.omnipoints.contracts.loyalty.v1.RulesDraft;
import dev.omnipoints.contracts.loyalty.v1.UpdateDraftRequest;
import dev.omnipoints.contracts.loyalty.v1.UpdateDraftResponse;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.gateway.GatewayTest;
import dev.omnipoints.gateway.Told;
import dev.omnipoints.gateway.platform.Times;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class RulesVersionsTest extends GatewayTest {
    private static final String RULES = "/v1/admin/rules";
    private static final String DRAFT = "0193a0e2-0000-7000-8000-000000000001";
    private static final String VERSION = "{\"number\":5,\"name\":\"Visits\",\"ruleCount\":1,\"document\":"
            + RulesResourceTest.DOCUMENT + ",\"draft\":\"" + DRAFT + "\",\"editors\":[\"staff-6\"],"
            + "\"publishedAt\":\"2026-11-21T10:15:00Z\",\"publishedBy\":\"staff-7\"}";
    private static final PublishedRules PUBLISHED = PublishedRules.newBuilder()
            .setNumber(5)
            .setName("Visits")
            .setDocumentJson(RulesResourceTest.DOCUMENT)
            .setRuleCount(1)
            .setDraftId(DRAFT)
            .addEditors("staff-6")
            .setPublishedAt(Times.to(Told.AT))
            .setPublishedBy("staff-7")
            .build();

    @ParameterizedTest
    @ValueSource(strings = {"viewer", "care", "marketing", "finance", "admin"})
    void everyRoleReadsWhatIsPublished(String role) {
        peers.rules(
                GetRulesRequest.class,
                request -> GetRulesResponse.newBuilder().setRules(PUBLISHED).build());
        peers.rules(
                ListRulesVersionsRequest.class,
                request -> ListRulesVersionsResponse.newBuilder()
                        .addVersions(PUBLISHED.toBuilder().clearDocumentJson())
                        .setNextPageToken("5")
                        .build());

        assertThat(get(role, "/versions/current")).isEqualTo(VERSION);
        assertThat(peers.only(GetRulesRequest.class).hasNumber()).isFalse();
        assertThat(get(role, "/versions?pageSize=1&pageToken=6"))
                .isEqualTo("{\"entries\":[" + VERSION.replace(",\"document\":" + RulesResourceTest.DOCUMENT, "")
                        + "],\"nextPageToken\":\"5\"}");
        assertThat(peers.only(ListRulesVersionsRequest.class))
                .isEqualTo(ListRulesVersionsRequest.newBuilder()
                        .setPageSize(1)
                        .setPageToken("6")
                        .build());
        peers.reset();
        peers.rules(
                GetRulesRequest.class,
                request -> GetRulesResponse.newBuilder().setRules(PUBLISHED).build());
        assertThat(get(role, "/versions/5")).isEqualTo(VERSION);
        assertThat(peers.only(GetRulesRequest.class).getNumber()).isEqualTo(5);
    }

    @Test
    void beforeAnythingIsPublishedThereAreNoRules() {
        peers.rules(
                GetRulesRequest.class,
                request -> GetRulesResponse.newBuilder()
                        .setRules(PublishedRules.newBuilder().setDocumentJson("{\"rules\":[]}"))
                        .build());

        assertThat(get("viewer", "/versions/current"))
                .isEqualTo("{\"number\":0,\"ruleCount\":0,\"document\":{\"rules\":[]}}");
    }

    @Test
    void aVersionThatIsNotThereIsUnknown() {
        peers.rules(GetRulesRequest.class, request -> {
            throw Told.refusal(Reason.REASON_RULES_UNKNOWN, "");
        });
        for (String number : new String[] {"7", "0", "x", "1.5", "9999999999999999999"}) {
            asStaff("viewer")
                    .get(RULES + "/versions/" + number)
                    .then()
                    .statusCode(404)
                    .body("reason", equalTo("RULES_UNKNOWN"));
        }
        assertThat(peers.received()).hasSize(1);
    }

    @Test
    void whoChangedWhatIsToldWithBeforeAndAfter() {
        RulesChange change = RulesChange.newBuilder()
                .setKind(RulesChangeKind.RULES_CHANGE_KIND_PUBLISH)
                .setChangedAt(Times.to(Told.AT))
                .setSubject("staff-7")
                .setClient("back-office")
                .setDraftId(DRAFT)
                .setDraftVersion(3)
                .setName("Visits")
                .setBasedOn(4)
                .setNumber(5)
                .setBeforeJson("{\"rules\":[]}")
                .setAfterJson(RulesResourceTest.DOCUMENT)
                .build();
        peers.rules(
                ListRulesChangesRequest.class,
                request -> ListRulesChangesResponse.newBuilder()
                        .addChanges(change)
                        .addChanges(change.toBuilder()
                                .setKind(RulesChangeKind.RULES_CHANGE_KIND_DELETE)
                                .clearNumber()
                                .clearAfterJson())
                        .build());

        String told = ",\"at\":\"2026-11-21T10:15:00Z\",\"subject\":\"staff-7\",\"client\":\"back-office\",\"draft\":\""
                + DRAFT + "\",\"draftVersion\":3,\"name\":\"Visits\",\"basedOn\":4,";
        assertThat(get("care", "/changes"))
                .isEqualTo("{\"entries\":[{\"change\":\"PUBLISH\"" + told
                        + "\"number\":5,\"before\":{\"rules\":[]},\"after\":" + RulesResourceTest.DOCUMENT
                        + "},{\"change\":\"DELETE\"" + told + "\"before\":{\"rules\":[]}}]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"viewer", "care", "marketing", "finance", "admin"})
    void everyRoleReadsWhichRulesFailed(String role) {
        peers.rules(
                ListRuleFailuresRequest.class,
                request -> ListRuleFailuresResponse.newBuilder()
                        .addFailures(RuleFailure.newBuilder()
                                .setNumber(5)
                                .setRule("visit")
                                .setMessage("Line 1, column 5: it divides by zero")
                                .setCount(12)
                                .setFirstAt(Times.to(Told.AT))
                                .setLastAt(Times.to(Told.AT.plusSeconds(60))))
                        .setNextPageToken("more")
                        .build());

        assertThat(get(role, "/failures?pageSize=1&pageToken=some"))
                .isEqualTo("{\"entries\":[{\"version\":5,\"rule\":\"visit\","
                        + "\"message\":\"Line 1, column 5: it divides by zero\",\"count\":12,"
                        + "\"firstAt\":\"2026-11-21T10:15:00Z\",\"lastAt\":\"2026-11-21T10:16:00Z\"}],"
                        + "\"nextPageToken\":\"more\"}");
        assertThat(peers.only(ListRuleFailuresRequest.class))
                .isEqualTo(ListRuleFailuresRequest.newBuilder()
                        .setPageSize(1)
                        .setPageToken("some")
                        .build());
    }

    @Test
    void theSchemaIsToldAsItIs() {
        peers.rules(
                GetRulesSchemaRequest.class,
                request -> GetRulesSchemaResponse.newBuilder()
                        .setSchemaJson("{\n  \"title\": \"Rules\"\n}")
                        .build());

        assertThat(get("viewer", "/schema")).isEqualTo("{\"title\":\"Rules\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "?draft=3, draft",
        "?pageSize=0, pageSize",
        "/versions?pageSize=201, pageSize",
        "/versions?pageToken=, pageToken",
        "/versions/current?number=3, number",
        "/versions/3?number=3, number",
        "/changes?pageSize=x, pageSize",
        "/failures?pageSize=201, pageSize",
        "/failures?rule=a, rule",
        "/schema?version=1, version"
    })
    void aParameterThatIsNotAsItMustBeIsFieldInvalid(String path, String field) {
        asStaff("admin")
                .get(RULES + path)
                .then()
                .statusCode(400)
                .body("reason", equalTo("FIELD_INVALID"))
                .body("field", equalTo(field));
    }

    @Test
    void whatIsDoneToRulesHasAuditEntries() {
        String draft = UUID.randomUUID().toString();
        RulesDraft.Builder told = RulesDraft.newBuilder().setDraftId(draft).setDocumentJson("{}");
        peers.rules(
                CreateDraftRequest.class,
                request -> CreateDraftResponse.newBuilder()
                        .setDraft(told.setVersion(1))
                        .build());
        peers.rules(
                UpdateDraftRequest.class,
                request -> UpdateDraftResponse.newBuilder()
                        .setDraft(told.setVersion(2))
                        .build());
        peers.rules(
                PublishDraftRequest.class,
                request -> PublishDraftResponse.newBuilder().setRules(PUBLISHED).build());
        peers.rules(DeleteDraftRequest.class, request -> DeleteDraftResponse.getDefaultInstance());
        String body = "{\"name\":\"" + draft + "\",\"document\":{}}";
        asStaff("admin")
                .header("Idempotency-Key", draft)
                .body(body)
                .post(RULES)
                .then()
                .statusCode(201);
        for (int i = 0; i < 2; i++) {
            asStaff("admin")
                    .header("If-Match", "\"1\"")
                    .body(body)
                    .put(RULES + "/" + draft)
                    .then()
                    .statusCode(200);
        }
        asStaff("admin")
                .headers(Map.of("If-Match", "\"2\"", "Idempotency-Key", draft))
                .post(RULES + "/" + draft + "/publish")
                .then()
                .statusCode(200);
        asStaff("admin")
                .header("If-Match", "\"9\"")
                .delete(RULES + "/" + draft)
                .then()
                .statusCode(204);

        List<Map<String, Object>> entries = asStaff("admin")
                .get("/v1/admin/audit?pageSize=4")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("entries");
        assertThat(entries.stream().map(RulesVersionsTest::entry))
                .containsExactly(
                        "DELETE_RULES_DRAFT " + draft + " DONE 9 null null",
                        "PUBLISH_RULES " + draft + " DONE 2 5 null",
                        "UPDATE_RULES_DRAFT " + draft + " DONE 1 2 null",
                        "CREATE_RULES_DRAFT demo DONE null null " + draft);
    }

    private static String entry(Map<String, Object> entry) {
        return entry.get("action") + " " + entry.get("target") + " " + entry.get("outcome") + " "
                + entry.get("beforeVersion") + " " + entry.get("afterVersion") + " " + entry.get("operationId");
    }

    private String get(String role, String path) {
        return asStaff(role).get(RULES + path).then().statusCode(200).extract().asString();
    }
}
