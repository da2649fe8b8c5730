package dev.omnipoints.gateway.me;

import dev.omnipoints.contracts.loyalty.v1.TransferRequest;
import dev.omnipoints.contracts.profile.v1.ResolveRequest;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.gateway.access.Current;
import dev.omnipoints.gateway.access.Roles;
import dev.omnipoints.gateway.clients.Budget;
import dev.omnipoints.gateway.clients.Call;
import dev.omnipoints.gateway.clients.LoyaltyClient;
import dev.omnipoints.gateway.clients.ProfileClient;
import dev.omnipoints.gateway.platform.Api;
import dev.omnipoints.gateway.platform.DoneAnswer;
import dev.omnipoints.gateway.platform.IdempotencyKey;
import dev.omnipoints.gateway.platform.Refused;
import dev.omnipoints.gateway.platform.Replays;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** What a member gives to another, by their own token. */
@Path("/v1/me/transfers")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Me", description = "What a member sees of themselves")
@SecurityRequirement(name = "memberToken")
public final class TransferResource {
    private final Current current;
    private final Budget budget;
    private final ProfileClient profile;
    private final LoyaltyClient loyalty;

    TransferResource(Current current, Budget budget, ProfileClient profile, LoyaltyClient loyalty) {
        this.current = current;
        this.budget = budget;
        this.profile = profile;
        this.loyalty = loyalty;
    }

    @POST
    @RolesAllowed(Roles.MEMBER)
    @Operation(
            operationId = "giveMyPoints",
            summary = "Give points to another member",
            description = "At once and wholly. What the receiver owes is repaid first. Undone by another transfer.")
    @Parameter(ref = Api.IDEMPOTENCY_KEY)
    @APIResponse(
            responseCode = "201",
            description = "The points are the receiver's; sent again: the same answer, with Idempotent-Replayed: true",
            content = @Content(schema = @Schema(implementation = DoneAnswer.class)))
    public Uni<RestResponse<DoneAnswer>> transfer(NewTransfer request, @Context HttpHeaders headers) {
        String key = IdempotencyKey.of(headers);
        ResolveRequest receiver = request.question();
        Call call = budget.begin(current.member());
        ResolveRequest sender = ResolveRequest.newBuilder()
                .setMemberId(current.member().memberId())
                .build();
        return Uni.combine()
                .all()
                .unis(profile.require(call, sender), receiver(call, receiver))
                .asTuple()
                .chain(both -> loyalty.transfer(
                        call,
                        TransferRequest.newBuilder()
                                .setIdempotencyKey(key)
                                .setFrom(both.getItem1())
                                .setTo(both.getItem2())
                                .setPoints(request.points())
                                .build()))
                .map(done -> Replays.answer(
                        Response.Status.CREATED, DoneAnswer.of(done.getOperation()), done.getReplayed()));
    }

    /** A member may not look another up, so the door asks for itself; it passes on the context and shows nothing. */
    private Uni<MemberContext> receiver(Call call, ResolveRequest question) {
        return profile.require(call.asGateway(), question)
                .onFailure(Refused.class)
                .transform(failed -> named((Refused) failed));
    }

    private static Refused named(Refused refused) {
        return switch (refused.reason()) {
            case REASON_MEMBER_UNKNOWN, REASON_FIELD_INVALID -> refused.under("to");
            default -> refused;
        };
    }
}
