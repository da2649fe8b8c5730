package dev.omnipoints.profile.member;

import com.google.protobuf.Timestamp;
import dev.omnipoints.contracts.profile.v1.EnrolResponse;
import dev.omnipoints.contracts.profile.v1.GetMemberResponse;
import dev.omnipoints.contracts.profile.v1.Identity;
import dev.omnipoints.contracts.profile.v1.IdentityType;
import dev.omnipoints.contracts.profile.v1.ListSegmentsChangesResponse;
import dev.omnipoints.contracts.profile.v1.Profile;
import dev.omnipoints.contracts.profile.v1.ResolveResponse;
import dev.omnipoints.contracts.profile.v1.Segments;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.contracts.type.v1.MemberStatus;
import java.time.Instant;
import java.util.List;

/** Answers as they go out. */
final class MemberWire {
    /** The flag on the day of the member's birthday, as rules ask for it. */
    private static final String IS_BIRTHDAY = "isBirthday";

    private MemberWire() {}

    static ResolveResponse resolved(MemberService.Found found) {
        ResolveResponse.Builder answer = ResolveResponse.newBuilder().setDisplayName(found.displayName());
        MemberContext.Builder context = context(found.member()).toBuilder();
        if (found.birthday()) {
            context.addFlags(IS_BIRTHDAY).setZone(found.day().zone().getId());
        }
        if (found.day() != null) {
            answer.setDayFrom(timestamp(found.day().from()))
                    .setDayUntil(timestamp(found.day().until()));
        }
        return answer.setContext(context).build();
    }

    static Segments segments(SegmentsService.Stand stand) {
        return Segments.newBuilder()
                .setMemberId(stand.memberId().toString())
                .setVersion(stand.version())
                .addAllSegments(stand.segments())
                .build();
    }

    static ListSegmentsChangesResponse changes(List<SegmentsChange> found, int pageSize) {
        ListSegmentsChangesResponse.Builder answer = ListSegmentsChangesResponse.newBuilder();
        found.stream().limit(pageSize).map(MemberWire::change).forEach(answer::addChanges);
        if (found.size() > pageSize) {
            answer.setNextPageToken(String.valueOf(found.get(pageSize - 1).version()));
        }
        return answer.build();
    }

    private static dev.omnipoints.contracts.profile.v1.SegmentsChange change(SegmentsChange change) {
        return dev.omnipoints.contracts.profile.v1.SegmentsChange.newBuilder()
                .setVersion(change.version())
                .setChangedAt(timestamp(change.changedAt()))
                .setChangedBy(change.changedBy())
                .addAllBefore(change.before())
                .addAllAfter(change.after())
                .build();
    }

    static EnrolResponse enrolled(EnrolmentService.Enrolled enrolled) {
        return EnrolResponse.newBuilder()
                .setContext(MemberContext.newBuilder()
                        .setMemberId(enrolled.memberId().toString())
                        .setStatus(MemberStatus.MEMBER_STATUS_ACTIVE)
                        .setStatusVersion(1))
                .setDisplayName(enrolled.displayName())
                .setEnrolledAt(timestamp(enrolled.enrolledAt()))
                .setReplayed(enrolled.replayed())
                .build();
    }

    static GetMemberResponse whole(MemberService.Whole whole) {
        GetMemberResponse.Builder answer = GetMemberResponse.newBuilder()
                .setContext(context(whole.member()))
                .setDisplayName(whole.person().displayName())
                .setProfile(profile(whole.person()))
                .putAllAttributes(whole.person().attributes())
                .setEnrolledAt(timestamp(whole.member().enrolledAt()));
        whole.identities()
                .forEach(identity -> answer.addIdentities(
                        Identity.newBuilder().setType(type(identity.type())).setValue(identity.value())));
        return answer.build();
    }

    static MemberContext context(Member member) {
        return MemberContext.newBuilder()
                .setMemberId(member.memberId().toString())
                .setStatus(status(member.status()))
                .setStatusVersion(member.statusVersion())
                .addAllSegments(member.segments())
                .build();
    }

    private static Profile profile(Person person) {
        Profile.Builder profile = Profile.newBuilder();
        if (person.givenName() != null) {
            profile.setGivenName(person.givenName());
        }
        if (person.familyName() != null) {
            profile.setFamilyName(person.familyName());
        }
        if (person.birthDate() != null) {
            profile.setBirthDate(person.birthDate().toString());
        }
        if (person.locale() != null) {
            profile.setLocale(person.locale());
        }
        return profile.build();
    }

    private static MemberStatus status(Status status) {
        return switch (status) {
            case UNCONFIRMED -> MemberStatus.MEMBER_STATUS_UNCONFIRMED;
            case ACTIVE -> MemberStatus.MEMBER_STATUS_ACTIVE;
            case BLOCKED -> MemberStatus.MEMBER_STATUS_BLOCKED;
            case CLOSED -> MemberStatus.MEMBER_STATUS_CLOSED;
        };
    }

    private static IdentityType type(dev.omnipoints.profile.identity.IdentityType type) {
        return switch (type) {
            case CARD -> IdentityType.IDENTITY_TYPE_CARD;
            case PHONE -> IdentityType.IDENTITY_TYPE_PHONE;
            case EMAIL -> IdentityType.IDENTITY_TYPE_EMAIL;
            case EXTERNAL -> IdentityType.IDENTITY_TYPE_EXTERNAL;
        };
    }

    private static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }
}
