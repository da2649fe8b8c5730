package dev.omnipoints.gateway.admin;

import dev.omnipoints.contracts.loyalty.v1.ListProgrammeVersionsRequest;
import dev.omnipoints.contracts.loyalty.v1.UpdateProgrammeRequest;
import dev.omnipoints.contracts.loyalty.v1.UpdateProgrammeResponse;
import dev.omnipoints.gateway.access.Current;
import dev.omnipoints.gateway.access.Roles;
import dev.omnipoints.gateway.audit.Action;
import dev.omnipoints.gateway.audit.AuditLog;
import dev.omnipoints.gateway.audit.Outcome;
import dev.omnipoints.gateway.clients.Budget;
import dev.omnipoints.gateway.clients.Call;
import dev.omnipoints.gateway.clients.LoyaltyClient;
import dev.omnipoints.gateway.platform.Api;
import dev.omnipoints.gateway.platform.IdempotencyKey;
import dev.omnipoints.gateway.platform.Query;
import dev.omnipoints.gateway.platform.Times;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** The programme's settings, for staff. */
@Path("/v1/admin/programme")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Programme", description = "The programme's settings and their versions, for staff")
@SecurityRequirement(name = "staffToken")
public final class ProgrammeResource {
    private static final int MAX_PAGE = 200;

    private final Current current;
    private final Budget budget;
    private final LoyaltyClient loyalty;
    private final AuditLog audit;

    ProgrammeResource(Current current, Budget budget, LoyaltyClient loyalty, AuditLog audit) {
        this.current = current;
        this.budget = budget;
        this.loyalty = loyalty;
        this.audit = audit;
    }

    @GET
    @RolesAllowed({Roles.VIEWER, Roles.CARE, Roles.MARKETING, Roles.FINANCE, Roles.ADMIN})
    @Operation(
            operationId = "getProgramme",
            summary = "The newest settings",
            description = "Every role. The newest version may hold only from a later date; holdingVersion says which"
                    + " one holds now.")
    @APIResponse(
            responseCode = "200",
            description = "The newest version",
            headers =
                    @Header(name = "ETag", description = "The version, for If-Match", schema = @Schema(examples = "3")),
            content = @Content(schema = @Schema(implementation = ProgrammeAnswer.class)))
    public Uni<RestResponse<ProgrammeAnswer>> newest(@Context UriInfo uri) {
        Query.of(uri, Set.of());
        return loyalty.programme(budget.begin(current.staff()))
                .map(told -> tagged(ProgrammeAnswer.of(told.getProgramme(), told.getHoldingVersion()), false));
    }

    @GET
    @Path("/versions")
    @RolesAllowed({Roles.VIEWER, Roles.CARE, Roles.MARKETING, Roles.FINANCE, Roles.ADMIN})
    @Operation(
            operationId = "listProgrammeVersions",
            summary = "Every version, newest first",
            description = "Every role.")
    @Parameter(ref = Api.PAGE_SIZE)
    @Parameter(ref = Api.PAGE_TOKEN)
    @APIResponse(
            responseCode = "200",
            description = "A page of versions",
            content = @Content(schema = @Schema(implementation = ProgrammeAnswer.Page.class)))
    public Uni<ProgrammeAnswer.Page> versions(@Context UriInfo uri) {
        Query query = Query.of(uri, Set.of(Api.PAGE_SIZE, Api.PAGE_TOKEN));
        ListProgrammeVersionsRequest.Builder request = ListProgrammeVersionsRequest.newBuilder();
        query.count(Api.PAGE_SIZE, MAX_PAGE).ifPresent(request::setPageSize);
        query.token(Api.PAGE_TOKEN).ifPresent(request::setPageToken);
        return loyalty.versions(budget.begin(current.staff()), request.build())
                .map(told -> new ProgrammeAnswer.Page(
                        told.getVersionsList().stream()
                                .map(version -> ProgrammeAnswer.of(version, null))
                                .toList(),
                        told.getNextPageToken().isEmpty() ? null : told.getNextPageToken()));
    }

    @PUT
    @RolesAllowed(Roles.ADMIN)
    @Cancellable(false)
    @Operation(
            operationId = "updateProgramme",
            summary = "Change the settings",
            description = "Makes a new version of the settings as a whole; what is left out takes its default. Role"
                    + " admin. VERSION_CONFLICT where someone else has changed them since they were read. Sent again"
                    + " after an answer that got lost, the same change is the same version. Instants that are stored"
                    + " already are never changed.")
    @Parameter(
            name = HttpHeaders.IF_MATCH,
            in = ParameterIn.HEADER,
            required = true,
            description = "The ETag of the version that was read",
            schema = @Schema(type = SchemaType.STRING, examples = "\"3\""))
    @APIResponse(
            responseCode = "200",
            description = "The new version",
            headers = @Header(name = "ETag", description = "The new version", schema = @Schema(examples = "4")),
            content = @Content(schema = @Schema(implementation = ProgrammeAnswer.class)))
    public Uni<RestResponse<ProgrammeAnswer>> update(ProgrammeChange change, @Context HttpHeaders headers) {
        int version = VersionTag.required(headers);
        Call call = budget.begin(current.staff());
        UpdateProgrammeRequest.Builder request = UpdateProgrammeRequest.newBuilder()
                .setExpectedVersion(version)
                .setSettingsJson(change.settings().toString());
        if (change.holdsFrom() != null) {
            request.setHoldsFrom(Times.to(change.holdsFrom()));
        }
        Action action =
                Action.onProgramme(call.caller(), version, change.holdsFrom() + " " + request.getSettingsJson());
        return audit.entered(action, () -> loyalty.update(call, request.build()), ProgrammeResource::outcome)
                .map(done -> tagged(ProgrammeAnswer.of(done.getProgramme(), null), done.getReplayed()));
    }

    private static Outcome outcome(UpdateProgrammeResponse done) {
        return Outcome.version(done.getProgramme().getVersion(), done.getReplayed());
    }

    private static RestResponse<ProgrammeAnswer> tagged(ProgrammeAnswer answer, boolean replayed) {
        RestResponse.ResponseBuilder<ProgrammeAnswer> response = RestResponse.ResponseBuilder.ok(answer);
        response.header(HttpHeaders.ETAG, VersionTag.of(answer.version()));
        if (replayed) {
            response.header(IdempotencyKey.REPLAYED, true);
        }
        return response.build();
    }
}
