package dev.omnipoints.gateway.admin;

import dev.omnipoints.contracts.loyalty.v1.ListRuleFailuresRequest;
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

/** Rules that could not be asked, for staff. */
@Path("/v1/admin/rules/failures")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Rules")
@SecurityRequirement(name = "staffToken")
public final class RuleFailuresResource {
    private static final int MAX_PAGE = 200;

    private final Current current;
    private final Budget budget;
    private final RulesClient rules;

    RuleFailuresResource(Current current, Budget budget, RulesClient rules) {
        this.current = current;
        this.budget = budget;
        this.rules = rules;
    }

    @GET
    @RolesAllowed({Roles.VIEWER, Roles.CARE, Roles.MARKETING, Roles.FINANCE, Roles.ADMIN})
    @Operation(
            operationId = "listRuleFailures",
            summary = "Rules that failed at run time, of the newest version first",
            description = "Every role. A rule whose condition failed gave nothing, and cost no other its award. What"
                    + " failed within the last seconds may be missing; a rule leaves the list 90 days after its last"
                    + " failure.")
    @Parameter(ref = Api.PAGE_SIZE)
    @Parameter(ref = Api.PAGE_TOKEN)
    @APIResponse(
            responseCode = "200",
            description = "A page of rules that failed; none: no rule did",
            content = @Content(schema = @Schema(implementation = RuleFailureAnswer.Page.class)))
    public Uni<RuleFailureAnswer.Page> failures(@Context UriInfo uri) {
        Query query = Query.of(uri, Set.of(Api.PAGE_SIZE, Api.PAGE_TOKEN));
        ListRuleFailuresRequest.Builder request = ListRuleFailuresRequest.newBuilder();
        query.count(Api.PAGE_SIZE, MAX_PAGE).ifPresent(request::setPageSize);
        query.token(Api.PAGE_TOKEN).ifPresent(request::setPageToken);
        return rules.failures(budget.begin(current.staff()), request.build()).map(RuleFailureAnswer.Page::of);
    }
}
