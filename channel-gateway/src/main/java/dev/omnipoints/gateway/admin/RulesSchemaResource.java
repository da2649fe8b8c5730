package dev.omnipoints.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.omnipoints.gateway.access.Current;
import dev.omnipoints.gateway.access.Roles;
import dev.omnipoints.gateway.clients.Budget;
import dev.omnipoints.gateway.clients.RulesClient;
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
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What rules documents look like, for editors. */
@Path("/v1/admin/rules/schema")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Rules")
@SecurityRequirement(name = "staffToken")
public final class RulesSchemaResource {
    private final Current current;
    private final Budget budget;
    private final RulesClient rules;

    RulesSchemaResource(Current current, Budget budget, RulesClient rules) {
        this.current = current;
        this.budget = budget;
        this.rules = rules;
    }

    @GET
    @RolesAllowed({Roles.VIEWER, Roles.CARE, Roles.MARKETING, Roles.FINANCE, Roles.ADMIN})
    @Operation(
            operationId = "getRulesSchema",
            summary = "The JSON Schema of rules documents",
            description = "Every role. Draft 2020-12. What a schema cannot say is checked when a draft is kept.")
    @APIResponse(
            responseCode = "200",
            description = "The schema",
            content = @Content(schema = @Schema(implementation = Object.class, type = SchemaType.OBJECT)))
    public Uni<JsonNode> schema(@Context UriInfo uri) {
        Query.of(uri, Set.of());
        return rules.schema(budget.begin(current.staff())).map(told -> Document.of(told.getSchemaJson()));
    }
}
