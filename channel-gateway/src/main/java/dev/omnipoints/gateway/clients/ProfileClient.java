package dev.omnipoints.gateway.clients;

import dev.omnipoints.contracts.profile.v1.EnrolRequest;
import dev.omnipoints.contracts.profile.v1.EnrolResponse;
import dev.omnipoints.contracts.profile.v1.GetMemberRequest;
import dev.omnipoints.contracts.profile.v1.GetMemberResponse;
import dev.omnipoints.contracts.profile.v1.GetSegmentsRequest;
import dev.omnipoints.contracts.profile.v1.GetSegmentsResponse;
import dev.omnipoints.contracts.profile.v1.ListSegmentsChangesRequest;
import dev.omnipoints.contracts.profile.v1.ListSegmentsChangesResponse;
import dev.omnipoints.contracts.profile.v1.MutinyMemberServiceGrpc.MutinyMemberServiceStub;
import dev.omnipoints.contracts.profile.v1.ResolveRequest;
import dev.omnipoints.contracts.profile.v1.ResolveResponse;
import dev.omnipoints.contracts.profile.v1.SetSegmentsRequest;
import dev.omnipoints.contracts.profile.v1.SetSegmentsResponse;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.gateway.platform.Refused;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** The connection to profile-service. What it refuses comes as a Refused. */
@Singleton
public final class ProfileClient {
    private final MutinyMemberServiceStub members;
    private final Guarded guarded;

    ProfileClient(@GrpcClient("profile") MutinyMemberServiceStub members, CallerSigner signer) {
        this.members = members;
        this.guarded = new Guarded("profile-service", signer);
    }

    /** Who an identity or a member id belongs to; without context where no one. */
    public Uni<ResolveResponse> resolve(Call call, ResolveRequest request) {
        return guarded.read(members, call, stub -> stub.resolve(request));
    }

    /** Who a member id belongs to; without context where no one. */
    public Uni<ResolveResponse> resolve(Call call, String memberId) {
        return resolve(call, ResolveRequest.newBuilder().setMemberId(memberId).build());
    }

    /** What profile-service vouches for of whom an identity or a member id belongs to; MEMBER_UNKNOWN where no one. */
    public Uni<MemberContext> require(Call call, ResolveRequest request) {
        return resolve(call, request).map(who -> {
            if (!who.hasContext()) {
                throw Refused.because(Reason.REASON_MEMBER_UNKNOWN, "It belongs to no one; look at what was sent.");
            }
            return who.getContext();
        });
    }

    /** Makes a member; the request's key makes it safe to send again. */
    public Uni<EnrolResponse> enrol(Call call, EnrolRequest request) {
        return guarded.command(members, call, stub -> stub.enrol(request));
    }

    /** A member's own record; MEMBER_UNKNOWN. */
    public Uni<GetMemberResponse> member(Call call, String memberId) {
        GetMemberRequest request =
                GetMemberRequest.newBuilder().setMemberId(memberId).build();
        return guarded.read(members, call, stub -> stub.getMember(request));
    }

    /** The segments of a member; MEMBER_UNKNOWN. */
    public Uni<GetSegmentsResponse> segments(Call call, GetSegmentsRequest request) {
        return guarded.read(members, call, stub -> stub.getSegments(request));
    }

    /** Puts a member in segments; MEMBER_UNKNOWN, VERSION_CONFLICT. The same change is safe to send again. */
    public Uni<SetSegmentsResponse> setSegments(Call call, SetSegmentsRequest request) {
        return guarded.command(members, call, stub -> stub.setSegments(request));
    }

    /** A page of the changes of a member's segments, newest first; MEMBER_UNKNOWN. */
    public Uni<ListSegmentsChangesResponse> segmentsChanges(Call call, ListSegmentsChangesRequest request) {
        return guarded.read(members, call, stub -> stub.listSegmentsChanges(request));
    }
}
