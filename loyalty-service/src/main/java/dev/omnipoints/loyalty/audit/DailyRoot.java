package dev.omnipoints.loyalty.audit;

import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.MerkleTree;
import dev.omnipoints.loyalty.posting.FeedTable;
import dev.omnipoints.loyalty.posting.LedgerRoot;
import dev.omnipoints.loyalty.posting.RootTable;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Writes the ledger's root once a day (ledger.md, 3, "Chain"): whichever instance comes first, under a lock. Off where
 * no key is configured; in production that is worth a warning.
 */
@ApplicationScoped
class DailyRoot {

    private static final Logger LOG = Logger.getLogger(DailyRoot.class);
    private static final String UNIQUE_VIOLATION = "23505";

    private final Vertx vertx;
    private final Pool pool;
    private final PrivateKey key;
    private final String keyId;
    private final Duration interval;
    private Long timer;

    @Inject
    DailyRoot(
            Vertx vertx,
            Pool pool,
            @ConfigProperty(name = "omnipoints.ledger.root-key") Optional<String> key,
            @ConfigProperty(name = "omnipoints.ledger.root-key-id", defaultValue = "1") String keyId,
            @ConfigProperty(name = "omnipoints.ledger.root-interval", defaultValue = "10m") Duration interval) {
        this.vertx = vertx;
        this.pool = pool;
        this.key = key.map(DailyRoot::parsed).orElse(null);
        this.keyId = keyId;
        this.interval = interval;
    }

    /** The key as configured; refused by name where it is none. */
    static PrivateKey parsed(String key) {
        try {
            return RootKey.privateKey(key);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalStateException("Configuration omnipoints.ledger.root-key is " + malformed.getMessage()
                    + "; set it and start again.");
        }
    }

    void start(@Observes StartupEvent event) {
        if (key != null) {
            timer = vertx.setPeriodic(
                    interval.toMillis(),
                    tick -> write().onFailure(failed -> LOG.warnf(
                            "The day's root was not written; tried again in %s: %s", interval, failed.getMessage())));
        } else if (ConfigUtils.getProfiles().contains("prod")) {
            LOG.warn("No daily root of the ledger is signed: omnipoints.ledger.root-key is not set.");
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (timer != null) {
            vertx.cancelTimer(timer);
        }
    }

    /** Writes today's root, where it is not written, no other instance is at it and there are rows; whether it did. */
    Future<Boolean> write() {
        return FeedTable.cluster(pool)
                .compose(cluster -> pool.getConnection()
                        .compose(connection -> begin(connection)
                                .compose(begun -> RootTable.tryLock(connection))
                                .compose(alone -> alone ? write(connection, cluster) : Future.succeededFuture(false))
                                .eventually(() ->
                                        connection.query("COMMIT").execute().eventually(() -> connection.close()))));
    }

    /** All that follows is of one snapshot, that of the first statement after this. */
    private static Future<?> begin(SqlConnection connection) {
        return connection.query("BEGIN ISOLATION LEVEL REPEATABLE READ").execute();
    }

    private Future<Boolean> write(SqlConnection connection, long cluster) {
        return RootTable.today(connection).compose(today -> {
            if (today.last() != null && !today.last().day().isBefore(today.day())) {
                return Future.succeededFuture(false);
            }
            Promise<Heads> all = Promise.promise();
            add(connection, new Heads(), null, all);
            return all.future().compose(heads -> {
                if (heads.tree.leaves() == 0) {
                    // The day's root would say nothing of what comes that day.
                    return Future.succeededFuture(false);
                }
                LedgerRoot root = new LedgerRoot(
                        today.day(),
                        cluster,
                        today.now(),
                        heads.tree.leaves(),
                        heads.rows,
                        today.last() == null ? LedgerRoot.START : today.last().root(),
                        heads.tree.root(),
                        keyId,
                        null);
                return RootTable.insert(connection, root.signed(RootKey.sign(key, root.statement())))
                        .map(true)
                        .recover(DailyRoot::unlessWritten);
            });
        });
    }

    /** Who began before another ended does not see what that one wrote. */
    private static Future<Boolean> unlessWritten(Throwable failed) {
        boolean written = failed instanceof PgException pg && UNIQUE_VIOLATION.equals(pg.getSqlState());
        return written ? Future.succeededFuture(false) : Future.failedFuture(failed);
    }

    private static void add(SqlConnection connection, Heads heads, AccountKey after, Promise<Heads> all) {
        RootTable.heads(connection, after)
                .onSuccess(page -> {
                    if (page.isEmpty()) {
                        all.complete(heads);
                    } else {
                        page.forEach(heads::add);
                        add(connection, heads, page.getLast().account(), all);
                    }
                })
                .onFailure(all::fail);
    }

    /** What is added up of all accounts. An account's seq is how many rows it has. */
    private static final class Heads {
        private final MerkleTree tree = new MerkleTree();
        private long rows;

        void add(RootTable.Head head) {
            tree.add(MerkleTree.leaf(head.account(), head.seq(), head.hash()));
            rows += head.seq();
        }
    }
}
