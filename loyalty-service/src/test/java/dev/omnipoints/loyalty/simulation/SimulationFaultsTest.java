package dev.omnipoints.loyalty.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.omnipoints.contracts.loyalty.v1.DeleteDraftRequest;
import dev.omnipoints.contracts.loyalty.v1.Simulation;
import dev.omnipoints.contracts.loyalty.v1.SimulationFailure;
import dev.omnipoints.contracts.loyalty.v1.SimulationResult;
import dev.omnipoints.contracts.loyalty.v1.SimulationState;
import dev.omnipoints.contracts.loyalty.v1.StartSimulationRequest;
import dev.omnipoints.contracts.loyalty.v1.StartSimulationResponse;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.Database;
import dev.omnipoints.loyalty.LoyaltyEnvironment;
import dev.omnipoints.loyalty.Sales;
import dev.omnipoints.loyalty.Shop;
import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.programme.Programmes;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Simulations that are asked for wrongly, at once, left half-way, or cannot end. */
@QuarkusTest
@QuarkusTestResource(LoyaltyEnvironment.class)
class SimulationFaultsTest {

    private static final String VISIT = """
            {"rules": [{"id": "visit", "name": "Visit", "award": {"fixed": {"points": "5"}}}]}
            """;
    private static final Instant NOW = Instant.now();
    private static final Instant FROM = NOW.minus(Duration.ofDays(1));
    private static final Instant TO = NOW.plus(Duration.ofDays(1));

    @Inject
    Programmes programmes;

    @Inject
    SimulationStore store;

    @Inject
    SimulationRun run;

    private Shop shop;
    private Trying ann;
    private String draft;

    @BeforeEach
    void aShopThatHasSold() {
        shop = Shop.open(programmes, "redeem_points = NULL, redeem_money = NULL");
        ann = new Trying(shop.programme());
        draft = ann.draft(VISIT).getDraftId();
        MemberContext member = Sales.active();
        for (int i = 0; i < 3; i++) {
            shop.sell(Sales.sale(1_000), member);
        }
    }

    /** Three sales of 10.00: 10 points each in truth, and 5 more by the draft. */
    private void assertDone(Simulation simulation) {
        assertThat(simulation.getState()).isEqualTo(SimulationState.SIMULATION_STATE_DONE);
        SimulationResult result = simulation.getResult();
        assertThat(List.of(
                        result.getTotals().getSales(),
                        result.getTotals().getPoints(),
                        result.getTotals().getAwarded(),
                        result.getTotals().getMembersMore()))
                .containsExactly(3L, 45L, 30L, 1L);
        assertThat(result.getTotals().hasCost()).isFalse();
    }

    private static void assertRefused(ThrowingCallable call, Reason reason, String field) {
        Problem problem = Shop.refused(call);
        assertThat(problem.getReason()).isEqualTo(reason);
        assertThat(problem.getField()).isEqualTo(field);
    }

    @Test
    void whatIsNotAsItMustBeIsRefused() {
        StartSimulationRequest.Builder right = Trying.request(draft, FROM, TO);
        assertRefused(() -> ann.start(right.clone().clearFrom()), Reason.REASON_FIELD_INVALID, "from");
        assertRefused(() -> ann.start(right.clone().clearTo()), Reason.REASON_FIELD_INVALID, "to");
        assertRefused(() -> ann.start(draft, TO, TO), Reason.REASON_FIELD_INVALID, "to");
        assertRefused(
                () -> ann.start(draft, FROM, FROM.plus(Duration.ofDays(400)).plusMillis(1)),
                Reason.REASON_FIELD_INVALID,
                "to");
        assertRefused(() -> ann.start(right.clone().setIdempotencyKey("")), Reason.REASON_IDEMPOTENCY_KEY_MISSING, "");
        for (String other : List.of(UUID.randomUUID().toString(), "", "x")) {
            assertRefused(() -> ann.start(other, FROM, TO), Reason.REASON_RULES_UNKNOWN, "");
            assertRefused(() -> ann.get(draft, other), Reason.REASON_RULES_UNKNOWN, "");
        }
        assertThat(open()).isEqualTo("0");
    }

    @Test
    void aSimulationIsOfItsProgrammeAndDraftAlone() {
        String id = ann.start(draft, FROM, TO).getSimulationId();
        String another = ann.draft(VISIT).getDraftId();

        assertRefused(() -> ann.get(another, id), Reason.REASON_RULES_UNKNOWN, "");
        assertRefused(() -> new Trying("demo").get(draft, id), Reason.REASON_RULES_UNKNOWN, "");
        assertDone(ann.ended(draft, id));
    }

    @Test
    void aDraftThatNoLongerCompilesIsToldWithItsPath() {
        Database.execute("UPDATE rules_draft SET document = '{\"rules\":[{\"id\":\"x\",\"name\":\"X\"}]}' WHERE id = '"
                + draft + "'");

        assertRefused(() -> ann.start(draft, FROM, TO), Reason.REASON_FIELD_INVALID, "document.rules[0].award");
    }

    @Test
    void theSameRequestAgainIsTheSameSimulation() {
        StartSimulationRequest.Builder request = Trying.request(draft, FROM, TO);
        Simulation first = ann.start(request).getSimulation();
        assertDone(ann.ended(draft, first.getSimulationId()));

        StartSimulationResponse again = ann.start(request);

        assertThat(again.getReplayed()).isTrue();
        assertThat(again.getSimulation()).isEqualTo(ann.get(draft, first.getSimulationId()));
        assertRefused(
                () -> ann.start(request.clone().setTo(Sales.timestamp(NOW))),
                Reason.REASON_IDEMPOTENCY_KEY_REUSED,
                "Idempotency-Key");
    }

