package dev.omnipoints.gateway.admin;

import dev.omnipoints.gateway.access.AccessRequests.Done;
import dev.omnipoints.gateway.access.ClientKeys;
import dev.omnipoints.gateway.access.ClientRecord;
import dev.omnipoints.gateway.access.Clients;
import dev.omnipoints.gateway.access.Current;
import dev.omnipoints.gateway.access.Roles;
import dev.omnipoints.gateway.platform.Api;
import dev.omnipoints.gateway.platform.IdempotencyKey;
import dev.omnipoints.gateway.platform.NoBody;
import dev.omnipoints.gateway.platform.Query;
import dev.omnipoints.gateway.platform.Replays;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** API clients and their keys. */
@Path("/v1/admin/clients")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Clients", description = "API clients (tills, shops, apps' back ends) and their keys, for staff")
@SecurityRequirement(name = "staffToken")
public final class ClientsResource {
    private static final int PAGE = 50;
    private static final int MAX_PAGE = 200;

    private final Current current;
    private final Clients clients;
    private final ClientKeys keys;

    ClientsResource(Current current, Clients clients, ClientKeys keys) {
        this.current = current;
        this.clients = clients;
        this.keys = keys;
    }

    @GET
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            operationId = "listClients",
            summary = "Every API client, in the order of the ids",
            description = "Role admin. Ended ones too.")
    @Parameter(ref = Api.PAGE_SIZE)
    @Parameter(ref = Api.PAGE_TOKEN)
    @APIResponse(
            responseCode = "200",
            description = "A page of clients",
            content = @Content(schema = @Schema(implementation = ClientAnswer.Page.class)))
    public Uni<ClientAnswer.Page> list(@Context UriInfo uri) {
        Query query = Query.of(uri, Set.of(Api.PAGE_SIZE, Api.PAGE_TOKEN));
        int pageSize = query.count(Api.PAGE_SIZE, MAX_PAGE).orElse(PAGE);
        String after = query.token(Api.PAGE_TOKEN).orElse("");
        // One more than asked tells whether there is another page.
        return clients.after(current.staff().programme(), after, pageSize + 1)
                .map(found -> ClientAnswer.Page.of(found, pageSize));
    }

    @POST
    @RolesAllowed(Roles.ADMIN)
    @Cancellable(false)
    @Operation(
            operationId = "createClient",
            summary = "Make an API client",
            description = "Role admin. It can do nothing before it has a key. CLIENT_ALREADY_EXISTS; an id is never"
                    + " given twice.")
    @Parameter(ref = Api.IDEMPOTENCY_KEY)
    @APIResponse(
            responseCode = "201",
            description = "The client",
            headers = @Header(name = "ETag", description = "Its version", schema = @Schema(examples = "1")),
            content = @Content(schema = @Schema(implementation = ClientAnswer.class)))
    public Uni<RestResponse<ClientAnswer>> create(NewClient client, @Context HttpHeaders headers) {
        String key = IdempotencyKey.of(headers);
        return clients.create(
                        current.staff().caller(),
                        key,
                        client.id(),
                        client.body().terms())
                .map(done -> tagged(Response.Status.CREATED, done));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(operationId = "getClient", summary = "An API client", description = "Role admin. CLIENT_UNKNOWN.")
    @APIResponse(
            responseCode = "200",
            description = "The client",
            headers =
                    @Header(name = "ETag", description = "The version, for If-Match", schema = @Schema(examples = "3")),
            content = @Content(schema = @Schema(implementation = ClientAnswer.class)))
    public Uni<RestResponse<ClientAnswer>> get(@PathParam("id") String id, @Context UriInfo uri) {
        Query.of(uri, Set.of());
        return clients.get(current.staff().programme(), id)
                .map(found -> tagged(Response.Status.OK, new Done<>(found, false)));
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed(Roles.ADMIN)
    @Cancellable(false)
    @Operation(
            operationId = "updateClient",
            summary = "Change what an API client may",
            description = "Role admin. As a whole; its keys stay. On every instance within a second. VERSION_CONFLICT"
                    + " where someone else has changed it since it was read. A client of the bootstrap file is not"
                    + " changed by the file any more.")
    @Parameter(
            name = HttpHeaders.IF_MATCH,
            in = ParameterIn.HEADER,
            required = true,
            description = "The ETag of the version that was read",
            schema = @Schema(type = SchemaType.STRING, examples = "\"3\""))
    @APIResponse(
            responseCode = "200",
            description = "The client",
            headers = @Header(name = "ETag", description = "The new version", schema = @Schema(examples = "4")),
            content = @Content(schema = @Schema(implementation = ClientAnswer.class)))
    public Uni<RestResponse<ClientAnswer>> change(
            @PathParam("id") String id, ClientBody body, @Context HttpHeaders headers) {
        int version = VersionTag.required(headers);
        return clients.change(current.staff().caller(), id, version, body.terms())
                .map(done -> tagged(Response.Status.OK, done));
    }

    @POST
    @Path("/{id}/end")
    @RolesAllowed(Roles.ADMIN)
    @Cancellable(false)
    @Operation(
            operationId = "endClient",
            summary = "End an API client with all of its keys, for good",
            description = "Role admin. No instance believes its keys a second later.")
    @Parameter(ref = Api.IDEMPOTENCY_KEY)
    @APIResponse(
            responseCode = "200",
            description = "The client",
            content = @Content(schema = @Schema(implementation = ClientAnswer.class)))
    public Uni<RestResponse<ClientAnswer>> end(
            @PathParam("id") String id, @RequestBody(required = false) NoBody nothing, @Context HttpHeaders headers) {
        String key = IdempotencyKey.of(headers);
        return clients.end(current.staff().caller(), key, id).map(done -> tagged(Response.Status.OK, done));
    }

    @POST
    @Path("/{id}/keys")
    @RolesAllowed(Roles.ADMIN)
    @Cancellable(false)
    @Operation(
            operationId = "createClientKey",
            summary = "Make a key of an API client",
            description = "Role admin. The answer alone tells the key; the same request sent again tells it again. To"
                    + " rotate: othersUntil, until when the keys that it has are believed beside the new one.")
    @Parameter(ref = Api.IDEMPOTENCY_KEY)
    @APIResponse(
            responseCode = "201",
            description = "The key",
            content = @Content(schema = @Schema(implementation = ClientAnswer.Created.class)))
    public Uni<RestResponse<ClientAnswer.Created>> createKey(
            @PathParam("id") String id, @RequestBody(required = false) NewKey key, @Context HttpHeaders headers) {
        String idempotencyKey = IdempotencyKey.of(headers);
        return keys.make(current.staff().caller(), idempotencyKey, id, key.wish())
                .map(done -> Replays.answer(
                        Response.Status.CREATED, ClientAnswer.Created.of(done.result()), done.replayed()));
    }

    @POST
    @Path("/{id}/keys/{keyId}/end")
    @RolesAllowed(Roles.ADMIN)
    @Cancellable(false)
    @Operation(
            operationId = "endClientKey",
            summary = "End a key, for good",
            description = "Role admin. No instance believes it a second later, whatever the bootstrap file says.")
    @Parameter(ref = Api.IDEMPOTENCY_KEY)
    @APIResponse(
            responseCode = "200",
            description = "The key",
            content = @Content(schema = @Schema(implementation = ClientAnswer.Key.class)))
    public Uni<RestResponse<ClientAnswer.Key>> endKey(
            @PathParam("id") String id,
            @PathParam("keyId") String keyId,
            @RequestBody(required = false) NoBody nothing,
            @Context HttpHeaders headers) {
        String idempotencyKey = IdempotencyKey.of(headers);
        return keys.end(current.staff().caller(), idempotencyKey, id, keyId)
                .map(done -> Replays.answer(Response.Status.OK, ClientAnswer.Key.of(done.result()), done.replayed()));
    }

    private static RestResponse<ClientAnswer> tagged(Response.Status status, Done<ClientRecord> done) {
        RestResponse.ResponseBuilder<ClientAnswer> response =
                RestResponse.ResponseBuilder.create(status.getStatusCode());
        response.entity(ClientAnswer.of(done.result()));
        response.header(HttpHeaders.ETAG, VersionTag.of(done.result().version()));
        if (done.replayed()) {
            response.header(IdempotencyKey.REPLAYED, true);
        }
        return response.build();
    }
}
