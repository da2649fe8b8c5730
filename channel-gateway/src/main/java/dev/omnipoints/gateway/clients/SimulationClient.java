package dev.omnipoints.gateway.clients;

import dev.omnipoints.contracts.loyalty.v1.GetSimulationRequest;
import dev.omnipoints.contracts.loyalty.v1.GetSimulationResponse;
import dev.omnipoints.contracts.loyalty.v1.MutinySimulationServiceGrpc.MutinySimulationServiceStub;
import dev.omnipoints.contracts.loyalty.v1.StartSimulationRequest;
import dev.omnipoints.contracts.loyalty.v1.StartSimulationResponse;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Drafts of rules tried at loyalty-service over recorded sales. What it refuses comes as a Refused. */
@Singleton
public final class SimulationClient {
    private final MutinySimulationServiceStub simulations;
    private final Guarded guarded;

    SimulationClient(@GrpcClient("loyalty") MutinySimulationServiceStub simulations, CallerSigner signer) {
        this.simulations = simulations;
        this.guarded = new Guarded("loyalty-service", signer);
    }

    /** Begins one; RULES_UNKNOWN, OVERLOADED. The request's key makes it safe to send again. */
    public Uni<StartSimulationResponse> start(Call call, StartSimulationRequest request) {
        return guarded.command(simulations, call, stub -> stub.startSimulation(request));
    }

    /** How far it is, and what came of it; RULES_UNKNOWN. */
    public Uni<GetSimulationResponse> simulation(Call call, GetSimulationRequest request) {
        return guarded.read(simulations, call, stub -> stub.getSimulation(request));
    }
}
