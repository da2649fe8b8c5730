package dev.omnipoints.gateway.till;

import dev.omnipoints.contracts.loyalty.v1.LookupOperationRequest;
import dev.omnipoints.gateway.access.ApiClient;
import dev.omnipoints.gateway.access.Current;
import dev.omnipoints.gateway.access.Roles;
import dev.omnipoints.gateway.clients.Budget;
import dev.omnipoints.gateway.clients.Call;
import dev.omnipoints.gateway.clients.LoyaltyClient;
import dev.omnipoints.gateway.clients.ProfileClient;
import dev.omnipoints.gateway.platform.Identity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** What became of a command whose answer was lost. */
@Path("/v1/operations")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Operations", description = "What became of a command")
@SecurityRequirement(name = "apiKey")
public final class OperationResource {
    private final Current current;
    private final Budget budget;
    private final ProfileClient profile;
    private final LoyaltyClient loyalty;

    OperationResource(Current current, Budget budget, ProfileClient profile, LoyaltyClient loyalty) {
        this.current = current;
        this.budget = budget;
        this.profile = profile;
        this.loyalty = loyalty;
    }

    @POST
    @Path("/lookup")
    @RolesAllowed(Roles.CLIENT)
    @ResponseStatus(200)
    @Operation(
            operationId = "lookupOperation",
            summary = "What became of a key",
            description = "Changes nothing and needs no Idempotency-Key. OPERATION_UNKNOWN where nothing was done and"
                    + " nothing refused for good under this key: the command may be sent. Your own keys alone.")
    @APIResponse(
            responseCode = "200",
            description = "It was done, or refused for good",
            content = @Content(schema = @Schema(implementation = OutcomeAnswer.class)))
    public Uni<OutcomeAnswer> lookup(OperationQuestion question) {
        LookupOperationRequest.Builder request =
                LookupOperationRequest.newBuilder().setKey(question.checkedKey());
        ApiClient client = current.client();
        if (question.receipt() != null) {
            // Of any store: goods come back anywhere, and nothing but the client's own keys is told.
            request.setReceipt(question.receipt().toProto());
        }
        if (question.holdId() != null) {
            request.setHoldId(question.holdId());
        }
        Call call = budget.begin(client);
        return Identity.question(question.identity(), question.memberId())
                .map(who -> profile.require(call, who)
                        .map(member -> request.setMember(member).build()))
                .orElseGet(() -> Uni.createFrom().item(request::build))
                .chain(ready -> loyalty.operation(call, ready))
                .map(OutcomeAnswer::of);
    }
}
