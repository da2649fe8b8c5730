package dev.omnipoints.gateway.till;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import dev.omnipoints.contracts.loyalty.v1.ClaimSaleRequest;
import dev.omnipoints.contracts.loyalty.v1.ClaimSaleResponse;
import dev.omnipoints.contracts.loyalty.v1.GetSaleRequest;
import dev.omnipoints.contracts.loyalty.v1.GetSaleResponse;
import dev.omnipoints.contracts.profile.v1.ResolveRequest;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.gateway.access.ApiClient;
import dev.omnipoints.gateway.access.ApiClient.Grant;
import dev.omnipoints.gateway.access.Current;
import dev.omnipoints.gateway.access.Member;
import dev.omnipoints.gateway.access.Roles;
import dev.omnipoints.gateway.access.Staff;
import dev.omnipoints.gateway.access.Who;
import dev.omnipoints.gateway.audit.Action;
import dev.omnipoints.gateway.audit.AuditLog;
import dev.omnipoints.gateway.audit.Outcome;
import dev.omnipoints.gateway.clients.Budget;
import dev.omnipoints.gateway.clients.Call;
import dev.omnipoints.gateway.clients.LoyaltyClient;
import dev.omnipoints.gateway.clients.ProfileClient;
import dev.omnipoints.gateway.platform.Api;
import dev.omnipoints.gateway.platform.IdempotencyKey;
import dev.omnipoints.gateway.platform.Limits;
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
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** A sale that was kept without a member that could earn is given to one afterwards, once. */
@Path("/v1/sales/{saleId}/claim")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Sales", description = "Post what was sold, and read it again")
public final class ClaimResource {
    /** As far ahead as loyalty-service lets a till's clock be. */
    private static final Duration CLOCK_SKEW = Durations.fromMinutes(10);

    private final Current current;
    private final Budget budget;
    private final ProfileClient profile;
    private final LoyaltyClient loyalty;
    private final AuditLog audit;

    ClaimResource(Current current, Budget budget, ProfileClient profile, LoyaltyClient loyalty, AuditLog audit) {
        this.current = current;
        this.budget = budget;
        this.profile = profile;
        this.loyalty = loyalty;
        this.audit = audit;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.CLIENT, Roles.CARE, Roles.MEMBER})
    @Cancellable(false)
    @Operation(
            operationId = "claimSale",
            summary = "Give a sale to a member afterwards",
            description = "Once, for what is still kept of it, by the rules of its day. A key needs the grant CLAIMS,"
                    + " staff the role care; a member's own token claims for that member alone, by `total` and `date`.")
    @Parameter(ref = Api.IDEMPOTENCY_KEY)
    @SecurityRequirement(name = "apiKey")
    @SecurityRequirement(name = "staffToken")
    @SecurityRequirement(name = "memberToken")
    @APIResponse(
            responseCode = "200",
            description = "The sale is the member's; sent again: the same answer, with Idempotent-Replayed: true",
            content = @Content(schema = @Schema(implementation = SaleAnswer.class)))
    public Uni<RestResponse<SaleAnswer>> claim(
            @Parameter(schema = @Schema(pattern = Limits.SALE_ID)) @PathParam("saleId") String saleId,
            ClaimRequest request,
            @Context HttpHeaders headers) {
        ClaimSaleRequest.Builder claim = ClaimSaleRequest.newBuilder()
                .setIdempotencyKey(IdempotencyKey.of(headers))
                .setSaleId(SaleIds.of(saleId));
        Who who = current.who();
        if (who instanceof ApiClient client && !client.grants().contains(Grant.CLAIMS)) {
            throw Refused.because(
                    Reason.REASON_NOT_GRANTED,
                    "The key has not the grant CLAIMS; ask for it, or let the member claim.");
        }
        ResolveRequest question = who instanceof Member member ? request.own(member, claim) : request.named();
        Call call = budget.begin(who);
        return kept(call, who, saleId)
                .chain(sale -> profile.require(call, asOf(sale, question)))
                .chain(member -> claimed(call, who, claim.setMember(member).build()))
                .map(told -> Replays.answer(Response.Status.OK, SaleAnswer.of(told.getResult()), told.getReplayed()));
    }

    /** A key that is bound to stores sees the sales of those alone. Of others loyalty-service tells it is unknown. */
    private Uni<Optional<GetSaleResponse>> kept(Call call, Who who, String saleId) {
        GetSaleRequest sale = GetSaleRequest.newBuilder().setSaleId(saleId).build();
        if (who instanceof ApiClient client && !client.stores().isEmpty()) {
            return loyalty.sale(call, sale).map(told -> Optional.of(SaleIds.seenBy(client, told)));
        }
        return loyalty.sale(who instanceof ApiClient ? call : call.asGateway(), sale)
                .map(Optional::of)
                .onFailure(
                        thrown -> thrown instanceof Refused refused && refused.reason() == Reason.REASON_SALE_UNKNOWN)
                .recoverWithItem(Optional.empty());
    }

    /** The claimed sale is rated by what its member was when it happened. */
    private static ResolveRequest asOf(Optional<GetSaleResponse> sale, ResolveRequest who) {
        return sale.map(kept -> who.toBuilder().setAt(happened(kept)).build()).orElse(who);
    }

    /** A time that lay too far ahead was taken as the time of recording, and is again (earning.md, 1). */
    private static Timestamp happened(GetSaleResponse kept) {
        Timestamp sent = kept.getSale().getOccurredAt();
        Timestamp latest = Timestamps.add(kept.getRecordedAt(), CLOCK_SKEW);
        return Timestamps.compare(sent, latest) > 0 ? kept.getRecordedAt() : sent;
    }

    private Uni<ClaimSaleResponse> claimed(Call call, Who who, ClaimSaleRequest claim) {
        if (!(who instanceof Staff)) {
            return loyalty.claim(call, claim);
        }
        Action action = Action.onPoints(
                call.caller(),
                Action.Word.CLAIM_SALE,
                claim.getSaleId(),
                claim.getMember().getMemberId(),
                claim.getIdempotencyKey());
        return audit.entered(
                action,
                () -> loyalty.claim(call, claim),
                done -> Outcome.operation(claim.getSaleId(), done.getReplayed()));
    }
}
