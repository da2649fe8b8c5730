package dev.omnipoints.loyalty.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.loyalty.Database;
import dev.omnipoints.loyalty.LoyaltyEnvironment;
import dev.omnipoints.loyalty.feed.Reader.Got;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The feed's promise: every row, in order of seq a member, none ever behind a cursor (ledger.md, 3). */
@QuarkusTest
@QuarkusTestResource(LoyaltyEnvironment.class)
class FeedTest {
    private static final int WRITERS = 4;
    private static final int INSTANCES = 2;
    private static final int TRANSACTIONS = Boolean.getBoolean("long") ? 600 : 60;
    private static final long SEED = 20_261_122;

    @Inject
    Pool pool;

    @AfterEach
    void ledgerIsTrueAndClean() {
        assertThat(Database.audit()).startsWith("0 ");
        Database.execute("DELETE FROM journal WHERE programme = '" + Writer.PROGRAMME + "'");
        Database.execute("DELETE FROM account WHERE programme = '" + Writer.PROGRAMME + "'");
    }

    @Test
    void everyRowOnceInOrderWhateverRunsAndFromAnyCursor() throws Exception {
        List<UUID> members =
                IntStream.range(0, 12).mapToObj(i -> UUID.randomUUID()).toList();
        String start =
                new Reader(new Feed(pool), 1_000, "").toTheEnd().marks.getLast().cursor();
        List<Reader> readers = List.of(
                new Reader(new Feed(pool), 7, start),
                new Reader(new Feed(pool, 25), 10, start),
                new Reader(new Feed(pool, 1), 1_000, start));
        NaiveReader naive = new NaiveReader();

        ExecutorService executor = Executors.newCachedThreadPool();
        try {
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS * INSTANCES; i++) {
                Random random = new Random(SEED + i);
                writers.add(executor.submit(() -> write(random, members)));
            }
            List<Future<?>> reading = new ArrayList<>();
            for (Reader reader : readers) {
                reading.add(executor.submit(() -> {
                    while (!writers.stream().allMatch(Future::isDone)) {
                        reader.toTheEnd();
                    }
                    return reader.toTheEnd();
                }));
            }
            while (!writers.stream().allMatch(Future::isDone)) {
                naive.read();
            }
            naive.read();
            for (Future<?> ended : writers) {
                ended.get(1, TimeUnit.MINUTES);
            }
            for (Future<?> ended : reading) {
                ended.get(1, TimeUnit.MINUTES);
            }
        } finally {
            executor.shutdownNow();
        }

