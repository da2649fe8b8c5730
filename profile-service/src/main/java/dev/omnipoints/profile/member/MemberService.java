package dev.omnipoints.profile.member;

import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.profile.account.StatusTelling;
import dev.omnipoints.profile.identity.Identity;
import dev.omnipoints.profile.identity.IdentityType;
import dev.omnipoints.profile.identity.KnownIdentity;
import dev.omnipoints.profile.platform.Refused;
import dev.omnipoints.profile.platform.Sessions;
import dev.omnipoints.profile.privacy.Lookups;
import dev.omnipoints.profile.privacy.MemberKey;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Finds members, shows them, changes their status. */
@ApplicationScoped
public class MemberService {
    private static final Logger LOG = Logger.getLogger(MemberService.class);

    private final Sessions sessions;
    private final MemberStore members;
    private final MemberFinder finder;
    private final PersonSeal seal;
    private final Lookups lookups;
    private final StatusTelling telling;

    @Inject
    MemberService(
            Sessions sessions,
            MemberStore members,
            MemberFinder finder,
            PersonSeal seal,
            Lookups lookups,
            StatusTelling telling) {
        this.sessions = sessions;
        this.members = members;
        this.finder = finder;
        this.seal = seal;
        this.lookups = lookups;
        this.telling = telling;
    }

    /**
     * Whose identity it is, closed members included; empty where it is nobody's.
     *
     * @param question what is asked beside
     */
    public Uni<Optional<Found>> find(String programme, Identity identity, Question question) {
        byte[] lookup = lookups.identity(programme, identity.type().name(), identity.compared());
        return finder.byIdentity(programme, identity.type(), lookup)
                .map(member -> member.map(known -> found(known, question)));
    }

    /**
     * The member of that id; empty where the programme has none.
     *
     * @param question what is asked beside
     */
    public Uni<Optional<Found>> find(String programme, UUID memberId, Question question) {
        return finder.byId(programme, memberId).map(member -> member.map(known -> found(known, question)));
    }

    /** All that is known of a member. Fails with {@link Refused} MEMBER_UNKNOWN. */
    public Uni<Whole> show(String programme, UUID memberId) {
        return sessions.withSession(session -> members.byId(session, programme, memberId)
                .onItem()
                .ifNull()
                .failWith(MemberService::unknown)
                .flatMap(member -> members.identitiesOf(session, memberId)
                        .map(identities -> new Whole(member, seal.open(member), open(member, identities)))));
    }

    /**
     * Gives a member a status; the one that they have already changes nothing. Fails with {@link Refused}
     * MEMBER_UNKNOWN, and FIELD_INVALID where the member is closed, which is final.
     */
    public Uni<Member> setStatus(String programme, UUID memberId, Status wanted) {
        return sessions.withTransaction(session -> members.byIdLocked(session, programme, memberId)
                        .onItem()
                        .ifNull()
                        .failWith(MemberService::unknown)
                        .map(member -> new Changed(member, change(member, wanted))))
                .invoke(changed -> {
                    if (changed.anything) {
                        telling.nudge();
                    }
                })
                .map(Changed::member);
    }

    private static boolean change(Member member, Status wanted) {
        if (member.status() == Status.CLOSED && wanted != Status.CLOSED) {
            throw Refused.fieldInvalid("status", "The member is closed, and closed is final.");
        }
        return member.become(wanted);
    }

    private Found found(Member member, Question question) {
        String name = question.named() ? seal.open(member).displayName() : "";
        return new Found(member, name, question.day(), hasBirthday(member, question.day()));
    }

    /** A birth date that does not open costs its member the day's points, and no sale: that is kept in any case. */
    private boolean hasBirthday(Member member, Day day) {
        try {
            return day != null && seal.birthDate(member).filter(day::isBirthday).isPresent();
        } catch (IllegalStateException foreign) {
            LOG.errorf("told without a birthday: %s", foreign.getMessage());
            return false;
        }
    }

    private List<Opened> open(Member member, List<KnownIdentity> identities) {
        Optional<MemberKey> key = seal.keyOf(member);
        return key.map(opener -> identities.stream()
                        .map(identity -> new Opened(
                                identity.type(),
                                opener.open(KnownIdentity.field(identity.type()), identity.sealedValue())))
                        .toList())
                .orElse(List.of());
    }

    static Refused unknown() {
        return Refused.of(Reason.REASON_MEMBER_UNKNOWN, "There is no member of this id; look them up by an identity.");
    }

    /**
     * What is asked of a member beside who they are.
     *
     * @param named also open the name
     * @param day on which they may have their birthday; null: of no day
     */
    public record Question(boolean named, Day day) {}

    /**
     * A member as a till sees them.
     *
     * @param displayName empty where it was not asked for or is not known
     * @param day that was asked about; null: none
     * @param birthday it is theirs
     */
    public record Found(Member member, String displayName, Day day, boolean birthday) {}

    /** A member as they see themselves; person and identities are empty once their key is erased. */
    public record Whole(Member member, Person person, List<Opened> identities) {}

    /** An identity in clear. */
    public record Opened(IdentityType type, String value) {}

    private record Changed(Member member, boolean anything) {}
}
