package dev.omnipoints.gateway.admin;

import dev.omnipoints.contracts.profile.v1.GetSegmentsRequest;
import dev.omnipoints.contracts.profile.v1.ListSegmentsChangesRequest;
import dev.omnipoints.contracts.profile.v1.SetSegmentsRequest;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.gateway.access.Current;
import dev.omnipoints.gateway.access.Roles;
import dev.omnipoints.gateway.audit.Action;
import dev.omnipoints.gateway.audit.AuditLog;
import dev.omnipoints.gateway.audit.Outcome;
import dev.omnipoints.gateway.clients.Budget;
import dev.omnipoints.gateway.clients.Call;
import dev.omnipoints.gateway.clients.ProfileClient;
import dev.omnipoints.gateway.platform.Api;
import dev.omnipoints.gateway.platform.IdempotencyKey;
import dev.omnipoints.gateway.platform.Limits;
import dev.omnipoints.gateway.platform.Query;
import dev.omnipoints.gateway.platform.Refused;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
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

/** The segments of a member, for whom rules ask. */
@Path("/v1/admin/members/{memberId}/segments")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Segments", description = "The segments that staff put members in, for rules to ask for")
@SecurityRequirement(name = "staffToken")
public final class SegmentsResource {
    private static final int MAX_PAGE = 200;

    private final Current current;
    private final Budget budget;
    private final ProfileClient profile;
    private final AuditLog audit;

    SegmentsResource(Current current, Budget budget, ProfileClient profile, AuditLog audit) {
        this.current = current;
        this.budget = budget;
        this.profile = profile;
        this.audit = audit;
    }

    @GET
    @RolesAllowed({Roles.CARE, Roles.MARKETING, Roles.ADMIN})
    @Operation(
            operationId = "getSegments",
            summary = "The segments of a member",
            description = "Roles care, marketing and admin. MEMBER_UNKNOWN.")
    @APIResponse(
            responseCode = "200",
            description = "The newest version",
            headers =
                    @Header(name = "ETag", description = "The version, for If-Match", schema = @Schema(examples = "3")),
            content = @Content(schema = @Schema(implementation = SegmentsAnswer.class)))
    public Uni<RestResponse<SegmentsAnswer>> newest(
            @Parameter(schema = @Schema(pattern = Limits.MEMBER_ID)) @PathParam("memberId") String memberId,
            @Context UriInfo uri) {
        Query.of(uri, Set.of());
        GetSegmentsRequest request =
                GetSegmentsRequest.newBuilder().setMemberId(known(memberId)).build();
        return profile.segments(budget.begin(current.staff()), request)
                .map(told -> tagged(SegmentsAnswer.of(told.getSegments()), false));
    }

    @GET
    @Path("/changes")
    @RolesAllowed({Roles.CARE, Roles.MARKETING, Roles.ADMIN})
    @Operation(
            operationId = "listSegmentsChanges",
            summary = "Who put the member in which segments, newest first",
            description = "Roles care, marketing and admin. MEMBER_UNKNOWN.")
    @Parameter(ref = Api.PAGE_SIZE)
    @Parameter(ref = Api.PAGE_TOKEN)
    @APIResponse(
            responseCode = "200",
            description = "A page of changes",
            content = @Content(schema = @Schema(implementation = SegmentsAnswer.Page.class)))
    public Uni<SegmentsAnswer.Page> changes(
            @Parameter(schema = @Schema(pattern = Limits.MEMBER_ID)) @PathParam("memberId") String memberId,
            @Context UriInfo uri) {
        Query query = Query.of(uri, Set.of(Api.PAGE_SIZE, Api.PAGE_TOKEN));
        ListSegmentsChangesRequest.Builder request =
                ListSegmentsChangesRequest.newBuilder().setMemberId(known(memberId));
        query.count(Api.PAGE_SIZE, MAX_PAGE).ifPresent(request::setPageSize);
        query.token(Api.PAGE_TOKEN).ifPresent(request::setPageToken);
        return profile.segmentsChanges(budget.begin(current.staff()), request.build())
                .map(SegmentsAnswer.Page::of);
    }

    @PUT
    @RolesAllowed({Roles.MARKETING, Roles.ADMIN})
    @Cancellable(false)
    @Operation(
            operationId = "setSegments",
            summary = "Put a member in segments",
            description = "In these and no others. Roles marketing and admin. From the next sale on; what is recorded"
                    + " stays as it was rated. MEMBER_UNKNOWN; VERSION_CONFLICT where someone else has changed them"
                    + " since they were read. Sent again after an answer that got lost, the same change is the same"
                    + " version.")
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
            content = @Content(schema = @Schema(implementation = SegmentsAnswer.class)))
    public Uni<RestResponse<SegmentsAnswer>> set(
            @Parameter(schema = @Schema(pattern = Limits.MEMBER_ID)) @PathParam("memberId") String memberId,
            SegmentsBody body,
            @Context HttpHeaders headers) {
        int version = VersionTag.required(headers);
        SetSegmentsRequest request = SetSegmentsRequest.newBuilder()
                .setMemberId(known(memberId))
                .setExpectedVersion(version)
                .addAllSegments(body.segments())
                .build();
        Call call = budget.begin(current.staff());
        Action action = Action.onSegments(call.caller(), memberId, version, String.join(" ", body.segments()));
        return audit.entered(
                        action,
                        () -> profile.setSegments(call, request),
                        done -> Outcome.version(done.getSegments().getVersion(), done.getReplayed()))
                .map(done -> tagged(SegmentsAnswer.of(done.getSegments()), done.getReplayed()));
    }

    private static String known(String memberId) {
        if (!memberId.matches(Limits.MEMBER_ID)) {
            throw Refused.because(Reason.REASON_MEMBER_UNKNOWN, "Send the memberId that a lookup told.");
        }
        return memberId;
    }

    private static RestResponse<SegmentsAnswer> tagged(SegmentsAnswer answer, boolean replayed) {
        RestResponse.ResponseBuilder<SegmentsAnswer> response = RestResponse.ResponseBuilder.ok(answer);
        response.header(HttpHeaders.ETAG, VersionTag.of(answer.version()));
        if (replayed) {
            response.header(IdempotencyKey.REPLAYED, true);
        }
        return response.build();
    }
}
