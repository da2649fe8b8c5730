package dev.omnipoints.loyalty.platform;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Hibernate's sessions, each of which runs to its end though nobody waits for it any more. A gRPC call whose
 * caller gives up is cancelled, and a session that is cancelled while it waits for its connection never gives
 * that back, or gives it back with its transaction open (hibernate-reactive#4133, quarkus#51576): a few dozen
 * callers in a hurry, and the pool is empty for good.
 */
@ApplicationScoped
public class Sessions {
    private final Mutiny.SessionFactory factory;

    @Inject
    Sessions(Mutiny.SessionFactory factory) {
        this.factory = factory;
    }

    /** What a session without a transaction comes to. */
    public <T> Uni<T> withSession(Function<Mutiny.Session, Uni<T>> work) {
        return toItsEnd(factory.withSession(work));
    }

    /** What a transaction comes to, once it is committed. */
    public <T> Uni<T> withTransaction(Function<Mutiny.Session, Uni<T>> work) {
        return toItsEnd(factory.withTransaction(work));
    }

    private static <T> Uni<T> toItsEnd(Uni<T> work) {
        return Uni.createFrom().emitter(waiting -> work.subscribe().with(waiting::complete, waiting::fail));
    }
}