        List<Got> all = written();
        for (Reader reader : readers) {
            assertThat(reader.got).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(all);
            assertInOrderOfSeq(reader.got);
            assertNoGapFromAnyCursor(reader, all);
        }
        // The control: those very writers make a cursor of feed_pos alone lose rows.
        assertThat(naive.rows()).as("rows that the naive reader got").isLessThan(all.size());
        System.out.printf(
                "feed: %d rows, %d pages; the naive cursor lost %d%n",
                all.size(), readers.get(1).marks.size(), all.size() - naive.rows());
    }

    @Test
    void anOpenTransactionHoldsNothingBackAndIsNotLost() throws Exception {
        UUID slow = UUID.randomUUID();
        UUID quick = UUID.randomUUID();
        Reader reader = new Reader(new Feed(pool, 3), 2, "").toTheEnd();
        NaiveReader naive = new NaiveReader();

        try (Writer open = new Writer();
                Writer other = new Writer()) {
            open.lock(List.of(slow));
            open.write(List.of(slow), 2, null);
            for (int i = 0; i < 5; i++) {
                other.lock(List.of(quick));
                other.write(List.of(quick), 2, null);
                other.commit();
                reader.toTheEnd();
                naive.read();
            }

            assertThat(reader.got)
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, 10)
                            .mapToObj(seq -> new Got(quick, seq))
                            .toList());
            String cursor = reader.marks.getLast().cursor();

            open.commit();
            naive.read();
            assertThat(reader.toTheEnd().got).hasSize(12).endsWith(new Got(slow, 1), new Got(slow, 2));
            assertThat(new Reader(new Feed(pool), 500, cursor).toTheEnd().got)
                    .containsExactly(new Got(slow, 1), new Got(slow, 2));
            assertThat(naive.rows()).isEqualTo(10);
        }
    }

    @Test
    void aTransactionThatFailsIsNotTold() throws Exception {
        UUID member = UUID.randomUUID();
        Reader reader = new Reader(new Feed(pool), 500, "").toTheEnd();
        try (Writer writer = new Writer()) {
            writer.lock(List.of(member));
            writer.write(List.of(member), 3, null);
            reader.toTheEnd();
            writer.rollback();
            assertThat(reader.toTheEnd().got).isEmpty();

            writer.lock(List.of(member));
            writer.write(List.of(member), 1, null);
            writer.commit();
            assertThat(reader.toTheEnd().got).containsExactly(new Got(member, 1));
        }
    }

    @Test
    void pagesAndWindowsAreBoundedAtAnyBacklog() throws Exception {
        List<UUID> members =
                IntStream.range(0, 20).mapToObj(i -> UUID.randomUUID()).toList();
        String start =
                new Reader(new Feed(pool), 1_000, "").toTheEnd().marks.getLast().cursor();
        try (Writer writer = new Writer()) {
            for (int i = 0; i < 100; i++) {
                writer.lock(members);
                writer.write(members, 10, null);
                writer.commit();
            }
        }

        Reader reader = new Reader(new Feed(pool, 2_000), 300, start).toTheEnd();

        assertThat(reader.got).hasSize(20_000).doesNotHaveDuplicates();
        assertInOrderOfSeq(reader.got);
        assertThat(reader.largestPage).isEqualTo(300);
        // Of 2,000 rows and the rest of the transaction that the last of them is of: 2,200 each.
        assertThat(reader.windows).isEqualTo(9);
    }

    private static Void write(Random random, List<UUID> members) throws SQLException {
        try (Writer writer = new Writer()) {
            for (int i = 0; i < TRANSACTIONS; i++) {
                if (random.nextBoolean()) {
                    writer.takeId();
                    writer.pause(random.nextDouble() / 200);
                }
                TreeSet<UUID> some = new TreeSet<>();
                for (int n = 1 + random.nextInt(3); n > 0; n--) {
                    some.add(members.get(random.nextInt(members.size())));
                }
                writer.lock(some);
                writer.pause(random.nextDouble() / 400);
                writer.write(some, 1 + random.nextInt(2), null);
                writer.pause(random.nextDouble() / 200);
                if (random.nextInt(10) == 0) {
                    writer.rollback();
                } else {
                    writer.commit();
                }
            }
        }
        return null;
    }

    private static void assertInOrderOfSeq(List<Got> got) {
        Map<UUID, Long> last = new HashMap<>();
        for (Got row : got) {
            assertThat(row.seq()).isEqualTo(last.getOrDefault(row.member(), 0L) + 1);
            last.put(row.member(), row.seq());
        }
    }

    private void assertNoGapFromAnyCursor(Reader reader, List<Got> all) {
        for (int i = 0; i < reader.marks.size(); i += Math.max(1, reader.marks.size() / 40)) {
            Reader.Mark mark = reader.marks.get(i);
            List<Got> together = new ArrayList<>(reader.got.subList(0, mark.rows()));
            together.addAll(new Reader(new Feed(pool, 1 + i), 50, mark.cursor()).toTheEnd().got);
            assertThat(together).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(all);
            assertInOrderOfSeq(together);
        }
    }

    private static List<Got> written() {
        return Database.query("SELECT member || '/' || seq FROM journal WHERE programme = '" + Writer.PROGRAMME + "'")
                .stream()
                .map(text -> text.split("/"))
                .map(parts -> new Got(UUID.fromString(parts[0]), Long.parseLong(parts[1])))
                .toList();
    }

    /** What anyone would write first. */
    private static final class NaiveReader {
        private long last = Long.parseLong(
                Database.query("SELECT coalesce(max(feed_pos), 0) FROM journal").getFirst());
        private int rows;

        void read() {
            List<String> found = Database.query("SELECT feed_pos FROM journal WHERE feed_pos > " + last
                    + " AND programme = '" + Writer.PROGRAMME + "' ORDER BY feed_pos");
            rows += found.size();
            if (!found.isEmpty()) {
                last = Long.parseLong(found.getLast());
            }
        }

        int rows() {
            return rows;
        }
    }
}
