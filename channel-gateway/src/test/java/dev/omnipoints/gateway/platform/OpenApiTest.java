package dev.omnipoints.gateway.platform;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.gateway.GatewayTest;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OpenApiTest extends GatewayTest {
    private JsonPath api() {
        return given().queryParam("format", "JSON")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    @Test
    void everyEndpointIsDescribed() {
        assertThat(api().getMap("paths").keySet())
                .containsExactlyInAnyOrder(
                        "/v1/members/lookup",
                        "/v1/members",
                        "/v1/sales",
                        "/v1/sales/{saleId}",
                        "/v1/sales/{saleId}/claim",
                        "/v1/sales/batch",
                        "/v1/quotes",
                        "/v1/returns",
                        "/v1/events",
                        "/v1/me",
                        "/v1/me/balance",
                        "/v1/me/activity",
                        "/v1/admin/programme",
                        "/v1/admin/programme/versions",
                        "/v1/admin/rules",
                        "/v1/admin/rules/{draft}",
                        "/v1/admin/rules/{draft}/publish",
                        "/v1/admin/rules/{draft}/simulate",
                        "/v1/admin/rules/{draft}/simulations/{simulation}",
                        "/v1/admin/rules/versions",
                        "/v1/admin/rules/versions/current",
                        "/v1/admin/rules/versions/{number}",
                        "/v1/admin/rules/changes",
                        "/v1/admin/rules/failures",
                        "/v1/admin/rules/schema",
                        "/v1/admin/members/{memberId}/adjustments",
                        "/v1/admin/members/{memberId}/segments",
                        "/v1/admin/members/{memberId}/segments/changes",
                        "/v1/admin/operations/{operationId}/confirm",
                        "/v1/admin/operations/{operationId}/reverse",
                        "/v1/admin/transfers",
                        "/v1/admin/audit",
                        "/v1/admin/terminals/{id}/gaps",
                        "/v1/admin/ledger/roots",
                        "/v1/admin/clients",
                        "/v1/admin/clients/{id}",
                        "/v1/admin/clients/{id}/end",
                        "/v1/admin/clients/{id}/keys",
                        "/v1/admin/clients/{id}/keys/{keyId}/end",
                        "/v1/me/transfers",
                        "/v1/holds",
                        "/v1/holds/{id}",
                        "/v1/holds/{id}/capture",
                        "/v1/holds/{id}/void",
                        "/v1/redemptions",
                        "/v1/redemptions/{id}/reverse",
                        "/v1/operations/lookup");
    }

    @Test
    void aSaleSaysWhatItNeedsAndItsLimits() {
        JsonPath api = api();

        assertThat(api.getList("components.schemas.SaleRequest.required"))
                .containsExactlyInAnyOrder("receipt", "occurredAt", "currency", "lines", "tenders");
        assertThat(api.getList("components.schemas.SaleLine.required"))
                .containsExactlyInAnyOrder("lineId", "sku", "quantity", "gross");
        assertThat(api.getInt("components.schemas.SaleRequest.properties.lines.minItems"))
                .isEqualTo(1);
        assertThat(api.getInt("components.schemas.SaleRequest.properties.lines.maxItems"))
                .isEqualTo(1000);
        assertThat(api.getString("components.schemas.Receipt.properties.store.pattern"))
                .isEqualTo(Limits.ID);
        assertThat(api.getInt("components.schemas.SaleLine.properties.quantity.minimum"))
                .isEqualTo(1);
        assertThat(api.getString("components.schemas.SaleLine.properties.gross.format"))
                .isEqualTo("int64");
    }

    @Test
    void whoMayCallIsSaid() {
        JsonPath api = api();

        assertThat(api.getString("components.securitySchemes.apiKey.name")).isEqualTo("X-API-Key");
        assertThat(api.getString("components.securitySchemes.memberToken.scheme"))
                .isEqualTo("bearer");
        assertThat(api.getList("paths.'/v1/sales'.post.security")).hasSize(1);
        assertThat(api.getMap("paths.'/v1/sales'.post.security[0]").keySet().toString())
                .isEqualTo("[apiKey]");
        assertThat(api.getMap("paths.'/v1/me'.get.security[0]").keySet().toString())
                .isEqualTo("[memberToken]");
    }

    @Test
    void staffsEndpointsSayWhoMayCallAndWhatAChangeNeeds() {
        JsonPath api = api();

        assertThat(api.getMap("paths.'/v1/admin/transfers'.post.security[0]")
                        .keySet()
                        .toString())
                .isEqualTo("[staffToken]");
        assertThat(api.getString("paths.'/v1/admin/programme'.put.parameters[0].name"))
                .isEqualTo("If-Match");
        assertThat(api.getString("paths.'/v1/admin/programme'.put.responses.'428'.description"))
                .isEqualTo("PRECONDITION_REQUIRED");
        assertThat(api.getString("paths.'/v1/admin/programme'.put.responses.'412'.description"))
                .isEqualTo("VERSION_CONFLICT");
        assertThat(api.getString("components.schemas.Adjustment.properties.points.format"))
                .isEqualTo("int64");
        assertThat(api.getString("components.schemas.ProgrammeChange.properties.settings.type"))
                .isEqualTo("object");
    }

    @Test
    void rulesSayWhoPublishesAndWhatRefusesIt() {
        JsonPath api = api();

        assertThat(api.getMap("paths.'/v1/admin/rules/{draft}'").keySet())
                .containsExactlyInAnyOrder("get", "put", "delete");
        for (String change : new String[] {"{draft}'.put", "{draft}'.delete", "{draft}/publish'.post"}) {
            String responses = "paths.'/v1/admin/rules/" + change + ".responses.";
            assertThat(api.getString(responses + "'412'.description")).isEqualTo("VERSION_CONFLICT");
            assertThat(api.getString(responses + "'428'.description")).isEqualTo("PRECONDITION_REQUIRED");
            assertThat(api.getString(responses + "'404'.description")).isEqualTo("RULES_UNKNOWN");
        }
        assertThat(needsKey(api, "/v1/admin/rules")).isTrue();
        assertThat(needsKey(api, "/v1/admin/rules/{draft}/publish")).isTrue();
        String simulate = "/v1/admin/rules/{draft}/simulate";
        assertThat(needsKey(api, simulate)).isTrue();
        assertThat(api.getMap("paths.'" + simulate + "'.post.responses.'202'.headers"))
                .containsKey("Idempotent-Replayed");
        assertThat(api.getString("paths.'" + simulate + "'.post.responses.'404'.description"))
                .isEqualTo("RULES_UNKNOWN");
        assertThat(api.getList("components.schemas.SimulationBody.required")).containsExactlyInAnyOrder("from", "to");
        assertThat(api.getString("paths.'/v1/admin/rules'.post.responses.'409'.description"))
                .contains("LIMIT_REACHED");
        assertThat(api.getString("components.schemas.RulesDraftBody.properties.document.type"))
                .isEqualTo("object");
    }

    @Test
    void payingWithPointsSaysItsLimits() {
        JsonPath api = api();

        assertThat(api.getLong("components.schemas.HoldRequest.properties.points.minimum"))
                .isEqualTo(1);
        assertThat(api.getLong("components.schemas.HoldRequest.properties.points.maximum"))
                .isEqualTo(1_000_000_000_000L);
        assertThat(api.getInt("components.schemas.HoldRequest.properties.ttlSeconds.maximum"))
                .isEqualTo(604_800);
        assertThat(api.getList("components.schemas.RedemptionRequest.required")).containsExactly("points");
        assertThat(api.getMap("components.schemas.RedemptionRequest.properties"))
                .doesNotContainKeys("rewardId", "quantity");
        assertThat(api.getList("components.schemas.Outcome.properties.operation.oneOf"))
                .hasSize(8);
        assertThat(api.getString("paths.'/v1/holds'.post.responses.'409'.description"))
                .contains("INSUFFICIENT_POINTS", "TOO_MANY_HOLDS", "MEMBER_OWES");
        assertThat(api.getString("paths.'/v1/holds/{id}/capture'.post.responses.'409'.description"))
                .contains("HOLD_EXPIRED", "CAPTURE_EXCEEDS_HOLD");
        assertThat(api.getString("paths.'/v1/redemptions/{id}/reverse'.post.responses.'404'.description"))
                .isEqualTo("OPERATION_UNKNOWN");
        assertThat(api.getList("paths.'/v1/holds'.post.security")).hasSize(2);
        assertThat(api.getList("paths.'/v1/holds/{id}/void'.post.security")).hasSize(1);
    }

    @Test
    void problemsComeFromTheTableOfReasons() {
        JsonPath api = api();

        assertThat(api.getString("paths.'/v1/sales'.post.responses.'404'.description"))
                .contains("HOLD_UNKNOWN", "RECEIPT_UNKNOWN");
        assertThat(api.getString("paths.'/v1/returns'.post.responses.'409'.description"))
                .contains("RETURN_ALREADY_RECORDED", "RETURN_EXCEEDS_SALE", "RETURN_REFUSED");
        assertThat(api.getString("components.schemas.Sale.properties.short.format"))
                .isEqualTo("int64");

        assertThat(api.getString("paths.'/v1/sales'.post.responses.'409'.description"))
                .contains("RECEIPT_ALREADY_RECORDED", "OPERATION_IN_PROGRESS");
        assertThat(api.getString("paths.'/v1/sales'.post.responses.'504'.description"))
                .isEqualTo("OUTCOME_UNKNOWN");
        assertThat(api.getMap("paths.'/v1/me'.get.responses").keySet().toString())
                .doesNotContain("504", "415");
        assertThat(api.getMap("paths.'/v1/sales'.post.responses.'400'.content")
                        .keySet()
                        .toString())
                .isEqualTo("[application/problem+json]");
        List<String> words = Arrays.stream(Reason.values())
                .filter(reason -> reason != Reason.UNRECOGNIZED && reason != Reason.REASON_UNSPECIFIED)
                .map(Words::of)
                .toList();
        assertThat(api.getList("components.schemas.Problem.properties.reason.enum", String.class))
                .containsExactlyElementsOf(words);
    }

    @Test
    void theIdempotencyKeyIsAHeaderOfEveryCommand() {
        JsonPath api = api();
        assertThat(api.getString("components.parameters.'Idempotency-Key'.in")).isEqualTo("header");
        assertThat(api.getBoolean("components.parameters.'Idempotency-Key'.required"))
                .isTrue();
        for (String path : new String[] {
            "/v1/sales",
            "/v1/returns",
            "/v1/events",
            "/v1/members",
            "/v1/holds",
            "/v1/redemptions",
            "/v1/me/transfers",
            "/v1/admin/transfers",
            "/v1/admin/members/{memberId}/adjustments"
        }) {
            assertThat(needsKey(api, path)).as(path).isTrue();
            assertThat(api.getMap("paths.'" + path + "'.post.responses.'201'.headers"))
                    .containsKey("Idempotent-Replayed");
        }
        for (String path : new String[] {
            "/v1/sales/{saleId}/claim", "/v1/holds/{id}/capture", "/v1/holds/{id}/void", "/v1/redemptions/{id}/reverse"
        }) {
            assertThat(needsKey(api, path)).as(path).isTrue();
            assertThat(api.getMap("paths.'" + path + "'.post.responses.'200'.headers"))
                    .containsKey("Idempotent-Replayed");
        }
        for (String path :
                new String[] {"/v1/members/lookup", "/v1/quotes", "/v1/sales/batch", "/v1/operations/lookup"}) {
            assertThat(needsKey(api, path)).as(path).isFalse();
        }
    }

    private static boolean needsKey(JsonPath api, String path) {
        List<String> parameters = api.getList("paths.'" + path + "'.post.parameters.'$ref'");
        return parameters != null && parameters.contains("#/components/parameters/Idempotency-Key");
    }
}
