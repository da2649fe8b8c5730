package dev.omnipoints.gateway.admin;

import dev.omnipoints.contracts.loyalty.v1.ConfirmRequest;
import dev.omnipoints.contracts.loyalty.v1.Operation;
import dev.omnipoints.contracts.loyalty.v1.ReverseRequest;
import dev.omnipoints.contracts.loyalty.v1.TransferRequest;
import dev.omnipoints.contracts.profile.v1.ResolveRequest;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.gateway.access.Current;
import dev.omnipoints.gateway.access.Roles;
import dev.omnipoints.gateway.audit.Action;
import dev.omnipoints.gateway.audit.AuditLog;
import dev.omnipoints.gateway.audit.Outcome;
import dev.omnipoints.gateway.clients.Budget;
import dev.omnipoints.gateway.clients.Call;
import dev.omnipoints.gateway.clients.LoyaltyClient;
import dev.omnipoints.gateway.clients.ProfileClient;
import dev.omnipoints.gateway.platform.Api;
import dev.omnipoints.gateway.platform.DoneAnswer;
import dev.omnipoints.gateway.platform.IdempotencyKey;
import dev.omnipoints.gateway.platform.Limits;
import dev.omnipoints.gateway.platform.NoBody;
import dev.omnipoints.gateway.platform.PartBody;
import dev.omnipoints.gateway.platform.Refused;
import dev.omnipoints.gateway.platform.Replays;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Members' points, as staff correct them. */
@Path("/v1/admin")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Corrections", description = "Members' points, as care and admin correct them; each has an audit entry")
@SecurityRequirement(name = "staffToken")
public final class PointsResource {
    private final Current current;
    private final Budget budget;
    private final ProfileClient profile;
    private final LoyaltyClient loyalty;
    private final AuditLog audit;

    PointsResource(Current current, Budget budget, ProfileClient profile, LoyaltyClient loyalty, AuditLog audit) {
        this.current = current;
        this.budget = budget;
        this.profile = profile;
        this.loyalty = loyalty;
        this.audit = audit;
    }

    @POST
    @Path("/members/{memberId}/adjustments")
    @RolesAllowed({Roles.CARE, Roles.ADMIN})
    @Cancellable(false)
    @org.eclipse.microprofile.openapi.annotations.Operation(
            operationId = "adjustPoints",
            summary = "Give or take points",
            description = "Roles care and admin. INSUFFICIENT_POINTS where more is taken than there is, unless the"
                    + " programme lets a correction make the member owe.")
    @Parameter(ref = Api.IDEMPOTENCY_KEY)
    @APIResponse(
            responseCode = "201",
            description = "It is done; sent again: the same answer, with Idempotent-Replayed: true",
            content = @Content(schema = @Schema(implementation = DoneAnswer.class)))
    public Uni<RestResponse<DoneAnswer>> adjust(
            @Parameter(schema = @Schema(pattern = Limits.MEMBER_ID)) @PathParam("memberId") String memberId,
            Adjustment adjustment,
            @Context HttpHeaders headers) {
        String key = IdempotencyKey.of(headers);
        adjustment.check();
        if (!memberId.matches(Limits.MEMBER_ID)) {
            throw Refused.because(Reason.REASON_MEMBER_UNKNOWN, "Send the memberId that a lookup told.");
        }
        Call call = budget.begin(current.staff());
        Action action = Action.onPoints(call.caller(), Action.Word.ADJUST, memberId, null, key);
        return member(call, memberId)
                .chain(member -> done(
                        Response.Status.CREATED,
                        action,
                        () -> loyalty.adjust(call, adjustment.toProto(key, member))
                                .map(told -> new Done(told.getOperation(), told.getReplayed()))));
    }

    @POST
    @Path("/operations/{operationId}/confirm")
    @RolesAllowed({Roles.CARE, Roles.ADMIN})
    @Cancellable(false)
    @org.eclipse.microprofile.openapi.annotations.Operation(
            operationId = "confirmEarn",
            summary = "Make an earn's pending points spendable",
            description = "Roles care and admin. By the earn's id in the statement; no body.")
    @Parameter(ref = Api.IDEMPOTENCY_KEY)
    @APIResponse(
            responseCode = "200",
            description = "It is done; sent again: the same answer, with Idempotent-Replayed: true",
            content = @Content(schema = @Schema(implementation = DoneAnswer.class)))
    public Uni<RestResponse<DoneAnswer>> confirm(
            @Parameter(schema = @Schema(pattern = Limits.OPERATION_ID)) @PathParam("operationId") String operationId,
            @RequestBody(required = false) NoBody nothing,
            @Context HttpHeaders headers) {
        String key = IdempotencyKey.of(headers);
        mustBeOperation(operationId, "Send an earn's id as the statement tells it.");
        Call call = budget.begin(current.staff());
        ConfirmRequest request = ConfirmRequest.newBuilder()
                .setIdempotencyKey(key)
                .setOperationId(operationId)
                .build();
        Action action = Action.onPoints(call.caller(), Action.Word.CONFIRM, operationId, null, key);
        return done(
                Response.Status.OK,
                action,
                () -> loyalty.confirm(call, request).map(told -> new Done(told.getOperation(), told.getReplayed())));
    }

