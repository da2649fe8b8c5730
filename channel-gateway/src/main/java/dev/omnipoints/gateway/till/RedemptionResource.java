package dev.omnipoints.gateway.till;

import dev.omnipoints.contracts.loyalty.v1.RedeemRequest;
import dev.omnipoints.contracts.loyalty.v1.ReverseRequest;
import dev.omnipoints.gateway.access.Current;
import dev.omnipoints.gateway.access.Roles;
import dev.omnipoints.gateway.access.Who;
import dev.omnipoints.gateway.clients.Budget;
import dev.omnipoints.gateway.clients.Call;
import dev.omnipoints.gateway.clients.LoyaltyClient;
import dev.omnipoints.gateway.platform.Api;
import dev.omnipoints.gateway.platform.IdempotencyKey;
import dev.omnipoints.gateway.platform.PartBody;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Redemptions: points spent in one step, and taken back. */
@Path("/v1/redemptions")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Paying with points", description = "Reserve and spend points, and take it back")
@SecurityRequirement(name = "apiKey")
public final class RedemptionResource {
    private final Current current;
    private final Budget budget;
    private final Spending spending;
    private final LoyaltyClient loyalty;

    RedemptionResource(Current current, Budget budget, Spending spending, LoyaltyClient loyalty) {
        this.current = current;
        this.budget = budget;
        this.spending = spending;
        this.loyalty = loyalty;
    }

    @POST
    @RolesAllowed({Roles.CLIENT, Roles.MEMBER})
    @Operation(
            operationId = "redeem",
            summary = "Spend points",
            description = "In one step, what hold and capture do in two. A member's own token serves for that member"
                    + " alone.")
    @Parameter(ref = Api.IDEMPOTENCY_KEY)
    @SecurityRequirement(name = "apiKey")
    @SecurityRequirement(name = "memberToken")
    @APIResponse(
            responseCode = "201",
            description = "The points are spent; sent again: the same answer, with Idempotent-Replayed: true",
            content = @Content(schema = @Schema(implementation = RedemptionAnswer.class)))
    public Uni<RestResponse<RedemptionAnswer>> redeem(NewRedemption request, @Context HttpHeaders headers) {
        RedeemRequest.Builder redemption = request.toProto(IdempotencyKey.of(headers));
        Who who = current.who();
        Call call = budget.begin(who);
        return spending.spender(call, who, request.identity(), request.memberId(), request.proof())
                .chain(spender -> {
                    redemption.setMember(spender.member()).setPossession(spender.possession());
                    return loyalty.redeem(call, redemption.build()).onFailure().transform(spender::explained);
                })
                .map(redeemed -> Replays.answer(
                        Response.Status.CREATED, RedemptionAnswer.of(redeemed.getOperation()), redeemed.getReplayed()));
    }

    @POST
    @Path("/{id}/reverse")
    @RolesAllowed(Roles.CLIENT)
    @Operation(
            operationId = "reverseRedemption",
            summary = "Give spent points back",
            description = "Of a redemption or a capture, whole or part. Together never more than was spent.")
    @Parameter(ref = Api.IDEMPOTENCY_KEY)
    @APIResponse(
            responseCode = "200",
            description = "The points are given back; sent again: the same answer, with Idempotent-Replayed: true",
            content = @Content(schema = @Schema(implementation = ReversalAnswer.class)))
    public Uni<RestResponse<ReversalAnswer>> reverse(
            @PathParam("id") String id, @RequestBody(required = false) PartBody part, @Context HttpHeaders headers) {
        ReverseRequest.Builder reversal = ReverseRequest.newBuilder()
                .setIdempotencyKey(IdempotencyKey.of(headers))
                .setOperationId(OperationIds.redemption(id));
        if (part.points() != null) {
            reversal.setPoints(part.points());
        }
        return loyalty.reverse(budget.begin(current.client()), reversal.build())
                .map(reversed -> Replays.answer(
                        Response.Status.OK, ReversalAnswer.of(reversed.getOperation()), reversed.getReplayed()));
    }
}
