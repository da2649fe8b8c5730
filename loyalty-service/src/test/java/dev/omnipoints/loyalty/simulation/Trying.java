package dev.omnipoints.loyalty.simulation;

import static org.awaitility.Awaitility.await;

import dev.omnipoints.contracts.loyalty.v1.CreateDraftRequest;
import dev.omnipoints.contracts.loyalty.v1.GetSimulationRequest;
import dev.omnipoints.contracts.loyalty.v1.RuleServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.RulesDraft;
import dev.omnipoints.contracts.loyalty.v1.Simulation;
import dev.omnipoints.contracts.loyalty.v1.SimulationServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.SimulationState;
import dev.omnipoints.contracts.loyalty.v1.StartSimulationRequest;
import dev.omnipoints.contracts.loyalty.v1.StartSimulationResponse;
import dev.omnipoints.loyalty.Calls;
import dev.omnipoints.loyalty.Sales;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** One of the staff, who tries drafts over the network. */
record Trying(String programme) {

    private static final Set<SimulationState> ENDED =
            Set.of(SimulationState.SIMULATION_STATE_DONE, SimulationState.SIMULATION_STATE_FAILED);

    RuleServiceGrpc.RuleServiceBlockingStub rules() {
        return Calls.as(
                RuleServiceGrpc.newBlockingStub(Calls.channel()), "channel-gateway", Calls.staff(programme, "ann"));
    }

    RulesDraft draft(String document) {
        return rules().createDraft(CreateDraftRequest.newBuilder()
                        .setIdempotencyKey(Sales.fresh())
                        .setName("Tried")
                        .setDocumentJson(document)
                        .build())
                .getDraft();
    }

    SimulationServiceGrpc.SimulationServiceBlockingStub simulations() {
        return Calls.as(
                SimulationServiceGrpc.newBlockingStub(Calls.channel()),
                "channel-gateway",
                Calls.staff(programme, "ann"));
    }

    static StartSimulationRequest.Builder request(String draft, Instant from, Instant to) {
        return StartSimulationRequest.newBuilder()
                .setIdempotencyKey(Sales.fresh())
                .setDraftId(draft)
                .setFrom(Sales.timestamp(from))
                .setTo(Sales.timestamp(to));
    }

    StartSimulationResponse start(StartSimulationRequest.Builder request) {
        return simulations().startSimulation(request.build());
    }

    Simulation start(String draft, Instant from, Instant to) {
        return start(request(draft, from, to)).getSimulation();
    }

    Simulation get(String draft, String simulation) {
        return simulations()
                .getSimulation(GetSimulationRequest.newBuilder()
                        .setDraftId(draft)
                        .setSimulationId(simulation)
                        .build())
                .getSimulation();
    }

    /** As it is once it has ended. */
    Simulation ended(String draft, String simulation) {
        return await().atMost(Duration.ofSeconds(30))
                .until(() -> get(draft, simulation), told -> ENDED.contains(told.getState()));
    }
}
