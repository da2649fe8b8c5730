package dev.omnipoints.profile.member;

import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.profile.account.StatusTelling;
import dev.omnipoints.profile.identity.Identity;
import dev.omnipoints.profile.identity.KnownIdentity;
import dev.omnipoints.profile.platform.DatabaseTrouble;
import dev.omnipoints.profile.platform.Refused;
import dev.omnipoints.profile.platform.Sessions;
import dev.omnipoints.profile.platform.TimeOrderedId;
import dev.omnipoints.profile.privacy.Lookups;
import dev.omnipoints.profile.privacy.MemberKey;
import dev.omnipoints.profile.privacy.MemberKeys;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Makes members, once a key. What decides between two that enrol at the same time is the database: the
 * loser of a unique key looks again, and then finds what the winner wrote.
 */
@ApplicationScoped
public class EnrolmentService {
    private static final int LOOKS_AGAIN = 3;

    private final Sessions sessions;
    private final MemberStore members;
    private final PersonSeal seal;
    private final MemberKeys keys;
    private final Lookups lookups;
    private final StatusTelling telling;
    private final Clock clock;

    @Inject
    EnrolmentService(
            Sessions sessions,
            MemberStore members,
            PersonSeal seal,
            MemberKeys keys,
            Lookups lookups,
            StatusTelling telling,
            Clock clock) {
        this.sessions = sessions;
        this.members = members;
        this.seal = seal;
        this.keys = keys;
        this.lookups = lookups;
        this.telling = telling;
        this.clock = clock;
    }

    /**
     * Enrols, or gives the first answer again where the key did so already with the same content. Fails
     * with {@link Refused} IDEMPOTENCY_KEY_REUSED for other content under a used key and
     * MEMBER_ALREADY_EXISTS where an identity is someone's; then nothing is written.
     */
    public Uni<Enrolled> enrol(Enrolment.Key key, NewMember candidate) {
        List<String> content = new ArrayList<>(List.of(key.programme()));
        content.addAll(candidate.content());
        byte[] fingerprint = lookups.fingerprint(content);
        return sessions.withTransaction(session -> session.find(Enrolment.class, key)
                        .flatMap(known -> known == null
                                ? enrolAnew(session, key, fingerprint, candidate)
                                : answerAgain(session, known, fingerprint)))
                .onFailure(DatabaseTrouble::isUniqueViolation)
                .retry()
                .atMost(LOOKS_AGAIN)
                .invoke(enrolled -> {
                    if (!enrolled.replayed()) {
                        telling.nudge();
                    }
                });
    }

    private Uni<Enrolled> answerAgain(Mutiny.Session session, Enrolment known, byte[] fingerprint) {
        if (!known.hasContent(fingerprint)) {
            throw Refused.of(
                    Problem.newBuilder()
                            .setReason(Reason.REASON_IDEMPOTENCY_KEY_REUSED)
                            .setField("body")
                            .build(),
                    "This key enrolled with other content before; send new content under a new key.");
        }
        return session.find(Member.class, known.memberId())
                .map(member -> new Enrolled(
                        known.memberId(),
                        seal.keyOf(member)
                                .map(memberKey ->
                                        memberKey.open(PersonSeal.ENROLMENT_DISPLAY_NAME, known.sealedDisplayName()))
                                .orElse(""),
                        known.enrolledAt(),
                        true));
    }

    private Uni<Enrolled> enrolAnew(
            Mutiny.Session session, Enrolment.Key key, byte[] fingerprint, NewMember candidate) {
        return ownerOfAny(session, key.programme(), candidate)
                .flatMap(owner -> owner == null
                        ? write(session, key, fingerprint, candidate)
                        : answerTaken(session, key, fingerprint, owner));
    }

    /**
     * An identity is someone's; perhaps of the member whom a copy of this very request made since we looked
     * for its key. Identities and key are written in one commit: the key is there now if it was that.
     */
    private Uni<Enrolled> answerTaken(Mutiny.Session session, Enrolment.Key key, byte[] fingerprint, Member owner) {
        return session.find(Enrolment.class, key)
                .onItem()
                .ifNull()
                .failWith(() -> alreadyExists(owner.memberId()))
                .flatMap(known -> answerAgain(session, known, fingerprint));
    }

    private Uni<Enrolled> write(Mutiny.Session session, Enrolment.Key key, byte[] fingerprint, NewMember candidate) {
        Instant now = clock.instant();
        UUID memberId = TimeOrderedId.at(now);
        MemberKey memberKey = keys.create(memberId);
        String displayName = candidate.person().displayName();
        Member member = new Member(
                memberId, key.programme(), memberKey.wrapped(), seal.seal(memberKey, candidate.person()), now);
        Enrolment enrolment = new Enrolment(
                key, fingerprint, memberId, memberKey.seal(PersonSeal.ENROLMENT_DISPLAY_NAME, displayName), now);
        // In this order in every enrolment: key, then identities by type; so no two wait for each other.
        List<Object> rows = new ArrayList<>(List.of(member, enrolment));
        candidate.identities().forEach(identity -> rows.add(row(key.programme(), identity, memberKey, memberId, now)));
        return session.persistAll(rows.toArray()).replaceWith(() -> new Enrolled(memberId, displayName, now, false));
    }

    /** The member to whom the first of the identities belongs that is someone's; null where none is. */
    private Uni<Member> ownerOfAny(Mutiny.Session session, String programme, NewMember candidate) {
        Uni<Member> owner = Uni.createFrom().nullItem();
        for (Identity identity : candidate.identities()) {
            owner = owner.flatMap(found -> found != null
                    ? Uni.createFrom().item(found)
                    : members.byIdentity(session, programme, identity.type(), lookup(programme, identity)));
        }
        return owner;
    }

    private static Refused alreadyExists(UUID memberId) {
        return Refused.of(
                Problem.newBuilder()
                        .setReason(Reason.REASON_MEMBER_ALREADY_EXISTS)
                        .setMemberId(memberId.toString())
                        .build(),
                "One of the identities belongs to a member already; look them up instead.");
    }

    private KnownIdentity row(String programme, Identity identity, MemberKey memberKey, UUID memberId, Instant now) {
        return new KnownIdentity(
                TimeOrderedId.at(now),
                programme,
                identity.type(),
                lookup(programme, identity),
                memberId,
                memberKey.seal(KnownIdentity.field(identity.type()), identity.value()),
                now);
    }

    private byte[] lookup(String programme, Identity identity) {
        return lookups.identity(programme, identity.type().name(), identity.compared());
    }

    /**
     * The answer to an enrolment: a member who is, or was then, ACTIVE at version 1.
     *
     * @param displayName as of then; empty where no name was given or the member's key is erased
     * @param replayed whether an earlier request made the member
     */
    public record Enrolled(UUID memberId, String displayName, Instant enrolledAt, boolean replayed) {}
}
