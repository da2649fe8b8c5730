package dev.omnipoints.profile.member;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import dev.omnipoints.contracts.profile.v1.EnrolRequest;
import dev.omnipoints.contracts.profile.v1.EnrolResponse;
import dev.omnipoints.contracts.profile.v1.GetMemberRequest;
import dev.omnipoints.contracts.profile.v1.GetMemberResponse;
import dev.omnipoints.contracts.profile.v1.GetSegmentsRequest;
import dev.omnipoints.contracts.profile.v1.GetSegmentsResponse;
import dev.omnipoints.contracts.profile.v1.ListSegmentsChangesRequest;
import dev.omnipoints.contracts.profile.v1.ListSegmentsChangesResponse;
import dev.omnipoints.contracts.profile.v1.ResolveRequest;
import dev.omnipoints.contracts.profile.v1.ResolveResponse;
import dev.omnipoints.contracts.profile.v1.SetSegmentsRequest;
import dev.omnipoints.contracts.profile.v1.SetSegmentsResponse;
import dev.omnipoints.contracts.profile.v1.SetStatusRequest;
import dev.omnipoints.contracts.profile.v1.SetStatusResponse;
import dev.omnipoints.contracts.type.v1.CallerKind;
import dev.omnipoints.contracts.type.v1.MemberStatus;
import dev.omnipoints.profile.platform.Refused;
import dev.omnipoints.profile.platform.TimeOrderedId;
import dev.omnipoints.profile.platform.VerifiedCaller;
import dev.omnipoints.profile.programme.ProgrammeStore;
import dev.omnipoints.profile.programme.Settings;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/** {@code omnipoints.profile.v1.MemberService}: who may ask, wire to domain and back. */
@GrpcService
public class MemberGrpc implements dev.omnipoints.contracts.profile.v1.MemberService {
    /** Where the day begins first: a birth date is not in the future if it is not so there. */
    private static final ZoneOffset EARLIEST_ZONE = ZoneOffset.ofHours(14);

    private final ProgrammeStore programmes;
    private final MemberService members;
    private final EnrolmentService enrolments;
    private final SegmentsService segments;
    private final Clock clock;

    @Inject
    MemberGrpc(
            ProgrammeStore programmes,
            MemberService members,
            EnrolmentService enrolments,
            SegmentsService segments,
            Clock clock) {
        this.programmes = programmes;
        this.members = members;
        this.enrolments = enrolments;
        this.segments = segments;
        this.clock = clock;
    }

    @Override
    public Uni<ResolveResponse> resolve(ResolveRequest request) {
        VerifiedCaller caller = VerifiedCaller.current();
        return programmes
                .require(caller.programme())
                .flatMap(programme -> find(caller, programme, request))
                .map(found -> found.map(MemberWire::resolved).orElse(ResolveResponse.getDefaultInstance()));
    }

    private Uni<Optional<MemberService.Found>> find(VerifiedCaller caller, Settings programme, ResolveRequest request) {
        return switch (request.getMemberCase()) {
            case IDENTITY -> {
                caller.refuseMembers();
                yield members.find(
                        programme.programme(),
                        IdentityReader.read(request.getIdentity(), programme.cards(), "identity"),
                        question(programme, request));
            }
            case MEMBER_ID -> {
                UUID memberId = memberId(request.getMemberId());
                caller.requireSelfIfMember(memberId);
                yield members.find(programme.programme(), memberId, question(programme, request));
            }
            case MEMBER_NOT_SET -> throw Refused.fieldInvalid("identity", "Send an identity or a memberId.");
        };
    }

    private MemberService.Question question(Settings programme, ResolveRequest request) {
        Instant at = request.hasAt() ? instant(request.getAt()) : null;
        Day day = programme.zone() == null ? null : Day.of(at, clock.instant(), programme.zone());
        return new MemberService.Question(request.getWithDisplayName(), day);
    }

    private static Instant instant(Timestamp at) {
        if (!Timestamps.isValid(at)) {
            throw Refused.fieldInvalid("occurredAt", "Send an instant, for example 2026-11-21T10:15:00Z.");
        }
        return Instant.ofEpochSecond(at.getSeconds(), at.getNanos());
    }

