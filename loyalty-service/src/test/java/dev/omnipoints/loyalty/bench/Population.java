package dev.omnipoints.loyalty.bench;

import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Kind;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;

/**
 * Many members at once: what the ledger wrote for one of them, copied for all others by COPY. Their hashes are the
 * first one's, so such a database is for measuring alone.
 */
final class Population {
    private static final List<String> TABLES = List.of("account", "journal", "lot");
    private static final UUID FIRST = Load.member(0);
    private static final int CHUNK = 1 << 16;

    private Population() {}

    /** A database with one member, who has earned twice: five rows in three tables. */
    static void first(Vertx vertx, Server server, String database) {
        server.create(database);
        try (Contender ledger = new Ours(vertx, server, database)) {
            Contender.Client client = ledger.client(0);
            for (String key : List.of("seed-1", "seed-2")) {
                client.run(new Drawn(Kind.EARN, FIRST, Seed.RICH, null, key))
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
            }
        }
    }

    /** Another database with so many members like that one, in the order of their ids. */
    static void load(Server server, String first, String database, int members) {
        server.copy(first, database);
        try (Connection connection = server.connect(database)) {
            CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
            for (String table : TABLES) {
                String rows = rowsOfFirst(copies, table);
                CopyIn copy = copies.copyIn("COPY " + table + " FROM STDIN");
                ByteArrayOutputStream chunk = new ByteArrayOutputStream(2 * CHUNK);
                for (int number = 1; number < members; number++) {
                    chunk.writeBytes(rowsOf(Load.member(number), rows));
                    if (chunk.size() >= CHUNK || number == members - 1) {
                        copy.writeToCopy(chunk.toByteArray(), 0, chunk.size());
                        chunk.reset();
                    }
                }
                System.err.printf("copied into %s: %,d rows of %s%n", database, copy.endCopy(), table);
            }
        } catch (SQLException | IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static String rowsOfFirst(CopyManager copies, String table) throws SQLException, IOException {
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        copies.copyOut("COPY " + table + " TO STDOUT", rows);
        String bucket = AccountKey.of(Postings.PROGRAMME, FIRST).bucket() + "\t";
        return rows.toString(StandardCharsets.UTF_8).replaceAll("(?m)^" + bucket, "BUCKET\t");
    }

    private static byte[] rowsOf(UUID member, String rows) {
        String bucket = String.valueOf(AccountKey.of(Postings.PROGRAMME, member).bucket());
        return rows.replace("BUCKET", bucket)
                .replace(FIRST.toString(), member.toString())
                .getBytes(StandardCharsets.UTF_8);
    }
}
