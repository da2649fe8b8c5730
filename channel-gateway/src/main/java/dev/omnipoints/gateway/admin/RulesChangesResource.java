package dev.omnipoints.gateway.admin;

import dev.omnipoints.contracts.loyalty.v1.ListRulesChangesRequest;
import dev.omnipoints.gateway.access.Current;
import dev.omnipoints.gateway.access.Roles;
import dev.omnipoints.gateway.clients.Budget;
import dev.omnipoints.gateway.clients.RulesClient;
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

/** Who changed what of the rules, for staff. */
@Path("/v1/admin/rules/changes")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Rules")
@SecurityRequirement(name = "staffToken")
public final class RulesChangesResource {
    private static final int MAX_PAGE = 200;

    private final Current current;
    private final Budget budget;
    private final RulesClient rules;

    RulesChangesResource(Current current, Budget budget, RulesClient rules) {
        this.current = current;
        this.budget = budget;
        this.rules = rules;
    }

    @GET
    @RolesAllowed({Roles.VIEWER, Roles.CARE, Roles.MARKETING, Roles.FINANCE, Roles.ADMIN})
    @Operation(
            operationId = "listRulesChanges",
            summary = "Who changed what of the rules, newest first",
            description = "Every role. Drafts written, changed and thrown away, and versions published: who, when, and"
                    + " the document before and after. Long documents make a page shorter than asked for.")
    @Parameter(ref = Api.PAGE_SIZE)
    @Parameter(ref = Api.PAGE_TOKEN)
    @APIResponse(
            responseCode = "200",
            description = "A page of changes",
            content = @Content(schema = @Schema(implementation = RulesChangeAnswer.Page.class)))
    public Uni<RulesChangeAnswer.Page> changes(@Context UriInfo uri) {
        Query query = Query.of(uri, Set.of(Api.PAGE_SIZE, Api.PAGE_TOKEN));
        ListRulesChangesRequest.Builder request = ListRulesChangesRequest.newBuilder();
        query.count(Api.PAGE_SIZE, MAX_PAGE).ifPresent(request::setPageSize);
        query.token(Api.PAGE_TOKEN).ifPresent(request::setPageToken);
        return rules.changes(budget.begin(current.staff()), request.build()).map(RulesChangeAnswer.Page::of);
    }
}
