package dev.omnipoints.profile.member;

import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.profile.platform.Refused;
import dev.omnipoints.profile.platform.Sessions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** The segments that staff put members in, every change of which is kept. */
@ApplicationScoped
public class SegmentsService {
    private final Sessions sessions;
    private final MemberStore members;
    private final Clock clock;

    @Inject
    SegmentsService(Sessions sessions, MemberStore members, Clock clock) {
        this.sessions = sessions;
        this.members = members;
        this.clock = clock;
    }

    /**
     * Someone puts a member in these segments and no others.
     *
     * @param by who, a pseudonymous subject
     * @param expected the version that they read
     * @param segments in their order, each once
     */
    public record Wish(String by, UUID memberId, int expected, List<String> segments) {}

    /**
     * The segments of a member.
     *
     * @param replayed it was made before: the same change of the same version by the same person
     */
    public record Stand(UUID memberId, int version, List<String> segments, boolean replayed) {}

    /** As they are. Fails with {@link Refused} MEMBER_UNKNOWN. */
    public Uni<Stand> get(String programme, UUID memberId) {
        return sessions.withSession(session -> members.byId(session, programme, memberId))
                .onItem()
                .ifNull()
                .failWith(MemberService::unknown)
                .map(member -> stand(member, false));
    }

    /** Changes them. Fails with {@link Refused} MEMBER_UNKNOWN, VERSION_CONFLICT; then nothing is written. */
    public Uni<Stand> set(String programme, Wish wish) {
        return sessions.withTransaction(session -> members.byIdLocked(session, programme, wish.memberId())
                .onItem()
                .ifNull()
                .failWith(MemberService::unknown)
                .flatMap(member -> member.segmentsVersion() == wish.expected()
                        ? change(session, member, wish)
                        : changedBefore(session, member, wish)));
    }

    private Uni<Stand> change(Mutiny.Session session, Member member, Wish wish) {
        List<String> before = member.segments();
        member.putIn(wish.segments());
        SegmentsChange.Key key = new SegmentsChange.Key(member.memberId(), member.segmentsVersion());
        SegmentsChange change = new SegmentsChange(key, before, wish.segments(), clock.instant(), wish.by());
        return session.persist(change).replaceWith(() -> stand(member, false));
    }

    /** Its answer may have been lost: who sends the same change of the same version again is told the same. */
    private static Uni<Stand> changedBefore(Mutiny.Session session, Member member, Wish wish) {
        return session.find(SegmentsChange.class, new SegmentsChange.Key(member.memberId(), member.segmentsVersion()))
                .map(newest -> {
                    if (newest != null
                            && newest.version() == wish.expected() + 1
                            && newest.changedBy().equals(wish.by())
                            && newest.after().equals(wish.segments())) {
                        return stand(member, true);
                    }
                    throw Refused.of(
                            Reason.REASON_VERSION_CONFLICT,
                            "Version " + member.segmentsVersion() + " is the newest; read it and change that one.");
                });
    }

    /** A page of the changes that made versions below one, newest first. Fails with {@link Refused} MEMBER_UNKNOWN. */
    public Uni<List<SegmentsChange>> changes(String programme, UUID memberId, int below, int limit) {
        return sessions.withSession(session -> members.byId(session, programme, memberId)
                .onItem()
                .ifNull()
                .failWith(MemberService::unknown)
                .flatMap(member -> members.segmentsChanges(session, memberId, below, limit)));
    }

    private static Stand stand(Member member, boolean replayed) {
        return new Stand(member.memberId(), member.segmentsVersion(), member.segments(), replayed);
    }
}
