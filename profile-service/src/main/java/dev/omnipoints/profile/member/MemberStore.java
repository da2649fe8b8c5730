package dev.omnipoints.profile.member;

import dev.omnipoints.profile.identity.IdentityType;
import dev.omnipoints.profile.identity.KnownIdentity;
import dev.omnipoints.profile.member.MemberFinder.Sought;
import dev.omnipoints.profile.member.MemberFinder.SoughtById;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** Members and their identities in the database; each query is bound to one programme. */
@ApplicationScoped
class MemberStore {
    /** The member of that id; null where the programme has none. */
    Uni<Member> byId(Mutiny.Session session, String programme, UUID memberId) {
        return session.find(Member.class, memberId).map(member -> within(programme, member));
    }

    /** The members that there are of these. */
    Uni<Map<SoughtById, Member>> byIds(Mutiny.Session session, Set<SoughtById> sought) {
        return session.createQuery("from Member m where m.memberId in :ids", Member.class)
                .setParameter("ids", sought.stream().map(SoughtById::memberId).collect(Collectors.toSet()))
                .getResultList()
                .map(members -> members.stream()
                        .collect(Collectors.toMap(m -> new SoughtById(m.programme(), m.memberId()), m -> m)));
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

    /** Whose identities they are, of those that are someone's. */
    Uni<Map<Sought, Member>> byIdentities(Mutiny.Session session, Set<Sought> sought) {
        return session.createQuery("""
                        select i.programme, i.type, i.lookup, m from Member m join KnownIdentity i
                        on i.memberId = m.memberId where i.programme in :programmes and i.type in :types
                        and i.lookup in :lookups""", Object[].class)
                .setParameter("programmes", distinct(sought, Sought::programme))
                .setParameter("types", distinct(sought, Sought::type))
                .setParameter("lookups", distinct(sought, each -> each.lookup().array()))
                .getResultList()
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(
                                row -> new Sought(
                                        (String) row[0], (IdentityType) row[1], ByteBuffer.wrap((byte[]) row[2])),
                                row -> (Member) row[3])));
    }

    private static <T> List<T> distinct(Set<Sought> sought, Function<Sought, T> part) {
        return sought.stream().map(part).distinct().toList();
    }

    /** The identities of a member, in the order of their types. */
    Uni<List<KnownIdentity>> identitiesOf(Mutiny.Session session, UUID memberId) {
        return session.createQuery(
                        "from KnownIdentity i where i.memberId = :memberId order by i.type, i.identityId",
                        KnownIdentity.class)
                .setParameter("memberId", memberId)
                .getResultList();
    }

    /** The changes that made versions of a member's segments below one, newest first. */
    Uni<List<SegmentsChange>> segmentsChanges(Mutiny.Session session, UUID memberId, int below, int limit) {
        return session.createQuery("""
                        from SegmentsChange c where c.key.memberId = :memberId and c.key.version < :below
                        order by c.key.version desc""", SegmentsChange.class)
                .setParameter("memberId", memberId)
                .setParameter("below", below)
                .setMaxResults(limit)
                .getResultList();
    }

    private static Member within(String programme, Member member) {
        return member != null && member.programme().equals(programme) ? member : null;
    }
}
