package dev.omnipoints.profile.member;

import dev.omnipoints.profile.identity.IdentityType;
import dev.omnipoints.profile.platform.Sessions;
import dev.omnipoints.profile.platform.Together;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.reactive.mutiny.Mutiny;

/** Who a member is: asked for each sale, so asked together. Members are to be read, not to be changed. */
@ApplicationScoped
class MemberFinder {
    /**
     * An identity as it is found.
     *
     * @param lookup its HMAC
     */
    record Sought(String programme, IdentityType type, ByteBuffer lookup) {}

    /** A member by id. */
    record SoughtById(String programme, UUID memberId) {}

    /** Longer than the database lets a statement take. */
    private static final Duration STATEMENT = Duration.ofSeconds(6);

    private final Together<Sought, Member> byIdentity;
    private final Together<SoughtById, Member> byId;

    @Inject
    MemberFinder(
            Vertx vertx,
            Sessions sessions,
            MemberStore members,
            @ConfigProperty(name = "omnipoints.database.max-waiting", defaultValue = "512") int waitingLimit,
            @ConfigProperty(name = "omnipoints.database.max-wait", defaultValue = "2s") Duration maxWait) {
        var limits = new Together.Limits(waitingLimit, maxWait, maxWait.plus(STATEMENT));
        this.byIdentity = together(vertx, limits, sessions, members::byIdentities);
        this.byId = together(vertx, limits, sessions, members::byIds);
    }

    private interface Query<K> {
        Uni<Map<K, Member>> ask(Mutiny.Session session, Set<K> questions);
    }

    private static <K> Together<K, Member> together(
            Vertx vertx, Together.Limits limits, Sessions sessions, Query<K> query) {
        return new Together<>(
                vertx, limits, questions -> sessions.withSession(session -> query.ask(session, questions)));
    }

    /** Whose identity it is; empty where it is nobody's. */
    Uni<Optional<Member>> byIdentity(String programme, IdentityType type, byte[] lookup) {
        return byIdentity.ask(new Sought(programme, type, ByteBuffer.wrap(lookup)));
    }

    /** The member of that id; empty where the programme has none. */
    Uni<Optional<Member>> byId(String programme, UUID memberId) {
        return byId.ask(new SoughtById(programme, memberId));
    }
}
