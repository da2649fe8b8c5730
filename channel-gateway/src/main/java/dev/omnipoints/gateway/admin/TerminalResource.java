package dev.omnipoints.gateway.admin;

import dev.omnipoints.contracts.loyalty.v1.ListGapsRequest;
import dev.omnipoints.gateway.access.Current;
import dev.omnipoints.gateway.access.Roles;
import dev.omnipoints.gateway.clients.Budget;
import dev.omnipoints.gateway.clients.LoyaltyClient;
import dev.omnipoints.gateway.platform.Api;
import dev.omnipoints.gateway.platform.Limits;
import dev.omnipoints.gateway.platform.Query;
import dev.omnipoints.gateway.platform.Refused;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Terminals, as staff look at them. */
@Path("/v1/admin/terminals")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Terminals", description = "What terminals have sent, and what is missing")
@SecurityRequirement(name = "staffToken")
public final class TerminalResource {
    private static final int MAX_PAGE = 200;

    private final Current current;
    private final Budget budget;
    private final LoyaltyClient loyalty;

    TerminalResource(Current current, Budget budget, LoyaltyClient loyalty) {
        this.current = current;
        this.budget = budget;
        this.loyalty = loyalty;
    }

    @GET
    @Path("/{id}/gaps")
    @RolesAllowed({Roles.VIEWER, Roles.CARE, Roles.MARKETING, Roles.FINANCE, Roles.ADMIN})
    @Operation(
            operationId = "listGaps",
            summary = "What is missing of a terminal's own count of its sales",
            description =
                    "Every role of staff. By the `sequence` of sales, between the least and the greatest there is;"
                            + " a number that several sales have is told too.")
    @Parameter(
            name = "store",
            in = ParameterIn.QUERY,
            description = "Without it every store that has such a terminal",
            schema = @Schema(pattern = Limits.ID))
    @Parameter(ref = Api.PAGE_SIZE)
    @Parameter(ref = Api.PAGE_TOKEN)
    @APIResponse(
            responseCode = "200",
            description = "A page of gaps; none: nothing is missing",
            content = @Content(schema = @Schema(implementation = GapsAnswer.class)))
    public Uni<GapsAnswer> gaps(
            @Parameter(schema = @Schema(pattern = Limits.ID)) @PathParam("id") String id, @Context UriInfo uri) {
        Query query = Query.of(uri, Set.of("store", Api.PAGE_SIZE, Api.PAGE_TOKEN));
        if (!id.matches(Limits.ID)) {
            throw Refused.field("id", "Send 1 to 64 visible ASCII characters.");
        }
        ListGapsRequest.Builder request = ListGapsRequest.newBuilder().setTerminal(id);
        query.id("store").ifPresent(request::setStore);
        query.count(Api.PAGE_SIZE, MAX_PAGE).ifPresent(request::setPageSize);
        Optional<String> token = query.token(Api.PAGE_TOKEN);
        token.ifPresent(request::setPageToken);
        return loyalty.gaps(budget.begin(current.staff()), request.build())
                .map(told -> GapsAnswer.of(told, token.isEmpty()));
    }
}
