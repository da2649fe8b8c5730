package dev.omnipoints.profile.member;

import dev.omnipoints.profile.identity.IdentityType;
import dev.omnipoints.profile.identity.KnownIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Members and their identities in the database; each query is bound to one programme. */
@ApplicationScoped
class MemberStore {
    /** The member of that id; null where the programme has none. */
    Uni<Member> byId(Mutiny.Session session, String programme, UUID memberId) {
        return session.find(Member.class, memberId).map(member -> within(programme, member));
    }

    /** The same, locked until the transaction ends. */
    Uni<Member> byIdLocked(Mutiny.Session session, String programme, UUID memberId) {
        return session.find(Member.class, memberId, LockModeType.PESSIMISTIC_WRITE)
                .map(member -> within(programme, member));
    }

    /** Whose identity it is; null where it is nobody's. */
    Uni<Member> byIdentity(Mutiny.Session session, String programme, IdentityType type, byte[] lookup) {
        return session.createQuery("""
                        select m from Member m join KnownIdentity i on i.memberId = m.memberId
                        where i.programme = :programme and i.type = :type and i.lookup = :lookup""", Member.class)
                .setParameter("programme", programme)
                .setParameter("type", type)
                .setParameter("lookup", lookup)
                .getSingleResultOrNull();
    }

    /** The identities of a member, in the order of their types. */
    Uni<List<KnownIdentity>> identitiesOf(Mutiny.Session session, UUID memberId) {
        return session.createQuery(
                        "from KnownIdentity i where i.memberId = :memberId order by i.type, i.identityId",
                        KnownIdentity.class)
                .setParameter("memberId", memberId)
                .getResultList();
    }

    private static Member within(String programme, Member member) {
        return member != null && member.programme().equals(programme) ? member : null;
    }
}
