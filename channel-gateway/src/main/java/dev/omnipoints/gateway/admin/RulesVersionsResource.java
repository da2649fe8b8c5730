package dev.omnipoints.gateway.admin;

import dev.omnipoints.contracts.loyalty.v1.GetRulesRequest;
import dev.omnipoints.contracts.loyalty.v1.ListRulesVersionsRequest;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.gateway.access.Current;
import dev.omnipoints.gateway.access.Roles;
import dev.omnipoints.gateway.clients.Budget;
import dev.omnipoints.gateway.clients.RulesClient;
import dev.omnipoints.gateway.platform.Api;
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
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The programme's rules as they were published, for staff. */
@Path("/v1/admin/rules/versions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Rules")
@SecurityRequirement(name = "staffToken")
public final class RulesVersionsResource {
    private static final int MAX_PAGE = 200;

    private final Current current;
    private final Budget budget;
    private final RulesClient rules;

    RulesVersionsResource(Current current, Budget budget, RulesClient rules) {
        this.current = current;
        this.budget = budget;
        this.rules = rules;
    }

    @GET
    @RolesAllowed({Roles.VIEWER, Roles.CARE, Roles.MARKETING, Roles.FINANCE, Roles.ADMIN})
    @Operation(
            operationId = "listRulesVersions",
            summary = "Every version of the rules, newest first",
            description = "Every role.")
    @Parameter(ref = Api.PAGE_SIZE)
    @Parameter(ref = Api.PAGE_TOKEN)
    @APIResponse(
            responseCode = "200",
            description = "A page of versions",
            content = @Content(schema = @Schema(implementation = RulesVersionAnswer.Page.class)))
    public Uni<RulesVersionAnswer.Page> versions(@Context UriInfo uri) {
        Query query = Query.of(uri, Set.of(Api.PAGE_SIZE, Api.PAGE_TOKEN));
        ListRulesVersionsRequest.Builder request = ListRulesVersionsRequest.newBuilder();
        query.count(Api.PAGE_SIZE, MAX_PAGE).ifPresent(request::setPageSize);
        query.token(Api.PAGE_TOKEN).ifPresent(request::setPageToken);
        return rules.versions(budget.begin(current.staff()), request.build()).map(RulesVersionAnswer.Page::of);
    }

    @GET
    @Path("/current")
    @RolesAllowed({Roles.VIEWER, Roles.CARE, Roles.MARKETING, Roles.FINANCE, Roles.ADMIN})
    @Operation(
            operationId = "getRules",
            summary = "The rules that hold",
            description = "Every role. Before anything was published: number 0 and no rules.")
    @APIResponse(
            responseCode = "200",
            description = "The newest version",
            content = @Content(schema = @Schema(implementation = RulesVersionAnswer.class)))
    public Uni<RulesVersionAnswer> newest(@Context UriInfo uri) {
        Query.of(uri, Set.of());
        return told(GetRulesRequest.getDefaultInstance());
    }

    @GET
    @Path("/{number}")
    @RolesAllowed({Roles.VIEWER, Roles.CARE, Roles.MARKETING, Roles.FINANCE, Roles.ADMIN})
    @Operation(operationId = "getRulesVersion", summary = "A version of the rules", description = "Every role.")
    @APIResponse(
            responseCode = "200",
            description = "The version",
            content = @Content(schema = @Schema(implementation = RulesVersionAnswer.class)))
    public Uni<RulesVersionAnswer> version(
            @Parameter(schema = @Schema(type = SchemaType.INTEGER)) @PathParam("number") String number,
            @Context UriInfo uri) {
        Query.of(uri, Set.of());
        if (!number.matches("[1-9][0-9]{0,17}")) {
            throw Refused.because(Reason.REASON_RULES_UNKNOWN, "Send the number of a version, from 1, or `current`.");
        }
        return told(
                GetRulesRequest.newBuilder().setNumber(Long.parseLong(number)).build());
    }

    private Uni<RulesVersionAnswer> told(GetRulesRequest request) {
        return rules.version(budget.begin(current.staff()), request)
                .map(told -> RulesVersionAnswer.of(told.getRules()));
    }
}
