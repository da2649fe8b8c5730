package dev.omnipoints.gateway.till;

import dev.omnipoints.gateway.access.ApiClient;
import dev.omnipoints.gateway.access.Current;
import dev.omnipoints.gateway.access.Roles;
import dev.omnipoints.gateway.platform.BodyLimit;
import dev.omnipoints.gateway.platform.StrictJson;
import io.smallrye.common.annotation.Blocking;
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
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** What tills sold while they were offline. */
@Path(BodyLimit.BATCH_PATH)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Sales", description = "Post what was sold, and read it again")
@SecurityRequirement(name = "apiKey")
public final class BatchResource {
    private final Current current;
    private final StrictJson json;
    private final BatchSelling selling;

    BatchResource(Current current, StrictJson json, BatchSelling selling) {
        this.current = current;
        this.json = json;
        this.selling = selling;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.CLIENT)
    @ResponseStatus(200)
    @Blocking // Sixteen mebibytes are looked through, which is too long for a thread that others wait for.
    @Operation(
            operationId = "recordSales",
            summary = "Post up to 1,000 paid sales, each by its own key",
            description =
                    "Of up to 16 MiB. Answers stand in the order of the sales; one that is refused harms no other."
                            + " The same batch again, or part of it in another one, is harmless.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SaleBatch.class)))
    @APIResponse(
            responseCode = "200",
            description = "What became of each sale",
            content = @Content(schema = @Schema(implementation = BatchAnswer.class)))
    public Uni<BatchAnswer> record(byte[] batch) {
        ApiClient client = current.client();
        return selling.sell(client, json.parts(batch, "sales", SaleBatch.KEY, SaleBatch.MOST))
                .map(BatchAnswer::new);
    }
}
