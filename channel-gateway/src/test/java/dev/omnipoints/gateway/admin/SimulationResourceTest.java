package dev.omnipoints.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.omnipoints.contracts.loyalty.v1.Award;
import dev.omnipoints.contracts.loyalty.v1.GetSimulationRequest;
import dev.omnipoints.contracts.loyalty.v1.GetSimulationResponse;
import dev.omnipoints.contracts.loyalty.v1.SimulatedChannel;
import dev.omnipoints.contracts.loyalty.v1.SimulatedFailure;
import dev.omnipoints.contracts.loyalty.v1.SimulatedRule;
import dev.omnipoints.contracts.loyalty.v1.SimulatedSale;
import dev.omnipoints.contracts.loyalty.v1.Simulation;
import dev.omnipoints.contracts.loyalty.v1.SimulationFailure;
import dev.omnipoints.contracts.loyalty.v1.SimulationResult;
import dev.omnipoints.contracts.loyalty.v1.SimulationState;
import dev.omnipoints.contracts.loyalty.v1.SimulationTotals;
import dev.omnipoints.contracts.loyalty.v1.StartSimulationRequest;
import dev.omnipoints.contracts.loyalty.v1.StartSimulationResponse;
import dev.omnipoints.contracts.type.v1.Channel;
import dev.omnipoints.contracts.type.v1.Money;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.gateway.GatewayTest;
import dev.omnipoints.gateway.Told;
import dev.omnipoints.gateway.platform.Times;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class SimulationResourceTest extends GatewayTest {
    private static final String PERIOD = "\"from\":\"2026-07-01T00:00:00Z\",\"to\":\"2026-10-01T00:00:00Z\"";
    private static final String BODY = "{\"from\":\"2026-07-01T02:00:00+02:00\",\"to\":\"2026-10-01T00:00:00Z\"}";

    private final String draft = UUID.randomUUID().toString();
    private final String id = UUID.randomUUID().toString();

    private String path(String last) {
        return "/v1/admin/rules/" + draft + "/" + last;
    }

    private Simulation.Builder told(SimulationState state) {
        return Simulation.newBuilder()
                .setSimulationId(id)
                .setDraftId(draft)
                .setDraftVersion(3)
                .setFrom(Times.to(Instant.parse("2026-07-01T00:00:00Z")))
                .setTo(Times.to(Instant.parse("2026-10-01T00:00:00Z")))
                .setState(state)
                .setCreatedAt(Times.to(Told.AT))
                .setCreatedBy("staff-7");
    }

    private String answer(String state, String progress) {
        return "{\"simulation\":\"" + id + "\",\"draft\":\"" + draft + "\",\"draftVersion\":3," + PERIOD
                + ",\"state\":\"" + state + "\",\"progress\":" + progress
                + ",\"createdAt\":\"2026-11-21T10:15:00Z\",\"createdBy\":\"staff-7\"";
    }

    @ParameterizedTest
    @CsvSource({"marketing, false", "admin, true"})
    void marketingAndAdminTryADraft(String role, boolean replayed) {
        peers.rules(
                StartSimulationRequest.class,
                request -> StartSimulationResponse.newBuilder()
                        .setSimulation(told(SimulationState.SIMULATION_STATE_RUNNING))
                        .setReplayed(replayed)
                        .build());

        String body = asStaff(role)
                .header("Idempotency-Key", "k1")
                .body(BODY)
                .post(path("simulate"))
                .then()
                .statusCode(202)
                .header("Idempotent-Replayed", replayed ? "true" : null)
                .extract()
                .asString();

        assertThat(body).isEqualTo(answer("RUNNING", "{\"sales\":0,\"of\":null}") + "}");
        assertThat(peers.only(StartSimulationRequest.class))
                .isEqualTo(StartSimulationRequest.newBuilder()
                        .setIdempotencyKey("k1")
                        .setDraftId(draft)
                        .setFrom(Times.to(Instant.parse("2026-07-01T00:00:00Z")))
                        .setTo(Times.to(Instant.parse("2026-10-01T00:00:00Z")))
                        .build());
    }

    private static SimulationResult result() {
        return SimulationResult.newBuilder()
                .setTotals(SimulationTotals.newBuilder()
                        .setPoints(150)
                        .setAwarded(100)
                        .setCost(Money.newBuilder().setAmount(75).setCurrency("EUR"))
                        .setMembers(6)
                        .setMembersMore(3)
                        .setMembersFewer(2)
                        .setMembersSame(1)
                        .setSales(9)
                        .setRefused(4)
                        .addFailures(SimulatedFailure.newBuilder()
                                .setRule("broken")
                                .setSales(8)
                                .setMessage("why")))
                .addByChannel(SimulatedChannel.newBuilder()
                        .setChannel(Channel.CHANNEL_CALL_CENTRE)
                        .setPoints(150)
                        .setAwarded(100)
                        .setSales(9))
                .addByRule(SimulatedRule.newBuilder()
                        .setRule("double")
                        .setPoints(50)
                        .setSales(7)
                        .setUses(6))
                .addDiffering(SimulatedSale.newBuilder()
                        .setSaleId("a".repeat(32))
                        .setOccurredAt(Times.to(Told.AT))
                        .setChannel(Channel.CHANNEL_STORE)
                        .setPoints(20)
                        .setAwarded(10)
                        .addBreakdown(Award.newBuilder()
                                .setRule("double")
                                .setVersion(2)
                                .setBase(1_000)
                                .setPoints(20)
                                .setText("Double")))
                .build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"viewer", "care", "marketing", "finance", "admin"})
    void everyRoleReadsWhatCameOfIt(String role) {
        peers.rules(
                GetSimulationRequest.class,
                request -> GetSimulationResponse.newBuilder()
                        .setSimulation(told(SimulationState.SIMULATION_STATE_DONE)
                                .setSales(9)
                                .setOf(9)
                                .setEndedAt(Times.to(Told.AT))
                                .setResult(result()))
                        .build());

        assertThat(get(role))
                .isEqualTo(answer("DONE", "{\"sales\":9,\"of\":9}")
                        + ",\"endedAt\":\"2026-11-21T10:15:00Z\",\"result\":{\"totals\":{\"points\":150,"
                        + "\"awarded\":100,\"difference\":50,\"cost\":{\"amount\":75,\"currency\":\"EUR\"},"
                        + "\"members\":{\"more\":3,\"fewer\":2,\"same\":1,\"all\":6},\"sales\":9,\"refused\":4,"
                        + "\"failures\":[{\"rule\":\"broken\",\"sales\":8,\"message\":\"why\"}]},"
                        + "\"byChannel\":[{\"channel\":\"CALL_CENTRE\",\"points\":150,\"awarded\":100,\"sales\":9}],"
                        + "\"byRule\":[{\"rule\":\"double\",\"points\":50,\"awarded\":0,\"sales\":7,\"uses\":6}],"
                        + "\"differing\":[{\"saleId\":\"" + "a".repeat(32)
                        + "\",\"occurredAt\":\"2026-11-21T10:15:00Z\",\"channel\":\"STORE\",\"points\":20,"
                        + "\"awarded\":10,\"breakdown\":[{\"rule\":\"double\",\"version\":2,\"base\":1000,"
                        + "\"points\":20,\"text\":\"Double\"}],\"awardedBreakdown\":[]}]}}");
        assertThat(peers.only(GetSimulationRequest.class))
                .isEqualTo(GetSimulationRequest.newBuilder()
                        .setDraftId(draft)
                        .setSimulationId(id)
                        .build());
    }

    @Test
    void withoutARateThereIsNoCost() {
        SimulationTotals.Builder totals = SimulationTotals.newBuilder().setPoints(1);
        peers.rules(
                GetSimulationRequest.class,
                request -> GetSimulationResponse.newBuilder()
                        .setSimulation(told(SimulationState.SIMULATION_STATE_DONE)
                                .setResult(SimulationResult.newBuilder().setTotals(totals)))
                        .build());

        assertThat(get("viewer")).contains("\"difference\":1,\"cost\":null,");
    }

    @Test
    void oneThatFailedSaysWhy() {
        peers.rules(
                GetSimulationRequest.class,
                request -> GetSimulationResponse.newBuilder()
                        .setSimulation(told(SimulationState.SIMULATION_STATE_FAILED)
                                .setSales(4)
                                .setOf(9)
                                .setFailure(SimulationFailure.newBuilder()
                                        .setReason(Reason.REASON_LIMIT_REACHED)
                                        .setDetail("Try it over a shorter period.")))
                        .build());

        assertThat(get("finance"))
                .isEqualTo(answer("FAILED", "{\"sales\":4,\"of\":9}") + ",\"failure\":{\"reason\":\"LIMIT_REACHED\","
                        + "\"detail\":\"Try it over a shorter period.\"}}");
    }

    private String get(String role) {
        return asStaff(role)
                .get(path("simulations/" + id))
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"viewer", "care", "finance"})
    void othersTryNothing(String role) {
        asStaff(role)
                .header("Idempotency-Key", "k1")
                .body(BODY)
                .post(path("simulate"))
                .then()
                .statusCode(403)
                .body("reason", equalTo("NOT_GRANTED"));
        assertThat(peers.received()).isEmpty();
    }

    @Test
    void whatIsNotAsItMustBeNeverReachesLoyaltyService() {
        asStaff("admin")
                .body(BODY)
                .post(path("simulate"))
                .then()
                .statusCode(400)
                .body("reason", equalTo("IDEMPOTENCY_KEY_MISSING"));
        for (String[] wrong : new String[][] {
            {"{\"to\":\"2026-10-01T00:00:00Z\"}", "from"},
            {"{\"from\":\"2026-10-01T00:00:00Z\"}", "to"},
            {BODY.replace("2026-10-01T", "2026-13-01T"), "to"},
            {BODY.replace("}", ",\"dry\":true}"), "dry"}
        }) {
            asStaff("admin")
                    .header("Idempotency-Key", "k1")
                    .body(wrong[0])
                    .post(path("simulate"))
                    .then()
                    .statusCode(400)
                    .body("reason", equalTo("FIELD_INVALID"))
                    .body("field", equalTo(wrong[1]));
        }
        asStaff("admin").get(path("simulations/x")).then().statusCode(404).body("reason", equalTo("RULES_UNKNOWN"));
        assertThat(peers.received()).isEmpty();
    }

    @Test
    void whatLoyaltyServiceRefusesIsPassedOn() {
        peers.rules(StartSimulationRequest.class, request -> {
            throw Told.refusal(Reason.REASON_OVERLOADED, "");
        });
        peers.rules(GetSimulationRequest.class, request -> {
            throw Told.refusal(Reason.REASON_RULES_UNKNOWN, "");
        });

        asStaff("admin")
                .header("Idempotency-Key", "k1")
                .body(BODY)
                .post(path("simulate"))
                .then()
                .statusCode(503)
                .body("reason", equalTo("OVERLOADED"));
        asStaff("admin").get(path("simulations/" + id)).then().statusCode(404).body("reason", equalTo("RULES_UNKNOWN"));
    }
}