    @Override
    public Uni<EnrolResponse> enrol(EnrolRequest request) {
        VerifiedCaller caller = VerifiedCaller.current();
        caller.refuseMembers();
        return programmes
                .require(caller.programme())
                .flatMap(programme -> enrolments.enrol(
                        Enrolment.Key.of(
                                programme.programme(), caller.caller().getClient(), EnrolmentReader.key(request)),
                        EnrolmentReader.candidate(
                                request, programme, LocalDate.ofInstant(clock.instant(), EARLIEST_ZONE))))
                .map(MemberWire::enrolled);
    }

    @Override
    public Uni<GetMemberResponse> getMember(GetMemberRequest request) {
        VerifiedCaller caller = VerifiedCaller.current();
        caller.require(CallerKind.CALLER_KIND_MEMBER, CallerKind.CALLER_KIND_STAFF, CallerKind.CALLER_KIND_SERVICE);
        UUID memberId = memberId(request.getMemberId());
        caller.requireSelfIfMember(memberId);
        return programmes
                .require(caller.programme())
                .flatMap(programme -> members.show(programme.programme(), memberId))
                .map(MemberWire::whole);
    }

    @Override
    public Uni<SetStatusResponse> setStatus(SetStatusRequest request) {
        VerifiedCaller caller = VerifiedCaller.current();
        caller.require(CallerKind.CALLER_KIND_STAFF, CallerKind.CALLER_KIND_SERVICE);
        UUID memberId = memberId(request.getMemberId());
        Status wanted = status(request.getStatus());
        return programmes
                .require(caller.programme())
                .flatMap(programme -> members.setStatus(programme.programme(), memberId, wanted))
                .map(member -> SetStatusResponse.newBuilder()
                        .setContext(MemberWire.context(member))
                        .build());
    }

    @Override
    public Uni<GetSegmentsResponse> getSegments(GetSegmentsRequest request) {
        VerifiedCaller caller = staff();
        UUID memberId = memberId(request.getMemberId());
        return programmes
                .require(caller.programme())
                .flatMap(programme -> segments.get(programme.programme(), memberId))
                .map(stand -> GetSegmentsResponse.newBuilder()
                        .setSegments(MemberWire.segments(stand))
                        .build());
    }

    @Override
    public Uni<SetSegmentsResponse> setSegments(SetSegmentsRequest request) {
        VerifiedCaller caller = staff();
        SegmentsService.Wish wish = new SegmentsService.Wish(
                caller.caller().getActor(),
                memberId(request.getMemberId()),
                SegmentsReader.expectedVersion(request),
                SegmentsReader.segments(request));
        return programmes
                .require(caller.programme())
                .flatMap(programme -> segments.set(programme.programme(), wish))
                .map(stand -> SetSegmentsResponse.newBuilder()
                        .setSegments(MemberWire.segments(stand))
                        .setReplayed(stand.replayed())
                        .build());
    }

    @Override
    public Uni<ListSegmentsChangesResponse> listSegmentsChanges(ListSegmentsChangesRequest request) {
        VerifiedCaller caller = staff();
        UUID memberId = memberId(request.getMemberId());
        int below = SegmentsReader.below(request);
        int pageSize = SegmentsReader.pageSize(request);
        return programmes
                .require(caller.programme())
                // One more than asked tells whether there is another page.
                .flatMap(programme -> segments.changes(programme.programme(), memberId, below, pageSize + 1))
                .map(found -> MemberWire.changes(found, pageSize));
    }

    private static VerifiedCaller staff() {
        VerifiedCaller caller = VerifiedCaller.current();
        caller.require(CallerKind.CALLER_KIND_STAFF);
        return caller;
    }

    private static UUID memberId(String text) {
        return TimeOrderedId.parse(text)
                .orElseThrow(() -> Refused.fieldInvalid("memberId", "Send a member's id as an answer gave it."));
    }

    private static Status status(MemberStatus wire) {
        return switch (wire) {
            case MEMBER_STATUS_ACTIVE -> Status.ACTIVE;
            case MEMBER_STATUS_BLOCKED -> Status.BLOCKED;
            case MEMBER_STATUS_CLOSED -> Status.CLOSED;
            case MEMBER_STATUS_UNSPECIFIED, MEMBER_STATUS_UNCONFIRMED, UNRECOGNIZED ->
                throw Refused.fieldInvalid("status", "Send ACTIVE, BLOCKED or CLOSED.");
        };
    }
}
