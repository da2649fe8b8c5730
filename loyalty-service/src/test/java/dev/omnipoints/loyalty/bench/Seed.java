package dev.omnipoints.loyalty.bench;

import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Kind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;

/** What stands in the databases before anything is measured. */
final class Seed {
    static final long RICH = 1_000_000_000;
    private static final int TOGETHER = 2_000;

    private Seed() {}

    /** All members, each with one earn, through the ledger itself. */
    static void members(Vertx vertx, Server server, String database) {
        try (Contender ledger = new Ours(vertx, server, database)) {
            Contender.Client client = ledger.client(0);
            for (int from = 0; from < Load.MEMBERS; from += TOGETHER) {
                List<Future<Long>> earns = new ArrayList<>();
                for (int i = from; i < from + TOGETHER; i++) {
                    earns.add(client.run(new Drawn(Kind.EARN, Load.member(i), RICH, null, "seed-" + i)));
                }
                Future.all(earns).toCompletionStage().toCompletableFuture().join();
            }
        }
    }

    /**
     * More open lots for the hot members, which expire one after the other from next month on, so that what is spent
     * comes from them. No journal tells of them: such a database is for measuring alone.
     */
    static void lots(Server server, String database, int lots) {
        for (int i = 0; i < Load.HOT; i++) {
            AccountKey account = AccountKey.of(Postings.PROGRAMME, Load.member(i));
            String key = "(" + account.bucket() + ", '" + account.programme() + "', '" + account.member() + "'::uuid)";
            server.execute(database, """
                    INSERT INTO lot (bucket, programme, member, made_by, made_seq, made_index, points, pending,
                        remaining, held, expired, counted, clamped, available_at, expires_at, open)
                    SELECT k.bucket, k.programme, k.member, k.member, 1000000000 + i, 0, 1000, 0, 1000, 0, 0, 0, 0,
                        now(), now() + interval '1 month' + i * interval '1 minute', true
                    FROM (VALUES %s) AS k (bucket, programme, member), generate_series(1, %d) i
                    """.formatted(key, lots));
            server.execute(database, """
                    UPDATE account SET spendable = spendable + %1$d, issued = issued + %1$d,
                        next_due_at = least(next_due_at, now() + interval '1 month')
                    WHERE (bucket, programme, member) = %2$s
                    """.formatted(1_000L * lots, key));
        }
    }
}
