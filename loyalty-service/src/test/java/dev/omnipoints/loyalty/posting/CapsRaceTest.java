package dev.omnipoints.loyalty.posting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.loyalty.ledger.Account;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a cap leaves is given once, however many sales come at once and on whichever of two instances. */
class CapsRaceTest extends OnRealLedger {

    private static final int SALES = 100;

    private static TwoInstances instances;

    @BeforeAll
    static void start() {
        instances = new TwoInstances(ledger);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theLastOfAMembersCapIsGivenOnce(boolean oneBucket) {
        RuledTill till = new RuledTill(ledger, "week", 7, "{\"points\": 50, \"per\": \"WEEK\"}");
        Account member = Till.member();

        List<Long> points = points(oneBucket, Stream.generate(() -> till.sale(member)));

        assertThat(points.subList(92, SALES)).containsExactly(1L, 7L, 7L, 7L, 7L, 7L, 7L, 7L);
        assertThat(points.subList(0, 92)).containsOnly(0L);
        assertThat(ledger.query("SELECT points || '|' || uses FROM tally WHERE member = '"
                        + member.key().member() + "'"))
                .containsExactly("50|8");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aUseOnceIsUsedOnce(boolean oneBucket) {
        RuledTill till = new RuledTill(ledger, "once", 10, "{\"uses\": 1, \"per\": \"LIFETIME\"}");
        Account member = Till.member();

        List<Long> points = points(oneBucket, Stream.generate(() -> till.sale(member)));

        assertThat(points.stream().mapToLong(Long::longValue).sum()).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aBudgetOfAllMembersIsSpentToItsLastPoint(boolean oneBucket) {
        RuledTill till = new RuledTill(ledger, "budget-" + oneBucket, 100, "{\"points\": 2550, \"per\": \"TOTAL\"}");

        List<Long> points = points(oneBucket, Stream.generate(() -> till.sale(Till.member())));

        assertThat(points.stream().mapToLong(Long::longValue).sum()).isEqualTo(2_550);
        assertThat(points).filteredOn(each -> each == 50).hasSize(1);
    }

    /** Of a hundred sales at once, in order. */
    private static List<Long> points(boolean oneBucket, Stream<Posting> postings) {
        return instances.atOnce(oneBucket, postings.limit(SALES).toList()).stream()
                .map(answer -> TwoInstances.done(answer).points())
                .sorted()
                .toList();
    }
}
