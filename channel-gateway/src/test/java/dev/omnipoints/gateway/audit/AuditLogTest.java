package dev.omnipoints.gateway.audit;

import static dev.omnipoints.gateway.MemberToken.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import dev.omnipoints.contracts.loyalty.v1.AdjustResponse;
import dev.omnipoints.contracts.loyalty.v1.Operation;
import dev.omnipoints.contracts.loyalty.v1.ProgrammeVersion;
import dev.omnipoints.contracts.loyalty.v1.UpdateProgrammeResponse;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.gateway.GatewayTest;
import dev.omnipoints.gateway.Told;
import io.grpc.Status;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AuditLogTest extends GatewayTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Inject
    Vertx vertx;

    @Inject
    Pool pool;

    private final String key = UUID.randomUUID().toString();

    @Test
    void whatIsDoneHasOneEntryHoweverOftenItIsAsked() {
        Instant before = Instant.now();
        peers.adjust = request -> adjusted("adjust_1", false);
        adjust().statusCode(201);
        peers.adjust = request -> adjusted("adjust_1", true);
        adjust().statusCode(201).header("Idempotent-Replayed", "true");
        adjust().statusCode(201);

        Map<String, Object> entry = newest();

        assertThat(entry)
                .containsEntry("subject", "staff-7")
                .containsEntry("client", "back-office")
                .containsEntry("action", "ADJUST")
                .containsEntry("target", MEMBER)
                .containsEntry("outcome", "DONE")
                .containsEntry("operationId", "adjust_1")
                .containsEntry("traceId", TRACE)
                .doesNotContainKeys("beforeVersion", "afterVersion", "counterpart");
        assertThat(Instant.parse((String) entry.get("at"))).isBetween(before, Instant.now());
        assertThat(ofThisTest()).hasSize(1);
    }

    @Test
    void whatIsRefusedHasNone() {
        peers.adjust = request -> {
            throw Told.refusal(Reason.REASON_INSUFFICIENT_POINTS, "");
        };
        adjust().statusCode(409);

        assertThat(ofThisTest()).isEmpty();
    }

    @Test
    void anOutcomeThatWasNotLearntIsUnknownUntilTheSameRequestResolvesIt() {
        peers.adjust = request -> {
            throw Status.DEADLINE_EXCEEDED.asRuntimeException();
        };
        adjust().statusCode(504);
        assertThat(newest()).containsEntry("outcome", "UNKNOWN").doesNotContainKey("operationId");

        peers.adjust = request -> adjusted("adjust_1", true);
        adjust().statusCode(201);

        assertThat(newest()).containsEntry("outcome", "DONE").containsEntry("operationId", "adjust_1");
        assertThat(ofThisTest()).hasSize(1);
    }

    @Test
    void aRefusalAfterAnUnknownOutcomeLeavesItUnknown() {
        peers.adjust = request -> {
            throw Status.DEADLINE_EXCEEDED.asRuntimeException();
        };
        adjust().statusCode(504);
        peers.adjust = request -> {
            throw Told.refusal(Reason.REASON_IDEMPOTENCY_KEY_REUSED, "points");
        };
        adjust().statusCode(422);

        assertThat(newest()).containsEntry("outcome", "UNKNOWN");
        assertThat(ofThisTest()).hasSize(1);
    }

    @Test
    void aRequestThatIsDoneAfterARefusalHasItsEntry() {
        peers.adjust = request -> {
            throw Told.refusal(Reason.REASON_RATE_LIMITED, "");
        };
        adjust().statusCode(429);
        assertThat(ofThisTest()).isEmpty();

        peers.adjust = request -> adjusted("adjust_1", false);
        adjust().statusCode(201);

        assertThat(ofThisTest()).hasSize(1);
        assertThat(newest()).containsEntry("outcome", "DONE");
    }

    @Test
    void aChangeOfSettingsTellsTheVersionsBeforeAndAfter() {
        peers.update = request -> UpdateProgrammeResponse.newBuilder()
                .setProgramme(ProgrammeVersion.newBuilder().setVersion(8).setSettingsJson("{}"))
                .build();

        asStaff("admin")
                .header("If-Match", "\"7\"")
                .body("{\"settings\": {\"zone\": \"" + key + "\"}}")
                .put("/v1/admin/programme")
                .then()
                .statusCode(200);

        assertThat(newest())
                .containsEntry("action", "UPDATE_PROGRAMME")
                .containsEntry("target", "demo")
                .containsEntry("beforeVersion", 7)
                .containsEntry("afterVersion", 8)
                .containsEntry("outcome", "DONE");
    }

    @Test
    void theLogComesInPages() {
        peers.adjust = request -> adjusted("adjust_1", false);
        for (int i = 0; i < 3; i++) {
            adjust(key + i).statusCode(201);
        }

        ValidatableResponse first = asStaff("admin")
                .get("/v1/admin/audit?pageSize=2")
                .then()
                .statusCode(200)
                .body("entries.size()", equalTo(2));
        String next = first.extract().path("nextPageToken");
        List<String> rest = asStaff("admin")
                .get("/v1/admin/audit?pageSize=1&pageToken=" + next)
                .then()
                .statusCode(200)
                .extract()
                .path("entries.id");

        assertThat(rest).hasSize(1).doesNotContainAnyElementsOf(first.extract().path("entries.id"));
        asStaff("admin")
                .get("/v1/admin/audit?pageToken=x")
                .then()
                .statusCode(400)
                .body("field", equalTo("pageToken"));
        asStaff("care").get("/v1/admin/audit").then().statusCode(403).body("reason", equalTo("NOT_GRANTED"));
    }

    @Test
    void whatCannotBeWrittenDownIsNotDone() {
        Pool closed = PgBuilder.pool()
                .connectingTo("postgresql://gateway_app@127.0.0.1:1/gateway")
                .using(vertx)
                .build();

        assertThatThrownBy(() -> new AuditLog(closed)
                        .entered(
                                action(),
                                () -> {
                                    throw new AssertionError("it was done");
                                },
                                done -> Outcome.operation("x", false))
                        .await()
                        .atMost(PATIENCE))
                .isInstanceOfSatisfying(
                        dev.omnipoints.gateway.platform.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.REASON_DEPENDENCY_UNAVAILABLE));
    }

    @Test
    void whatIsDoneIsAnsweredThoughItsOutcomeCannotBeWrittenDown() {
        Action action = action();
        // Longer than the column's check lets pass: the database refuses the outcome alone.
        String done = new AuditLog(pool)
                .entered(
                        action,
                        () -> io.smallrye.mutiny.Uni.createFrom().item("done"),
                        answer -> Outcome.operation("x".repeat(200), false))
                .await()
                .atMost(PATIENCE);

        assertThat(done).isEqualTo("done");
        AuditEntry entry = new AuditPages(pool)
                .newestFirst("demo", Long.MAX_VALUE, 1)
                .await()
                .atMost(PATIENCE)
                .getFirst();
        assertThat(entry.id()).isEqualTo(action.id());
        assertThat(entry.done()).isFalse();
    }

    private Action action() {
        return Action.onPoints(
                dev.omnipoints.contracts.type.v1.Caller.newBuilder()
                        .setProgramme("demo")
                        .setClient("back-office")
                        .setActor("staff-7")
                        .build(),
                Action.Word.ADJUST,
                MEMBER,
                null,
                key);
    }

    private ValidatableResponse adjust() {
        return adjust(key);
    }

    private ValidatableResponse adjust(String ownKey) {
        peers.resolve = request -> Told.known();
        return asStaff("care")
                .header("Idempotency-Key", ownKey)
                .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                .body("{\"points\": 5, \"reason\": \"GOODWILL\"}")
                .post("/v1/admin/members/" + MEMBER + "/adjustments")
                .then();
    }

    private static AdjustResponse adjusted(String operation, boolean replayed) {
        return AdjustResponse.newBuilder()
                .setOperation(Operation.newBuilder()
                        .setOperationId(operation)
                        .setPoints(5)
                        .setBalance(Told.balance(5, 1)))
                .setReplayed(replayed)
                .build();
    }

    private Map<String, Object> newest() {
        return asStaff("admin")
                .get("/v1/admin/audit?pageSize=1")
                .then()
                .statusCode(200)
                .extract()
                .path("entries[0]");
    }

    /** The entries of this test's key: its id is made of it. */
    private List<String> ofThisTest() {
        String id = action().id().toString();
        List<String> ids = asStaff("admin")
                .get("/v1/admin/audit?pageSize=200")
                .then()
                .statusCode(200)
                .extract()
                .path("entries.id");
        return ids.stream().filter(id::equals).toList();
    }
}