    @POST
    @Path("/operations/{operationId}/reverse")
    @RolesAllowed({Roles.CARE, Roles.ADMIN})
    @Cancellable(false)
    @org.eclipse.microprofile.openapi.annotations.Operation(
            operationId = "reverseOperation",
            summary = "Undo an earn, a redemption or a capture, whole or part",
            description = "Roles care and admin. By its id in the statement. Points of an earn that are spent already"
                    + " are taken from others or owed, as the programme has it. Together never more than the original.")
    @Parameter(ref = Api.IDEMPOTENCY_KEY)
    @APIResponse(
            responseCode = "201",
            description = "It is done; sent again: the same answer, with Idempotent-Replayed: true",
            content = @Content(schema = @Schema(implementation = Undone.class)))
    public Uni<RestResponse<Undone>> reverse(
            @Parameter(schema = @Schema(pattern = Limits.OPERATION_ID)) @PathParam("operationId") String operationId,
            @RequestBody(required = false) PartBody part,
            @Context HttpHeaders headers) {
        String key = IdempotencyKey.of(headers);
        mustBeOperation(operationId, "Send an earn's, redemption's or capture's id as the statement tells it.");
        Call call = budget.begin(current.staff());
        ReverseRequest.Builder request =
                ReverseRequest.newBuilder().setIdempotencyKey(key).setOperationId(operationId);
        if (part.points() != null) {
            request.setPoints(part.points());
        }
        Action action = Action.onPoints(call.caller(), Action.Word.REVERSE, operationId, null, key);
        return done(
                Response.Status.CREATED,
                action,
                () -> loyalty.reverse(call, request.build())
                        .map(told -> new Done(told.getOperation(), told.getReplayed())),
                Undone::of);
    }

    @POST
    @Path("/transfers")
    @RolesAllowed({Roles.CARE, Roles.ADMIN})
    @Cancellable(false)
    @org.eclipse.microprofile.openapi.annotations.Operation(
            operationId = "transferPoints",
            summary = "Points from one member to another",
            description = "Roles care and admin. Both sides in one commit; the receiver's debt is repaid first. Undone"
                    + " by another transfer.")
    @Parameter(ref = Api.IDEMPOTENCY_KEY)
    @APIResponse(
            responseCode = "201",
            description = "It is done; sent again: the same answer, with Idempotent-Replayed: true",
            content = @Content(schema = @Schema(implementation = DoneAnswer.class)))
    public Uni<RestResponse<DoneAnswer>> transfer(TransferBody transfer, @Context HttpHeaders headers) {
        String key = IdempotencyKey.of(headers);
        transfer.check();
        Call call = budget.begin(current.staff());
        Action action = Action.onPoints(call.caller(), Action.Word.TRANSFER, transfer.from(), transfer.to(), key);
        return Uni.combine()
                .all()
                .unis(member(call, transfer.from(), "from"), member(call, transfer.to(), "to"))
                .asTuple()
                .chain(both -> {
                    TransferRequest request = TransferRequest.newBuilder()
                            .setIdempotencyKey(key)
                            .setFrom(both.getItem1())
                            .setTo(both.getItem2())
                            .setPoints(transfer.points())
                            .build();
                    return done(
                            Response.Status.CREATED,
                            action,
                            () -> loyalty.transfer(call, request)
                                    .map(told -> new Done(told.getOperation(), told.getReplayed())));
                });
    }

    /** What profile-service vouches for of the member; loyalty-service asks no one itself. */
    private Uni<MemberContext> member(Call call, String memberId) {
        return profile.require(
                call, ResolveRequest.newBuilder().setMemberId(memberId).build());
    }

    private Uni<MemberContext> member(Call call, String memberId, String field) {
        return member(call, memberId)
                .onFailure(
                        failed -> failed instanceof Refused refused && refused.reason() == Reason.REASON_MEMBER_UNKNOWN)
                .transform(unknown -> ((Refused) unknown).under(field));
    }

    private record Done(Operation operation, boolean replayed) {}

    private static void mustBeOperation(String id, String whatToDo) {
        if (!id.matches(Limits.OPERATION_ID)) {
            throw Refused.because(Reason.REASON_OPERATION_UNKNOWN, whatToDo);
        }
    }

    private Uni<RestResponse<DoneAnswer>> done(Response.Status status, Action action, Supplier<Uni<Done>> work) {
        return done(status, action, work, DoneAnswer::of);
    }

    private <T> Uni<RestResponse<T>> done(
            Response.Status status, Action action, Supplier<Uni<Done>> work, Function<Operation, T> answer) {
        return audit.entered(
                        action, work, done -> Outcome.operation(done.operation().getOperationId(), done.replayed()))
                .map(done -> Replays.answer(status, answer.apply(done.operation()), done.replayed()));
    }
}
