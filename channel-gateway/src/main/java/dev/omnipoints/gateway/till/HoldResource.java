package dev.omnipoints.gateway.till;

import dev.omnipoints.contracts.loyalty.v1.CaptureRequest;
import dev.omnipoints.contracts.loyalty.v1.GetHoldRequest;
import dev.omnipoints.contracts.loyalty.v1.HoldRequest;
import dev.omnipoints.contracts.loyalty.v1.VoidRequest;
import dev.omnipoints.gateway.access.ApiClient;
import dev.omnipoints.gateway.access.Current;
import dev.omnipoints.gateway.access.Roles;
import dev.omnipoints.gateway.access.Who;
import dev.omnipoints.gateway.clients.Budget;
import dev.omnipoints.gateway.clients.Call;
import dev.omnipoints.gateway.clients.LoyaltyClient;
import dev.omnipoints.gateway.platform.Api;
import dev.omnipoints.gateway.platform.IdempotencyKey;
import dev.omnipoints.gateway.platform.NoBody;
import dev.omnipoints.gateway.platform.PartBody;
import dev.omnipoints.gateway.platform.Query;
import dev.omnipoints.gateway.platform.Replays;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
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
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Holds: points reserved like a card authorisation, and their end. Any selling channel may end any hold. */
@Path("/v1/holds")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Paying with points", description = "Reserve and spend points, and take it back")
@SecurityRequirement(name = "apiKey")
public final class HoldResource {
    private final Current current;
    private final Budget budget;
    private final Spending spending;
    private final LoyaltyClient loyalty;

    HoldResource(Current current, Budget budget, Spending spending, LoyaltyClient loyalty) {
        this.current = current;
        this.budget = budget;
        this.spending = spending;
        this.loyalty = loyalty;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.CLIENT, Roles.MEMBER})
    @Operation(
            operationId = "hold",
            summary = "Reserve points",
            description = "At once unavailable everywhere else; spent by a capture, released by a void or when its time"
                    + " is over. A member's own token serves for that member alone.")
    @Parameter(ref = Api.IDEMPOTENCY_KEY)
    @SecurityRequirement(name = "apiKey")
    @SecurityRequirement(name = "memberToken")
    @APIResponse(
            responseCode = "201",
            description = "The points are reserved; sent again: the same answer, with Idempotent-Replayed: true",
            content = @Content(schema = @Schema(implementation = HoldAnswer.class)))
    public Uni<RestResponse<HoldAnswer>> hold(NewHold request, @Context HttpHeaders headers) {
        HoldRequest.Builder hold = request.toProto(IdempotencyKey.of(headers));
        Who who = current.who();
        if (request.receipt() != null) {
            mayPay(who, request.receipt());
        }
        Call call = budget.begin(who);
        return spending.spender(call, who, request.identity(), request.memberId(), request.proof())
                .chain(spender -> {
                    hold.setMember(spender.member()).setPossession(spender.possession());
                    return loyalty.hold(call, hold.build()).onFailure().transform(spender::explained);
                })
                .map(held -> Replays.answer(
                        Response.Status.CREATED, HoldAnswer.of(held.getOperation()), held.getReplayed()));
    }

    private static void mayPay(Who who, ReceiptBody receipt) {
        if (who instanceof ApiClient client) {
            client.mayActAt(receipt.store(), "receipt.store", receipt.terminal(), "receipt.terminal");
        } else {
            throw ApiClient.outside("receipt.store", "A member's own token is of no store; leave the receipt out.");
        }
    }

    @POST
    @Path("/{id}/capture")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.CLIENT)
    @Operation(
            operationId = "captureHold",
            summary = "Spend what a hold reserved",
            description = "Whole, or part: the rest is released. The same capture again, under whatever key, is the"
                    + " first answer.")
    @Parameter(ref = Api.IDEMPOTENCY_KEY)
    @APIResponse(
            responseCode = "200",
            description = "The points are spent; sent again: the same answer, with Idempotent-Replayed: true",
            content = @Content(schema = @Schema(implementation = HoldEndAnswer.class)))
    public Uni<RestResponse<HoldEndAnswer>> capture(
            @PathParam("id") String id, @RequestBody(required = false) PartBody part, @Context HttpHeaders headers) {
        CaptureRequest.Builder capture = CaptureRequest.newBuilder()
                .setIdempotencyKey(IdempotencyKey.of(headers))
                .setHoldId(OperationIds.hold(id));
        if (part.points() != null) {
            capture.setPoints(part.points());
        }
        return loyalty.capture(budget.begin(current.client()), capture.build())
                .map(captured -> Replays.answer(
                        Response.Status.OK,
                        HoldEndAnswer.of(captured.getOperation()),
                        captured.getReplayed() || captured.getEndReplayed()));
    }

    @POST
    @Path("/{id}/void")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.CLIENT)
    @Operation(
            operationId = "voidHold",
            summary = "Release a hold",
            description = "The points go back to where they came from. The same void again, under whatever key, is the"
                    + " first answer.")
    @Parameter(ref = Api.IDEMPOTENCY_KEY)
    @APIResponse(
            responseCode = "200",
            description = "The points are released; sent again: the same answer, with Idempotent-Replayed: true",
            content = @Content(schema = @Schema(implementation = HoldEndAnswer.class)))
    public Uni<RestResponse<HoldEndAnswer>> release(
            @PathParam("id") String id, @RequestBody(required = false) NoBody nothing, @Context HttpHeaders headers) {
        VoidRequest release = VoidRequest.newBuilder()
                .setIdempotencyKey(IdempotencyKey.of(headers))
                .setHoldId(OperationIds.hold(id))
                .build();
        return loyalty.release(budget.begin(current.client()), release)
                .map(released -> Replays.answer(
                        Response.Status.OK,
                        HoldEndAnswer.of(released.getOperation()),
                        released.getReplayed() || released.getEndReplayed()));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Roles.CLIENT)
    @Operation(operationId = "getHold", summary = "How a hold stands", description = "Whichever channel made it.")
    @APIResponse(
            responseCode = "200",
            description = "The hold, and what became of it",
            content = @Content(schema = @Schema(implementation = HoldStateAnswer.class)))
    public Uni<HoldStateAnswer> byId(@PathParam("id") String id, @Context UriInfo uri) {
        Query.of(uri, Set.of());
        GetHoldRequest request =
                GetHoldRequest.newBuilder().setHoldId(OperationIds.hold(id)).build();
        return loyalty.hold(budget.begin(current.client()), request).map(HoldStateAnswer::of);
    }
}
