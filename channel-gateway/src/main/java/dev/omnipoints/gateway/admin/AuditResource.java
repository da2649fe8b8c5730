package dev.omnipoints.gateway.admin;

import dev.omnipoints.gateway.access.Current;
import dev.omnipoints.gateway.access.Roles;
import dev.omnipoints.gateway.audit.AuditPages;
import dev.omnipoints.gateway.platform.Api;
import dev.omnipoints.gateway.platform.Query;
import dev.omnipoints.gateway.platform.Refused;
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

/** What staff did. */
@Path("/v1/admin/audit")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Audit", description = "What staff did")
@SecurityRequirement(name = "staffToken")
public final class AuditResource {
    private static final int PAGE = 50;
    private static final int MAX_PAGE = 200;

    private final Current current;
    private final AuditPages pages;

    AuditResource(Current current, AuditPages pages) {
        this.current = current;
        this.pages = pages;
    }

    @GET
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            operationId = "listAudit",
            summary = "What staff did, newest first",
            description = "Role admin. One entry an action that was done, however often it was sent; and those of which"
                    + " no outcome was learnt, as UNKNOWN.")
    @Parameter(ref = Api.PAGE_SIZE)
    @Parameter(ref = Api.PAGE_TOKEN)
    @APIResponse(
            responseCode = "200",
            description = "A page of the audit log",
            content = @Content(schema = @Schema(implementation = AuditAnswer.class)))
    public Uni<AuditAnswer> list(@Context UriInfo uri) {
        Query query = Query.of(uri, Set.of(Api.PAGE_SIZE, Api.PAGE_TOKEN));
        int pageSize = query.count(Api.PAGE_SIZE, MAX_PAGE).orElse(PAGE);
        long before = query.token(Api.PAGE_TOKEN).map(AuditResource::position).orElse(Long.MAX_VALUE);
        // One more than asked tells whether there is another page.
        return pages.newestFirst(current.staff().programme(), before, pageSize + 1)
                .map(found -> AuditAnswer.of(found, pageSize));
    }

    private static long position(String token) {
        if (!token.matches("[1-9][0-9]{0,17}")) {
            throw Refused.field("pageToken", "Send it as the answer before told it.");
        }
        return Long.parseLong(token);
    }
}
