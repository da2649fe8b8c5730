package dev.omnipoints.gateway.admin;

import dev.omnipoints.contracts.loyalty.v1.ListRootsRequest;
import dev.omnipoints.gateway.access.Current;
import dev.omnipoints.gateway.access.Roles;
import dev.omnipoints.gateway.clients.Budget;
import dev.omnipoints.gateway.clients.LedgerClient;
import dev.omnipoints.gateway.platform.Api;
import dev.omnipoints.gateway.platform.Query;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The ledger's signed daily roots, for those who keep them. */
@Path("/v1/admin/ledger/roots")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Ledger", description = "What shows that the ledger was not rewritten")
@SecurityRequirement(name = "staffToken")
public final class RootsResource {
    private static final int MAX_PAGE = 200;

    private final Current current;
    private final Budget budget;
    private final LedgerClient ledger;

    RootsResource(Current current, Budget budget, LedgerClient ledger) {
        this.current = current;
        this.budget = budget;
        this.ledger = ledger;
    }

    @GET
    @RolesAllowed({Roles.FINANCE, Roles.ADMIN})
    @Operation(
            operationId = "listRoots",
            summary = "The ledger's signed daily roots, oldest first",
            description = "Roles finance and admin. One root a day, over the accounts of all programmes: hashes and"
                    + " counts alone. Keep them where nobody who can write the database can; `omnipoints"
                    + " verify-roots` checks what was kept with nothing else at hand.")
    @Parameter(ref = Api.PAGE_SIZE)
    @Parameter(ref = Api.PAGE_TOKEN)
    @APIResponse(
            responseCode = "200",
            description = "A page of roots; none: none was written yet",
            content = @Content(schema = @Schema(implementation = RootAnswer.Page.class)))
    public Uni<RootAnswer.Page> roots(@Context UriInfo uri) {
        Query query = Query.of(uri, Set.of(Api.PAGE_SIZE, Api.PAGE_TOKEN));
        ListRootsRequest.Builder request = ListRootsRequest.newBuilder();
        query.count(Api.PAGE_SIZE, MAX_PAGE).ifPresent(request::setPageSize);
        query.token(Api.PAGE_TOKEN).ifPresent(request::setPageToken);
        return ledger.roots(budget.begin(current.staff()), request.build()).map(RootAnswer.Page::of);
    }
}
