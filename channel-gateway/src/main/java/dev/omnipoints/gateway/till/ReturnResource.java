package dev.omnipoints.gateway.till;

import dev.omnipoints.contracts.loyalty.v1.RecordReturnRequest;
import dev.omnipoints.contracts.loyalty.v1.RecordReturnResponse;
import dev.omnipoints.gateway.access.ApiClient;
import dev.omnipoints.gateway.access.Current;
import dev.omnipoints.gateway.access.Roles;
import dev.omnipoints.gateway.clients.Budget;
import dev.omnipoints.gateway.clients.Call;
import dev.omnipoints.gateway.clients.LoyaltyClient;
import dev.omnipoints.gateway.clients.ProfileClient;
import dev.omnipoints.gateway.platform.Api;
import dev.omnipoints.gateway.platform.IdempotencyKey;
import dev.omnipoints.gateway.platform.Identity;
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

/** Goods that come back, to whichever store. */
@Path("/v1/returns")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Sales", description = "Post what was sold, and read it again")
@SecurityRequirement(name = "apiKey")
public final class ReturnResource {
    private final Current current;
    private final Budget budget;
    private final ProfileClient profile;
    private final LoyaltyClient loyalty;

    ReturnResource(Current current, Budget budget, ProfileClient profile, LoyaltyClient loyalty) {
        this.current = current;
        this.budget = budget;
        this.profile = profile;
        this.loyalty = loyalty;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.CLIENT)
    @Operation(
            operationId = "recordReturn",
            summary = "Goods are brought back",
            description =
                    "Of a receipt of any store, part by part. Points that paid are given back, then those that the"
                            + " goods earned are taken back, as if only what is kept had been bought. RECEIPT_UNKNOWN"
                            + " where the sale is not there yet: send it again later, the key is still free.")
    @Parameter(ref = Api.IDEMPOTENCY_KEY)
    @APIResponse(
            responseCode = "201",
            description = "The return is kept; sent again: the same answer, with Idempotent-Replayed: true",
            content = @Content(schema = @Schema(implementation = ReturnAnswer.class)))
    @APIResponse(
            responseCode = "200",
            description = "The returnId was sent before under another key with the same content: its first answer, with"
                    + " Idempotent-Replayed: true; this key stays free",
            content = @Content(schema = @Schema(implementation = ReturnAnswer.class)))
    public Uni<RestResponse<ReturnAnswer>> record(NewReturn request, @Context HttpHeaders headers) {
        String key = IdempotencyKey.of(headers);
        ApiClient client = current.client();
        RecordReturnRequest.Builder returned =
                RecordReturnRequest.newBuilder().setIdempotencyKey(key).setGoods(request.alone(client));
        Call call = budget.begin(client);
        return Identity.question(request.identity(), request.memberId())
                .map(question -> profile.resolve(call, question).map(who -> {
                    if (who.hasContext()) {
                        returned.setMember(who.getContext());
                    }
                    return returned.setMemberNamed(true).build();
                }))
                .orElseGet(() -> Uni.createFrom().item(returned::build))
                .chain(ready -> loyalty.recordReturn(call, ready))
                .map(ReturnResource::answer);
    }

    private static RestResponse<ReturnAnswer> answer(RecordReturnResponse recorded) {
        Response.Status status = recorded.getReturnReplayed() ? Response.Status.OK : Response.Status.CREATED;
        boolean replayed = recorded.getReplayed() || recorded.getReturnReplayed();
        return Replays.answer(status, ReturnAnswer.of(recorded.getResult()), replayed);
    }
}
