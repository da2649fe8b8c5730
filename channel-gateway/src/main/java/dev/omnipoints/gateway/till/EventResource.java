package dev.omnipoints.gateway.till;

import dev.omnipoints.contracts.loyalty.v1.PostEventRequest;
import dev.omnipoints.contracts.loyalty.v1.PostEventResponse;
import dev.omnipoints.contracts.profile.v1.ResolveRequest;
import dev.omnipoints.gateway.access.ApiClient;
import dev.omnipoints.gateway.access.Current;
import dev.omnipoints.gateway.access.Roles;
import dev.omnipoints.gateway.clients.Budget;
import dev.omnipoints.gateway.clients.Call;
import dev.omnipoints.gateway.clients.LoyaltyClient;
import dev.omnipoints.gateway.clients.ProfileClient;
import dev.omnipoints.gateway.platform.Api;
import dev.omnipoints.gateway.platform.IdempotencyKey;
import dev.omnipoints.gateway.platform.Replays;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Named events: what members do besides buying, told by the channel in which they do it. */
@Path("/v1/events")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Events", description = "Tell what members do besides buying")
@SecurityRequirement(name = "apiKey")
public final class EventResource {
    private final Current current;
    private final Budget budget;
    private final ProfileClient profile;
    private final LoyaltyClient loyalty;

    EventResource(Current current, Budget budget, ProfileClient profile, LoyaltyClient loyalty) {
        this.current = current;
        this.budget = budget;
        this.profile = profile;
        this.loyalty = loyalty;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.CLIENT)
    @Operation(
            operationId = "postEvent",
            summary = "Post a named event",
            description = "A review, a referral, a sign-up: it is kept, and earns by the programme's rules on its type."
                    + " It is taken once, by `source` and `id`. A member who is not confirmed yet earns as soon as they"
                    + " are. After a time-out send it again with the same Idempotency-Key.")
    @Parameter(ref = Api.IDEMPOTENCY_KEY)
    @APIResponse(
            responseCode = "201",
            description = "The event is kept; sent again: the same answer, with Idempotent-Replayed: true",
            content = @Content(schema = @Schema(implementation = EventAnswer.class)))
    @APIResponse(
            responseCode = "200",
            description = "The event was posted before under another key with the same content: its first answer,"
                    + " with Idempotent-Replayed: true; this key stays free",
            content = @Content(schema = @Schema(implementation = EventAnswer.class)))
    public Uni<RestResponse<EventAnswer>> post(EventRequest request, @Context HttpHeaders headers) {
        ApiClient client = current.client();
        PostEventRequest.Builder event = PostEventRequest.newBuilder()
                .setIdempotencyKey(IdempotencyKey.of(headers))
                .setEvent(request.toProto());
        ResolveRequest who = request.who();
        Call call = budget.begin(client);
        return profile.require(call, who)
                .chain(member -> loyalty.postEvent(call, event.setMember(member).build()))
                .map(EventResource::answer);
    }

    private static RestResponse<EventAnswer> answer(PostEventResponse posted) {
        Response.Status status = posted.getEventReplayed() ? Response.Status.OK : Response.Status.CREATED;
        return Replays.answer(status, EventAnswer.of(posted.getResult()), posted.getReplayed());
    }
}
