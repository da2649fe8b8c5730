package dev.omnipoints.gateway.me;

import dev.omnipoints.contracts.loyalty.v1.GetBalanceRequest;
import dev.omnipoints.contracts.loyalty.v1.ListActivityRequest;
import dev.omnipoints.contracts.profile.v1.ResolveRequest;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.gateway.access.Current;
import dev.omnipoints.gateway.access.Roles;
import dev.omnipoints.gateway.clients.Budget;
import dev.omnipoints.gateway.clients.Call;
import dev.omnipoints.gateway.clients.LoyaltyClient;
import dev.omnipoints.gateway.clients.ProfileClient;
import dev.omnipoints.gateway.platform.Api;
import dev.omnipoints.gateway.platform.Balance;
import dev.omnipoints.gateway.platform.Query;
import dev.omnipoints.gateway.platform.Times;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a member sees of themselves, by their own token. */
@Path("/v1/me")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Me", description = "What a member sees of themselves")
@SecurityRequirement(name = "memberToken")
public final class MeResource {
    private static final int MAX_PAGE = 200;

    private final Current current;
    private final Budget budget;
    private final ProfileClient profile;
    private final LoyaltyClient loyalty;

    MeResource(Current current, Budget budget, ProfileClient profile, LoyaltyClient loyalty) {
        this.current = current;
        this.budget = budget;
        this.profile = profile;
        this.loyalty = loyalty;
    }

    @GET
    @RolesAllowed(Roles.MEMBER)
    @Operation(operationId = "getMe", summary = "My record")
    @APIResponse(
            responseCode = "200",
            description = "The member's own record",
            content = @Content(schema = @Schema(implementation = MeAnswer.class)))
    public Uni<MeAnswer> me(@Context UriInfo uri) {
        Query.of(uri, Set.of());
        String memberId = current.member().memberId();
        return profile.member(budget.begin(current.member()), memberId).map(MeAnswer::of);
    }

    @GET
    @Path("/balance")
    @RolesAllowed(Roles.MEMBER)
    @Operation(operationId = "getMyBalance", summary = "My points now, and what expires next")
    @Parameter(
            name = "expiringBy",
            in = ParameterIn.QUERY,
            description = "Also tell the points that expire up to then, inclusive (RFC 3339)",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    @APIResponse(
            responseCode = "200",
            description = "The points now",
            content = @Content(schema = @Schema(implementation = Balance.class)))
    public Uni<Balance> balance(@Context UriInfo uri) {
        Instant by = Query.of(uri, Set.of("expiringBy")).time("expiringBy").orElse(null);
        Call call = budget.begin(current.member());
        return context(call).chain(member -> {
            GetBalanceRequest.Builder request = GetBalanceRequest.newBuilder().setMember(member);
            if (by != null) {
                request.setExpiringBy(Times.to(by));
            }
            return loyalty.balance(call, request.build()).map(told -> Balance.read(told, by));
        });
    }

    @GET
    @Path("/activity")
    @RolesAllowed(Roles.MEMBER)
    @Operation(
            operationId = "getMyActivity",
            summary = "My statement, newest first",
            description = "Every channel's entries. Pages stay as they are while entries are added.")
    @Parameter(ref = Api.PAGE_SIZE)
    @Parameter(ref = Api.PAGE_TOKEN)
    @APIResponse(
            responseCode = "200",
            description = "A page of the statement",
            content = @Content(schema = @Schema(implementation = Activity.class)))
    public Uni<Activity> activity(@Context UriInfo uri) {
        Query query = Query.of(uri, Set.of(Api.PAGE_SIZE, Api.PAGE_TOKEN));
        ListActivityRequest.Builder request = ListActivityRequest.newBuilder();
        query.count(Api.PAGE_SIZE, MAX_PAGE).ifPresent(request::setPageSize);
        query.token(Api.PAGE_TOKEN).ifPresent(request::setPageToken);
        Call call = budget.begin(current.member());
        return context(call)
                .chain(member ->
                        loyalty.activity(call, request.setMember(member).build()))
                .map(Activity::of);
    }

    /** What profile-service vouches for of the member; loyalty-service asks no one itself. */
    private Uni<MemberContext> context(Call call) {
        return profile.require(
                call,
                ResolveRequest.newBuilder()
                        .setMemberId(current.member().memberId())
                        .build());
    }
}
