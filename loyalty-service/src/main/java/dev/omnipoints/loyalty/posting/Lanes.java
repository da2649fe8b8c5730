package dev.omnipoints.loyalty.posting;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.IntStream;

/** The way into the ledger: a few lanes an instance, each posting to the one of its member, or else of its sale. */
@ApplicationScoped
public class Lanes {

    private final List<Lane> lanes;

    @Inject
    Lanes(Vertx vertx, Pool pool, PostingConfig config) {
        RefusalLimit refusals = new RefusalLimit(config.refusalsAMinute());
        // Contexts of their own: the one that is current here would be that of whichever request came first.
        this.lanes = IntStream.range(0, config.lanes())
                .mapToObj(i -> new Lane(
                        ((VertxInternal) vertx).createEventLoopContext(),
                        new BatchRunner(vertx, pool, config, refusals),
                        config,
                        System::nanoTime))
                .toList();
    }

    /** Of lanes that are there already. */
    Lanes(List<Lane> lanes) {
        this.lanes = List.copyOf(lanes);
    }

    /** The outcome of a posting, once it is durable; see {@link Lane#submit} for how it fails. */
    public Future<Posted> submit(Posting posting) {
        return lanes.get(Math.floorMod(posting.laneId().hashCode(), lanes.size()))
                .submit(posting);
    }
}
