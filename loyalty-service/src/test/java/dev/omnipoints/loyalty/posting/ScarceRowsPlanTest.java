package dev.omnipoints.loyalty.posting;

import static dev.omnipoints.loyalty.posting.Answered.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.Row;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How PostgreSQL goes about the ledger's statements where it has counted rows of which some kind was missing:
 * reversals, open holds. It believes that there are none of them, and would rather read the partial index that lists
 * them from end to end than look into it once a key; there are many by the time that it counts again.
 */
class ScarceRowsPlanTest extends OnRealLedger {

    private static final int EARNS = 300;

    private static Pool pool;

    @BeforeAll
    static void countWhereThereAreNone() {
        Lanes lanes = ledger.instance(Limits.usual());
        RealLedger.await(Future.all(IntStream.range(0, EARNS)
                .mapToObj(earn -> lanes.submit(Till.earn(Till.member(), 100)))
                .toList()));
        Account member = Till.member();
        done(lanes.submit(Till.earn(member, 100)));
        Row hold = done(lanes.submit(Till.hold(member, 50, Duration.ofMinutes(15))))
                .row();
        done(lanes.submit(Till.release(hold)));
        ledger.execute("ANALYZE");
        pool = ledger.pool();
    }

    /** Not those that lock or change rows: they name them by primary keys, and must be joins. */
    static Stream<String> reads() {
        return StatementPlanTest.statements()
                .filter(sql -> sql.startsWith("SELECT") && !sql.contains(" UPDATE OF ") || sql.startsWith("INSERT"));
    }

    @ParameterizedTest
    @MethodSource("reads")
    void readsNoIndexWhole(String sql) {
        List<String> plan = StatementPlanTest.plan(pool, sql);

        for (int line = 0; line < plan.size(); line++) {
            if (plan.get(line).contains("Index Scan using") || plan.get(line).contains("Index Only Scan using")) {
                assertThat(plan.get(line + 1)).as(plan.get(line)).contains("Index Cond: ");
            }
        }
    }
}
