package dev.omnipoints.loyalty.platform;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;

/** Work of a thread or timer of our own: sessions live in a context, which none but requests have. */
public final class OwnContext {

    private OwnContext() {}

    /** What the work comes to, done in a context of its own. */
    public static <T> Uni<T> run(Vertx vertx, Supplier<Uni<T>> work) {
        Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
        VertxContextSafetyToggle.setContextSafe(context, true);
        return Uni.createFrom()
                .emitter(emitter ->
                        context.runOnContext(entered -> work.get().subscribe().with(emitter::complete, emitter::fail)));
    }

    /** Likewise; blocks. */
    public static <T> T await(Vertx vertx, Duration limit, Supplier<Uni<T>> work) {
        return run(vertx, work).await().atMost(limit);
    }
}
