package dev.omnipoints.loyalty.platform;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;

/** Work of a thread of our own: sessions live in a context, which no thread but Vert.x' has. */
public final class OwnContext {

    private OwnContext() {}

    /** What the work comes to, done in a context of its own; blocks. */
    public static <T> T await(Vertx vertx, Duration limit, Supplier<Uni<T>> work) {
        Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
        VertxContextSafetyToggle.setContextSafe(context, true);
        return Uni.createFrom()
                .<T>emitter(emitter ->
                        context.runOnContext(entered -> work.get().subscribe().with(emitter::complete, emitter::fail)))
                .await()
                .atMost(limit);
    }
}
