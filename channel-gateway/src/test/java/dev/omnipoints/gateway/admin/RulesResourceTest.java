package dev.omnipoints.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.omnipoints.contracts.loyalty.v1.CreateDraftRequest;
import dev.omnipoints.contracts.loyalty.v1.CreateDraftResponse;
import dev.omnipoints.contracts.loyalty.v1.DeleteDraftRequest;
import dev.omnipoints.contracts.loyalty.v1.DeleteDraftResponse;
import dev.omnipoints.contracts.loyalty.v1.GetDraftRequest;
import dev.omnipoints.contracts.loyalty.v1.GetDraftResponse;
import dev.omnipoints.contracts.loyalty.v1.ListDraftsRequest;
import dev.omnipoints.contracts.loyalty.v1.ListDraftsResponse;
import dev.omnipoints.contracts.loyalty.v1.PublishDraftRequest;
import dev.omnipoints.contracts.loyalty.v1.PublishDraftResponse;
import dev.omnipoints.contracts.loyalty.v1.PublishedRules;
import dev.omnipoints.contracts.loyalty.v1.RulesDraft;
import dev.omnipoints.contracts.loyalty.v1.UpdateDraftRequest;
import dev.omnipoints.contracts.loyalty.v1.UpdateDraftResponse;
import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.gateway.GatewayTest;
import dev.omnipoints.gateway.Told;
import dev.omnipoints.gateway.platform.Times;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class RulesResourceTest extends GatewayTest {
    static final String DOCUMENT =
            "{\"rules\":[{\"id\":\"a\",\"name\":\"A\",\"award\":{\"fixed\":{\"points\":\"1\"}}}]}";
    private static final String BODY = "{\"name\":\"Visits\",\"document\":" + DOCUMENT + "}";
    private static final String RULES = "/v1/admin/rules";
    private static final String ANSWER = "\"name\":\"Visits\",\"basedOn\":4,\"ruleCount\":1,\"document\":" + DOCUMENT
            + ",\"editors\":[\"staff-6\",\"staff-7\"],\"createdAt\":\"2026-11-21T10:15:00Z\",\"createdBy\":\"staff-6\","
            + "\"changedAt\":\"2026-11-21T10:15:00Z\",\"changedBy\":\"staff-7\"}";

    private final String id = UUID.randomUUID().toString();

    private RulesDraft draft(int version) {
        return RulesDraft.newBuilder()
                .setDraftId(id)
                .setVersion(version)
                .setName("Visits")
                .setBasedOn(4)
                .setDocumentJson(DOCUMENT)
                .setRuleCount(1)
                .addEditors("staff-6")
                .addEditors("staff-7")
                .setCreatedAt(Times.to(Told.AT))
                .setCreatedBy("staff-6")
                .setChangedAt(Times.to(Told.AT))
                .setChangedBy("staff-7")
                .build();
    }

    private String answer(int version) {
        return "{\"draft\":\"" + id + "\",\"version\":" + version + "," + ANSWER;
    }

    @ParameterizedTest
    @ValueSource(strings = {"marketing", "admin"})
    void marketingAndAdminWriteADraft(String role) {
        peers.rules(
                CreateDraftRequest.class,
                request -> CreateDraftResponse.newBuilder().setDraft(draft(1)).build());

        String body = asStaff(role)
                .header("Idempotency-Key", "\"k1\"")
                .body(BODY)
                .post(RULES)
                .then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .header("Idempotent-Replayed", equalTo(null))
                .extract()
                .asString();

        assertThat(body).isEqualTo(answer(1));
        assertThat(peers.only(CreateDraftRequest.class))
                .isEqualTo(CreateDraftRequest.newBuilder()
                        .setIdempotencyKey("k1")
                        .setName("Visits")
                        .setDocumentJson(DOCUMENT)
                        .build());
    }

    @Test
    void aDraftThatIsMadeAgainIsMarked() {
        peers.rules(
                CreateDraftRequest.class,
                request -> CreateDraftResponse.newBuilder()
                        .setDraft(draft(1))
                        .setReplayed(true)
                        .build());

        asStaff("marketing")
                .header("Idempotency-Key", "k1")
                .body(BODY.replace("\"Visits\"", "\"Visits\",\"basedOn\":0"))
                .post(RULES)
                .then()
                .statusCode(201)
                .header("Idempotent-Replayed", "true");

        assertThat(peers.only(CreateDraftRequest.class).hasBasedOn()).isTrue();
        assertThat(peers.only(CreateDraftRequest.class).getBasedOn()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"viewer", "care", "marketing", "finance", "admin"})
    void everyRoleReadsDrafts(String role) {
        peers.rules(
                GetDraftRequest.class,
                request -> GetDraftResponse.newBuilder().setDraft(draft(3)).build());
        peers.rules(
                ListDraftsRequest.class,
                request -> ListDraftsResponse.newBuilder()
                        .addDrafts(draft(3).toBuilder().clearDocumentJson())
                        .setNextPageToken("7")
                        .build());

        String body = asStaff(role)
                .get(RULES + "/" + id)
                .then()
                .statusCode(200)
                .header("ETag", "\"3\"")
                .extract()
                .asString();
        String page = asStaff(role)
                .get(RULES + "?pageSize=1&pageToken=9")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(body).isEqualTo(answer(3));
        assertThat(peers.only(GetDraftRequest.class).getDraftId()).isEqualTo(id);
        assertThat(page)
                .isEqualTo("{\"entries\":[" + answer(3).replace(",\"document\":" + DOCUMENT, "")
                        + "],\"nextPageToken\":\"7\"}");
        assertThat(peers.only(ListDraftsRequest.class))
                .isEqualTo(ListDraftsRequest.newBuilder()
                        .setPageSize(1)
                        .setPageToken("9")
                        .build());
    }

    @Test
    void whoHasReadADraftWritesItAnew() {
        peers.rules(
                UpdateDraftRequest.class,
                request -> UpdateDraftResponse.newBuilder().setDraft(draft(4)).build());

        String body = changing("3", "marketing")
                .body(BODY.replace("\"Visits\"", "\"Visits\",\"basedOn\":4"))
                .put(RULES + "/" + id)
                .then()
                .statusCode(200)
                .header("ETag", "\"4\"")
                .extract()
                .asString();

        assertThat(body).isEqualTo(answer(4));
        assertThat(peers.only(UpdateDraftRequest.class))
                .isEqualTo(UpdateDraftRequest.newBuilder()
                        .setDraftId(id)
                        .setExpectedVersion(3)
                        .setName("Visits")
                        .setDocumentJson(DOCUMENT)
                        .setBasedOn(4)
                        .build());
    }

    @Test
    void whoHasReadADraftThrowsItAway() {
        peers.rules(
                DeleteDraftRequest.class,
                request -> DeleteDraftResponse.newBuilder()
                        .setReplayed(request.getExpectedVersion() == 4)
                        .build());

        changing("3", "marketing")
                .delete(RULES + "/" + id)
                .then()
                .statusCode(204)
                .header("Idempotent-Replayed", equalTo(null))
                .body(equalTo(""));
        changing("4", "admin").delete(RULES + "/" + id).then().statusCode(204).header("Idempotent-Replayed", "true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}"})
    void aSecondPersonPublishesWhatTheyHaveRead(String nothing) {
        peers.rules(
                PublishDraftRequest.class,
                request -> PublishDraftResponse.newBuilder()
                        .setRules(PublishedRules.newBuilder()
                                .setNumber(5)
                                .setName("Visits")
                                .setDocumentJson(DOCUMENT)
                                .setRuleCount(1)
                                .setDraftId(id)
                                .addEditors("staff-6")
                                .setPublishedAt(Times.to(Told.AT))
                                .setPublishedBy("staff-7"))
                        .setReplayed(true)
                        .build());

        String body = changing("3", "marketing")
                .header("Idempotency-Key", "k2")
                .body(nothing)
                .post(RULES + "/" + id + "/publish")
                .then()
                .statusCode(200)
                .header("Idempotent-Replayed", "true")
                .extract()
                .asString();

        assertThat(body)
                .isEqualTo("{\"number\":5,\"name\":\"Visits\",\"ruleCount\":1,\"document\":" + DOCUMENT
                        + ",\"draft\":\"" + id + "\",\"editors\":[\"staff-6\"],"
                        + "\"publishedAt\":\"2026-11-21T10:15:00Z\",\"publishedBy\":\"staff-7\"}");
        assertThat(peers.only(PublishDraftRequest.class))
                .isEqualTo(PublishDraftRequest.newBuilder()
                        .setIdempotencyKey("k2")
                        .setDraftId(id)
                        .setExpectedVersion(3)
                        .build());
    }

    @Test
    void whatLoyaltyServiceRefusesIsPassedOn() {
        peers.rules(PublishDraftRequest.class, request -> {
            throw Told.refusal(Reason.REASON_NOT_GRANTED, "");
        });
        peers.rules(UpdateDraftRequest.class, request -> {
            throw Told.refusal(Reason.REASON_FIELD_INVALID, "document.rules[3].award.rate.per.EUR");
        });
        peers.rules(CreateDraftRequest.class, request -> {
            throw Told.refusal(Problem.newBuilder()
                    .setReason(Reason.REASON_LIMIT_REACHED)
                    .setLimit("drafts")
                    .build());
        });
        peers.rules(GetDraftRequest.class, request -> {
            throw Told.refusal(Reason.REASON_RULES_UNKNOWN, "");
        });

        changing("3", "admin")
                .header("Idempotency-Key", "k2")
                .post(RULES + "/" + id + "/publish")
                .then()
                .statusCode(403)
                .body("reason", equalTo("NOT_GRANTED"));
        changing("3", "admin")
                .body(BODY)
                .put(RULES + "/" + id)
                .then()
                .statusCode(400)
                .body("field", equalTo("document.rules[3].award.rate.per.EUR"));
        asStaff("admin")
                .header("Idempotency-Key", "k1")
                .body(BODY)
                .post(RULES)
                .then()
                .statusCode(409)
                .body("reason", equalTo("LIMIT_REACHED"))
                .body("limit", equalTo("drafts"));
        asStaff("admin").get(RULES + "/" + id).then().statusCode(404).body("reason", equalTo("RULES_UNKNOWN"));
    }

    private RequestSpecification changing(String version, String role) {
        return asStaff(role).headers(Map.of("If-Match", '"' + version + '"'));
    }
}
