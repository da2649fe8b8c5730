package dev.omnipoints.gateway.access;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** An endpoint whose author forgot to say whom it serves. */
@Path("/v1/test/forgotten")
public class ForgottenResource {
    @GET
    @Operation(hidden = true)
    public Uni<String> get() {
        return Uni.createFrom().item("open");
    }

    /** Its author said it, and left it out of the table. */
    @GET
    @Path("/in-the-table")
    @RolesAllowed(Roles.CLIENT)
    @Operation(hidden = true)
    public Uni<String> getAnnotated() {
        return Uni.createFrom().item("open");
    }
}
