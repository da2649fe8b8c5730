package dev.omnipoints.gateway.admin;

import dev.omnipoints.contracts.loyalty.v1.GetSimulationRequest;
import dev.omnipoints.contracts.loyalty.v1.StartSimulationRequest;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.gateway.access.Current;
import dev.omnipoints.gateway.access.Roles;
import dev.omnipoints.gateway.clients.Budget;
import dev.omnipoints.gateway.clients.SimulationClient;
import dev.omnipoints.gateway.platform.Api;
import dev.omnipoints.gateway.platform.IdempotencyKey;
import dev.omnipoints.gateway.platform.Limits;
import dev.omnipoints.gateway.platform.Query;
import dev.omnipoints.gateway.platform.Refused;
import dev.omnipoints.gateway.platform.Replays;
import dev.omnipoints.gateway.platform.Times;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Drafts of rules tried over recorded sales before they are published, for staff. */
@Path("/v1/admin/rules")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Rules")
@SecurityRequirement(name = "staffToken")
public final class SimulationResource {
    private final Current current;
    private final Budget budget;
    private final SimulationClient simulations;

    SimulationResource(Current current, Budget budget, SimulationClient simulations) {
        this.current = current;
        this.budget = budget;
        this.simulations = simulations;
    }

    @POST
    @Path("/{draft}/simulate")
    @RolesAllowed({Roles.MARKETING, Roles.ADMIN})
    @Cancellable(false)
    @Operation(
            operationId = "simulateRules",
            summary = "Try a draft before it is published",
            description = "Roles marketing and admin. Runs the draft, as it stands, over the sales that occurred in a"
                    + " period of at most 400 days, and tells what they would have earned against what they did. It"
                    + " changes nothing. OVERLOADED where eight of the programme are open.")
    @Parameter(ref = Api.IDEMPOTENCY_KEY)
    @APIResponse(
            responseCode = "202",
            description = "It has begun, or waits for others; ask for it at .../simulations/{simulation}",
            content = @Content(schema = @Schema(implementation = SimulationAnswer.class)))
    public Uni<RestResponse<SimulationAnswer>> simulate(
            @PathParam("draft") String draft, SimulationBody body, @Context HttpHeaders headers) {
        StartSimulationRequest request = StartSimulationRequest.newBuilder()
                .setIdempotencyKey(IdempotencyKey.of(headers))
                .setDraftId(known(draft))
                .setFrom(Times.to(body.from()))
                .setTo(Times.to(body.to()))
                .build();
        return simulations
                .start(budget.begin(current.staff()), request)
                .map(told -> Replays.answer(
                        Response.Status.ACCEPTED, SimulationAnswer.of(told.getSimulation()), told.getReplayed()));
    }

    @GET
    @Path("/{draft}/simulations/{simulation}")
    @RolesAllowed({Roles.VIEWER, Roles.CARE, Roles.MARKETING, Roles.FINANCE, Roles.ADMIN})
    @Operation(
            operationId = "getRulesSimulation",
            summary = "How far a simulation is, and what came of it",
            description = "Every role. Kept for 90 days, though its draft is published or thrown away.")
    @APIResponse(
            responseCode = "200",
            description = "The simulation",
            content = @Content(schema = @Schema(implementation = SimulationAnswer.class)))
    public Uni<SimulationAnswer> simulation(
            @PathParam("draft") String draft, @PathParam("simulation") String simulation, @Context UriInfo uri) {
        Query.of(uri, Set.of());
        GetSimulationRequest request = GetSimulationRequest.newBuilder()
                .setDraftId(known(draft))
                .setSimulationId(known(simulation))
                .build();
        return simulations
                .simulation(budget.begin(current.staff()), request)
                .map(told -> SimulationAnswer.of(told.getSimulation()));
    }

    /** The id of a draft or simulation; what cannot be one is of none. */
    private static String known(String id) {
        if (!id.matches(Limits.MEMBER_ID)) {
            throw Refused.because(Reason.REASON_RULES_UNKNOWN, "Send the id as an answer told it.");
        }
        return id;
    }
}
