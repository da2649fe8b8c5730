package dev.omnipoints.gateway.till;

import dev.omnipoints.contracts.loyalty.v1.GetBalanceRequest;
import dev.omnipoints.contracts.profile.v1.ResolveRequest;
import dev.omnipoints.contracts.profile.v1.ResolveResponse;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.gateway.access.ApiClient;
import dev.omnipoints.gateway.access.Current;
import dev.omnipoints.gateway.access.Proofs;
import dev.omnipoints.gateway.access.Roles;
import dev.omnipoints.gateway.clients.Budget;
import dev.omnipoints.gateway.clients.Call;
import dev.omnipoints.gateway.clients.LoyaltyClient;
import dev.omnipoints.gateway.clients.ProfileClient;
import dev.omnipoints.gateway.platform.Api;
import dev.omnipoints.gateway.platform.IdempotencyKey;
import dev.omnipoints.gateway.platform.Identity;
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
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;

/** Members, as a selling channel meets them. */
@Path("/v1/members")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Members", description = "Find and enrol members at a till, in a shop, on the phone")
@SecurityRequirement(name = "apiKey")
public final class MemberResource {
    private final Current current;
    private final Budget budget;
    private final ProfileClient profile;
    private final LoyaltyClient loyalty;
    private final Proofs proofs;

    MemberResource(Current current, Budget budget, ProfileClient profile, LoyaltyClient loyalty, Proofs proofs) {
        this.current = current;
        this.budget = budget;
        this.profile = profile;
        this.loyalty = loyalty;
        this.proofs = proofs;
    }

    @POST
    @Path("/lookup")
    @RolesAllowed(Roles.CLIENT)
    @ResponseStatus(200)
    @Operation(
            operationId = "lookupMember",
            summary = "Find a member",
            description = "By a card, a phone number, an e-mail address, an app code or an id of your own systems."
                    + " Changes nothing and needs no Idempotency-Key. MEMBER_UNKNOWN where it belongs to no one.")
    @APIResponse(
            responseCode = "200",
            description = "The member and their points",
            content = @Content(schema = @Schema(implementation = MemberAnswer.class)))
    public Uni<MemberAnswer> lookup(LookupRequest request) {
        ResolveRequest question = Identity.question(request.identity(), request.memberId())
                .orElseThrow(() -> Refused.field("identity", "Send identity or memberId."));
        ApiClient client = current.client();
        Call call = budget.begin(client);
        ResolveRequest named = question.toBuilder().setWithDisplayName(true).build();
        return profile.resolve(call, named).chain(who -> answer(call, client, request.identity(), who));
    }

    private Uni<MemberAnswer> answer(Call call, ApiClient client, Identity shown, ResolveResponse who) {
        if (!who.hasContext()) {
            throw Refused.because(
                    Reason.REASON_MEMBER_UNKNOWN, "It belongs to no one; enrol the customer or sell without it.");
        }
        GetBalanceRequest request =
                GetBalanceRequest.newBuilder().setMember(who.getContext()).build();
        String proof = shown != null && shown.type().showsPossession()
                ? proofs.of(shown.type().possession(), who.getContext().getMemberId(), client)
                : null;
        return loyalty.balance(call, request).map(balance -> MemberAnswer.of(who, proof, balance));
    }

    @POST
    @RolesAllowed(Roles.CLIENT)
    @Operation(
            operationId = "enrolMember",
            summary = "Enrol a member",
            description = "One identity is enough where the programme says so. MEMBER_ALREADY_EXISTS, with the"
                    + " memberId, where an identity belongs to someone.")
    @Parameter(ref = Api.IDEMPOTENCY_KEY)
    @APIResponse(
            responseCode = "201",
            description = "The member; sent again: the same answer, with Idempotent-Replayed: true",
            content = @Content(schema = @Schema(implementation = MemberAnswer.class)))
    public Uni<RestResponse<MemberAnswer>> enrol(EnrolmentRequest request, @Context HttpHeaders headers) {
        String key = IdempotencyKey.of(headers);
        Call call = budget.begin(current.client());
        return profile.enrol(call, request.toProto(key))
                .map(enrolled ->
                        Replays.answer(Response.Status.CREATED, MemberAnswer.of(enrolled), enrolled.getReplayed()));
    }
}
