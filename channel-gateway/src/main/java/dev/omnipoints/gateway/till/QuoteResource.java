package dev.omnipoints.gateway.till;

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

/** What a basket would earn, before it is paid. */
@Path("/v1/quotes")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Sales", description = "Post what was sold, and read it again")
@SecurityRequirement(name = "apiKey")
public final class QuoteResource {
    private final Current current;
    private final Budget budget;
    private final ProfileClient profile;
    private final LoyaltyClient loyalty;

    QuoteResource(Current current, Budget budget, ProfileClient profile, LoyaltyClient loyalty) {
        this.current = current;
        this.budget = budget;
        this.profile = profile;
        this.loyalty = loyalty;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.CLIENT)
    @ResponseStatus(200)
    @Operation(
            operationId = "quote",
            summary = "What a basket would earn, and how much of it points could pay",
            description = "Changes nothing and needs no Idempotency-Key. Whoever is unknown earns nothing.")
    @APIResponse(
            responseCode = "200",
            description = "What a sale of it would get now",
            content = @Content(schema = @Schema(implementation = QuoteAnswer.class)))
    public Uni<QuoteAnswer> quote(QuoteRequest request) {
        var quote = request.toProto();
        ApiClient client = current.client();
        Call call = request.placed(budget.begin(client), client);
        return Identity.question(request.identity(), request.memberId(), request.occurredAt())
                .map(question -> profile.resolve(call, question).map(who -> {
                    if (who.hasContext()) {
                        quote.setMember(who.getContext());
                    }
                    return quote.build();
                }))
                .orElseGet(() -> Uni.createFrom().item(quote::build))
                .chain(ready -> loyalty.quote(call, ready))
                .map(told -> QuoteAnswer.of(told, request.currency()));
    }
}
