package dev.omnipoints.loyalty.posting;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The way into the ledger: a few lanes an instance, each posting to the one of its member, or else of its sale. */
@ApplicationScoped
public class Lanes {

    private final List<Lane> lanes;

    @Inject
    Lanes(
            Vertx vertx,
            Pool pool,
            @ConfigProperty(name = "omnipoints.posting.lanes", defaultValue = "2") int lanes,
            @ConfigProperty(name = "omnipoints.posting.queue-limit", defaultValue = "4096") int queueLimit) {
        // Contexts of their own: the one that is current here would be that of whichever request came first.
        this.lanes = IntStream.range(0, lanes)
                .mapToObj(i -> new Lane(((VertxInternal) vertx).createEventLoopContext(), pool, queueLimit))
                .toList();
    }

    /** The outcome of a posting, once it is durable; see {@link Lane#submit} for how it fails. */
    public Future<Posted> submit(Posting posting) {
        UUID id = posting.opening() == null
                ? posting.sale().id()
                : posting.opening().key().member();
        return lanes.get(Math.floorMod(id.hashCode(), lanes.size())).submit(posting);
    }
}
