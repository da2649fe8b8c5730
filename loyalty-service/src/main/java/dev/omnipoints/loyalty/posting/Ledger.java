package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Due;
import dev.omnipoints.loyalty.ledger.Row;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;

/** Reads of accounts and journal, fresh from the primary; and what profile-service says of an account. */
@ApplicationScoped
public class Ledger {

    private final Pool pool;

    @Inject
    Ledger(Pool pool) {
        this.pool = pool;
    }

    /**
     * An account as it is at an instant, all of one snapshot.
     *
     * @param account what is due counted in, though nothing is written; its seq is that of the last row written
     * @param expiring what expires next, soonest first
     * @param expiringBy how many points expire up to the instant asked for; null: not asked
     */
    public record View(Account account, Instant asOf, List<Expiring> expiring, Long expiringBy) {}

    /** Opens the account, or sets its status where the version is newer; gives the version that it then has. */
    public Future<Long> setStatus(Account account) {
        return AccountTable.setStatus(pool, account);
    }

    /**
     * The account now.
     *
     * @param unopened what it is where it is not open yet
     * @param expiringLimit how many dates of expiry to tell
     * @param by up to when, inclusive, to count what expires; null: not asked
     */
    public Future<View> view(Account unopened, int expiringLimit, Instant by) {
        return pool.getConnection()
                .compose(connection -> read(connection, unopened, expiringLimit, by)
                        .eventually(() -> connection.query("ROLLBACK").execute().eventually(() -> connection.close())));
    }

    private static Future<View> read(SqlConnection connection, Account unopened, int expiringLimit, Instant by) {
        AccountKey key = unopened.key();
        connection.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").execute();
        Future<Account> found = AccountTable.find(connection, key);
        Future<Instant> clock = LedgerClock.now(connection);
        Future<List<Expiring>> expiring = LotTable.expiring(connection, key, expiringLimit);
        Future<Long> expiringBy = by == null ? Future.succeededFuture() : LotTable.expiringBy(connection, key, by);
        return Future.all(found, clock, expiring, expiringBy).compose(all -> {
            Account account = found.result() == null ? unopened : found.result();
            Instant now = account.now(clock.result());
            return counted(connection, account, now)
                    .map(counted -> new View(counted, now, expiring.result(), expiringBy.result()));
        });
    }

    /** What is due counts, but a seq that no row has yet is not shown. */
    private static Future<Account> counted(SqlConnection connection, Account stored, Instant now) {
        if (!stored.isDue(now)) {
            return Future.succeededFuture(stored);
        }
        return LotTable.due(connection, stored.key(), now)
                .map(lots -> stored.shownAs(
                        Due.work(stored, lots, null, now).account().counters()));
    }

    /** The journal rows of an account with a seq below `beforeSeq`, newest first. */
    public Future<List<Row>> newestFirst(AccountKey account, long beforeSeq, int limit) {
        return JournalTable.newestFirst(pool, account, beforeSeq, limit);
    }
}