    @Test
    void severalAtOnceWaitForEachOtherAndEndThoughTheirDraftIsGone() {
        List<Simulation> begun = Stream.generate(() -> CompletableFuture.supplyAsync(() -> ann.start(draft, FROM, TO)))
                .limit(4)
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
        ann.rules()
                .deleteDraft(DeleteDraftRequest.newBuilder()
                        .setDraftId(draft)
                        .setExpectedVersion(1)
                        .build());

        assertThat(begun.stream().map(Simulation::getSimulationId)).doesNotHaveDuplicates();
        begun.forEach(each -> assertDone(ann.ended(draft, each.getSimulationId())));
    }

    @Test
    void whereTooManyAreOpenTheNextIsOverloaded() {
        for (int i = 0; i < 8; i++) {
            left("interval '1 hour'", 1);
        }

        Problem problem = Shop.refused(() -> ann.start(draft, FROM, TO));

        assertThat(problem.getReason()).isEqualTo(Reason.REASON_OVERLOADED);
        assertThat(problem.getRetryAfterMillis()).isEqualTo(30_000);
        assertThat(open()).isEqualTo("8");
    }

    @Test
    void whatADeadInstanceLeftIsBegunAnew() {
        UUID id = left("interval '-1 second'", 1);

        assertDone(ann.ended(draft, id.toString()));
    }

    @Test
    void whatKeepsStoppingItsInstanceIsGivenUp() {
        UUID id = left("interval '-1 second'", 5);

        assertThat(ann.ended(draft, id.toString()).getFailure())
                .isEqualTo(SimulationFailure.newBuilder()
                        .setReason(Reason.REASON_DEPENDENCY_UNAVAILABLE)
                        .setDetail("The service or its database stopped 5 times while it ran; start it again.")
                        .build());
    }

    @Test
    void whoseLeaseIsAnothersWritesNothing() {
        UUID id = left("interval '1 hour'", 1);
        SimulationStore.Claim lost = new SimulationStore.Claim(found(id), UUID.randomUUID());

        assertThatThrownBy(() -> run.run(lost, new CountDownLatch(1))).isInstanceOf(SimulationRun.Left.class);
        assertThat(SimulationRun.await(store.done(lost, new byte[0], 0))).isFalse();
        assertThat(SimulationRun.await(store.failed(lost, Reason.REASON_INTERNAL, "")))
                .isFalse();
        assertThat(SimulationRun.await(store.release(lost))).isFalse();

        assertThat(ann.get(draft, id.toString()).getState()).isEqualTo(SimulationState.SIMULATION_STATE_RUNNING);
        assertThat(ann.get(draft, id.toString()).getSales()).isEqualTo(1);
    }

    @Test
    void anInstanceThatStopsLeavesItToTheNext() {
        UUID id = left("interval '1 hour'", 1);
        UUID owner = UUID.fromString(Database.query("SELECT owner FROM simulation WHERE id = '" + id + "'")
                .getFirst());
        SimulationStore.Claim ours = new SimulationStore.Claim(found(id), owner);

        assertThatThrownBy(() -> run.run(ours, new CountDownLatch(0))).isInstanceOf(SimulationRun.Left.class);
        Simulation stopped = ann.get(draft, id.toString());
        assertThat(stopped.getState()).isEqualTo(SimulationState.SIMULATION_STATE_RUNNING);
        assertThat(List.of(stopped.getSales(), stopped.getOf())).containsExactly(0L, 3L);
        assertThat(SimulationRun.await(store.release(ours))).isTrue();

        assertDone(ann.ended(draft, id.toString()));
    }

    @Test
    void capsCountNoMoreThanGoesIntoMemory() {
        Counted counted = new Counted(1);
        Map<dev.omnipoints.loyalty.earning.Tally.Key, dev.omnipoints.loyalty.earning.Tally> award = Map.of(
                new dev.omnipoints.loyalty.earning.Tally.Key(
                        "visit", dev.omnipoints.loyalty.earning.Rule.Per.DAY, LocalDate.EPOCH),
                new dev.omnipoints.loyalty.earning.Tally(5, 1));
        UUID member = UUID.randomUUID();
        counted.count(member, award);
        counted.count(member, award);

        assertThatThrownBy(() -> counted.count(UUID.randomUUID(), award))
                .isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(Reason.REASON_LIMIT_REACHED);
                    assertThat(refused).hasMessageContaining("try it over a shorter period");
                });
    }

    private dev.omnipoints.loyalty.simulation.Simulation found(UUID id) {
        return SimulationRun.await(store.find(shop.programme(), id, UUID.fromString(draft)));
    }

    private String open() {
        return Database.query("SELECT count(*) FROM simulation WHERE programme = '" + shop.programme() + "'")
                .getFirst();
    }

    /** One that another instance has begun, with what is left of its lease. */
    private UUID left(String lease, int attempts) {
        UUID id = UUID.randomUUID();
        Database.execute("""
                INSERT INTO simulation (programme, id, draft, draft_version, from_at, to_at, state, owner, lease_until,
                    attempts, sales, of_sales, key_hash, fingerprint, created_by)
                VALUES ('%s', '%s', '%s', 1, '%s', '%s', 'RUNNING', gen_random_uuid(), clock_timestamp() + %s, %d, 1,
                    3, gen_random_uuid(), '', 'ann')
                """.formatted(shop.programme(), id, draft, FROM, TO, lease, attempts));
        return id;
    }
}
