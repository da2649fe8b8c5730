package dev.omnipoints.loyalty.simulation;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import dev.omnipoints.contracts.loyalty.v1.GetSimulationRequest;
import dev.omnipoints.contracts.loyalty.v1.GetSimulationResponse;
import dev.omnipoints.contracts.loyalty.v1.SimulationFailure;
import dev.omnipoints.contracts.loyalty.v1.SimulationResult;
import dev.omnipoints.contracts.loyalty.v1.SimulationService;
import dev.omnipoints.contracts.loyalty.v1.SimulationState;
import dev.omnipoints.contracts.loyalty.v1.StartSimulationRequest;
import dev.omnipoints.contracts.loyalty.v1.StartSimulationResponse;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.ledger.Encoding;
import dev.omnipoints.loyalty.ledger.Key;
import dev.omnipoints.loyalty.operation.RefusedAnswer;
import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.platform.RequestKey;
import dev.omnipoints.loyalty.platform.VerifiedCaller;
import dev.omnipoints.loyalty.platform.Wire;
import dev.omnipoints.loyalty.programme.Programmes;
import dev.omnipoints.loyalty.rules.TriedDrafts;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.regex.Pattern;

/** Simulations over gRPC, for staff. */
@GrpcService
class SimulationGrpc implements SimulationService {
    private static final int FINGERPRINT_VERSION = 1;
    private static final Duration LONGEST = Duration.ofDays(400);
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Programmes programmes;
    private final TriedDrafts drafts;
    private final SimulationStore store;
    private final Simulator simulator;
    private final SimulationConfig config;

    @Inject
    SimulationGrpc(
            Programmes programmes,
            TriedDrafts drafts,
            SimulationStore store,
            Simulator simulator,
            SimulationConfig config) {
        this.programmes = programmes;
        this.drafts = drafts;
        this.store = store;
        this.simulator = simulator;
        this.config = config;
    }

    @Override
    public Uni<StartSimulationResponse> startSimulation(StartSimulationRequest request) {
        VerifiedCaller caller = staff();
        String programme = caller.programme();
        String key = RequestKey.of(request.getIdempotencyKey());
        Simulation.Period period = period(request);
        String by = caller.caller().getActor();
        byte[] fingerprint = new Encoding(FINGERPRINT_VERSION)
                .text("SIMULATE")
                .text(by)
                .text(request.getDraftId())
                .instant(period.from())
                .instant(period.to())
                .sha256();
        Simulation.Asked asked = new Simulation.Asked(
                by, null, Key.of(caller.caller().getClient(), key).hash(), fingerprint);
        return UniHelper.toUni(store.byKey(programme, asked.keyHash()))
                .chain(known -> known == null
                        ? start(programme, request.getDraftId(), period, asked)
                        : Uni.createFrom().item(answer(same(known, asked), true)));
    }

    private Uni<StartSimulationResponse> start(
            String programme, String draft, Simulation.Period period, Simulation.Asked asked) {
        return drafts.now(programme, draft)
                .chain(tried -> UniHelper.toUni(store.insert(programme, tried, period, asked, config.openLimit())
                        .map(made -> same(made, asked))
                        .compose(made ->
                                simulator.wake().compose(begun -> store.find(programme, made.id(), tried.draft())))
                        .map(made -> answer(made, false))));
    }

    private static Simulation same(Simulation known, Simulation.Asked asked) {
        if (!Arrays.equals(known.asked().fingerprint(), asked.fingerprint())) {
            throw RefusedAnswer.keyReused("Idempotency-Key");
        }
        return known;
    }

    private static StartSimulationResponse answer(Simulation simulation, boolean replayed) {
        return StartSimulationResponse.newBuilder()
                .setSimulation(told(simulation))
                .setReplayed(replayed)
                .build();
    }

    private static Simulation.Period period(StartSimulationRequest request) {
        Instant from = instant("from", request.hasFrom(), request.getFrom());
        Instant to = instant("to", request.hasTo(), request.getTo());
        if (!from.isBefore(to)) {
            throw Refused.fieldInvalid("to", "Send an instant after from.");
        }
        if (Duration.between(from, to).compareTo(LONGEST) > 0) {
            throw Refused.fieldInvalid("to", "Send an instant at most " + LONGEST.toDays() + " days after from.");
        }
        return new Simulation.Period(from, to);
    }

    private static Instant instant(String field, boolean sent, Timestamp instant) {
        if (!sent) {
            throw Refused.fieldInvalid(field, "Send the instant, for example 2026-11-21T10:15:00Z.");
        }
        return Wire.instant(field, instant);
    }

    @Override
    public Uni<GetSimulationResponse> getSimulation(GetSimulationRequest request) {
        VerifiedCaller caller = staff();
        if (!ID.matcher(request.getDraftId()).matches()
                || !ID.matcher(request.getSimulationId()).matches()) {
            throw unknown();
        }
        UUID id = UUID.fromString(request.getSimulationId());
        return UniHelper.toUni(store.find(caller.programme(), id, UUID.fromString(request.getDraftId())))
                .map(found -> {
                    if (found == null) {
                        throw unknown();
                    }
                    return GetSimulationResponse.newBuilder()
                            .setSimulation(told(found))
                            .build();
                });
    }

    private static Refused unknown() {
        return Refused.of(
                Reason.REASON_RULES_UNKNOWN,
                "There is no such simulation of this draft, or no more; they are kept for 90 days.");
    }

    private static dev.omnipoints.contracts.loyalty.v1.Simulation told(Simulation simulation) {
        var told = dev.omnipoints.contracts.loyalty.v1.Simulation.newBuilder()
                .setSimulationId(simulation.id().toString())
                .setDraftId(simulation.tried().draft().toString())
                .setDraftVersion(simulation.tried().version())
                .setFrom(Wire.timestamp(simulation.period().from()))
                .setTo(Wire.timestamp(simulation.period().to()))
                .setState(SimulationState.valueOf(
                        "SIMULATION_STATE_" + simulation.progress().state().name()))
                .setSales(simulation.progress().sales())
                .setCreatedAt(Wire.timestamp(simulation.asked().at()))
                .setCreatedBy(simulation.asked().by());
        if (simulation.progress().of() != null) {
            told.setOf(simulation.progress().of());
        }
        if (simulation.end() != null) {
            told.setEndedAt(Wire.timestamp(simulation.end().at()));
            tell(told, simulation.end());
        }
        return told.build();
    }

    private static void tell(dev.omnipoints.contracts.loyalty.v1.Simulation.Builder told, Simulation.End end) {
        if (end.reason() != null) {
            told.setFailure(
                    SimulationFailure.newBuilder().setReason(end.reason()).setDetail(end.detail()));
            return;
        }
        try {
            told.setResult(SimulationResult.parseFrom(end.result()));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("A stored result cannot be read", e);
        }
    }

    /** One of the staff, of a programme that there is. */
    private VerifiedCaller staff() {
        VerifiedCaller caller = VerifiedCaller.current();
        caller.requireStaff();
        programmes.now(caller.programme());
        return caller;
    }
}
