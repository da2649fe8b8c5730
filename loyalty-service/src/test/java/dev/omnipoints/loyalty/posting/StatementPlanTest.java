package dev.omnipoints.loyalty.posting;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.sqlclient.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How PostgreSQL goes about the ledger's statements in a database that is new: of empty tables that nobody has analysed
 * it would rather read all, and keep to that plan while they grow.
 */
class StatementPlanTest extends OnRealLedger {

    private static Pool pool;

    @BeforeAll
    static void connect() {
        pool = ledger.pool();
    }

    static Stream<String> statements() {
        return StatementTest.ofTheTables().flatMap(statement -> Stream.of(statement.whole(), statement.ofBucket()));
    }

    @ParameterizedTest
    @MethodSource("statements")
    void readsNoTableWhole(String sql) {
        assertThat(plan(pool, sql)).isNotEmpty().noneMatch(line -> line.contains("Seq Scan"));
    }

    static Stream<String> journalByKey() {
        return statements().filter(sql -> sql.contains("j.key_hash = k.key_hash"));
    }

    @ParameterizedTest
    @MethodSource("journalByKey")
    void aKeyIsFoundByItsOwnIndex(String sql) {
        assertThat(plan(pool, sql))
                .anyMatch(line -> line.contains("using journal_bucket_programme_member_key_hash_part_key"));
    }

    static Stream<String> journalByReference() {
        return statements().filter(sql -> sql.contains("j.seq >= k.seq"));
    }

    @ParameterizedTest
    @MethodSource("journalByReference")
    void aRowIsFoundByItsNumber(String sql) {
        assertThat(plan(pool, sql)).anyMatch(line -> line.contains("using journal_pkey"));
    }

    static List<String> plan(Pool pool, String sql) {
        List<String> lines = new ArrayList<>();
        RealLedger.await(pool.query("EXPLAIN (GENERIC_PLAN, COSTS OFF) " + sql).execute())
                .forEach(row -> lines.add(row.getString(0)));
        return lines;
    }
}
