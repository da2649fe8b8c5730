package dev.omnipoints.loyalty.posting;

import static dev.omnipoints.loyalty.posting.TwoInstances.done;
import static dev.omnipoints.loyalty.posting.TwoInstances.refusals;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.Kind;
import dev.omnipoints.loyalty.ledger.Refusal;
import dev.omnipoints.loyalty.ledger.Row;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** L4: spendable never goes below zero, whatever runs at once on two instances; the database's CHECKs stand behind. */
class L4NeverBelowZeroTest extends OnRealLedger {

    private static final int CLIENTS = 100;
    private static final Duration HOUR = Duration.ofHours(1);

    private static TwoInstances instances;

    @BeforeAll
    static void start() {
        instances = new TwoInstances(ledger);
    }

    @ParameterizedTest
    @CsvSource({
        "REDEEM, false",
        "REDEEM, true",
        "HOLD, false",
        "HOLD, true",
        "TRANSFER, false",
        "TRANSFER, true",
    })
    void ofAHundredWhoSpendEverythingOneWins(Kind kind, boolean oneBucket) {
        Account member = Till.member();
        instances.one(oneBucket, Till.earn(member, 500));

        List<Posted> answers =
                instances.atOnce(oneBucket, spending(i -> kind, member).toList());

        assertOneWon(member, answers);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ofHoldsRedemptionsAndTransfersOfEverythingOneWins(boolean oneBucket) {
        List<Kind> kinds = List.of(Kind.HOLD, Kind.REDEEM, Kind.TRANSFER);
        Account member = Till.member();
        instances.one(oneBucket, Till.earn(member, 500));

        List<Posted> answers = instances.atOnce(
                oneBucket, spending(i -> kinds.get(i % 3), member).toList());

        assertOneWon(member, answers);
    }

    private static void assertOneWon(Account member, List<Posted> answers) {
        assertThat(answers).filteredOn(Posted.Done.class::isInstance).hasSize(1);
        assertThat(refusals(answers)).hasSize(CLIENTS - 1).containsOnly(Refusal.INSUFFICIENT_POINTS);
        assertThat(ledger.spendable(member)).isZero();
        assertThat(ledger.rows(member)).isEqualTo(1 + CLIENTS);
    }

    /** Each of everything there is. */
    private static Stream<Posting> spending(Function<Integer, Kind> kinds, Account member) {
        return IntStream.range(0, CLIENTS).mapToObj(i -> switch (kinds.apply(i)) {
            case HOLD -> Till.hold(member, 500, HOUR);
            case REDEEM -> Till.redeem(member, 500);
            default -> Till.transfer(member, Till.member(), 500);
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void noRowOfWhateverRunsAtOnceIsBelowZero(boolean oneBucket) {
        Random random = new Random(oneBucket ? 1 : 2);
        List<Account> members = Stream.generate(Till::member).limit(6).toList();
        List<Row> rows = new ArrayList<>();
        List<Posted> all = new ArrayList<>();
        for (int wave = 0; wave < 12; wave++) {
            List<Posting> postings = IntStream.range(0, CLIENTS)
                    .mapToObj(i -> anything(random, members, rows))
                    .toList();
            List<Posted> answers = instances.atOnce(oneBucket, postings);
            answers.stream().filter(Posted.Done.class::isInstance).forEach(answer -> rows.add(done(answer)));
            all.addAll(answers);
        }

        assertThat(refusals(all)).contains(Refusal.INSUFFICIENT_POINTS, Refusal.MEMBER_OWES);
        assertThat(ledger.query("SELECT member || '/' || seq FROM journal WHERE spendable < 0 OR pending < 0"
                        + " OR held < 0 OR owed < 0 OR spendable > 0 AND owed > 0"))
                .isEmpty();
    }

    private static Posting anything(Random random, List<Account> members, List<Row> rows) {
        Account member = members.get(random.nextInt(members.size()));
        Account other = members.get((members.indexOf(member) + 1) % members.size());
        long points = 1 + random.nextInt(100);
        Row row = rows.isEmpty() ? null : rows.get(random.nextInt(rows.size()));
        Kind known = row == null ? null : row.kind();
        return switch (random.nextInt(6)) {
            case 0 -> Till.redeem(member, points);
            case 1 -> Till.hold(member, points, HOUR);
            case 2 -> Till.transfer(member, other, points);
            case 3, 4 ->
                switch (known) {
                    case HOLD -> random.nextBoolean() ? Till.capture(row) : Till.release(row);
                    case EARN, REDEEM -> Till.reverse(row, null);
                    case null, default -> Till.earn(member, points);
                };
            default -> Till.earn(member, points);
        };
    }

    /** The lock is the row: whoever waited for it decides on what stands there then. */
    @Test
    void aSpenderWhoWaitedForTheRowSeesWhatItsHolderDid() {
        Account member = Till.member();
        instances.one(false, Till.earn(member, 500));
        Future<Posted> redeemed;
        try (Session session = new Session(ledger.connect())) {
            session.block(member);
            redeemed = instances.lanes(false).getFirst().submit(Till.redeem(member, 500));
            ledger.awaitWaiters(1);
            session.commit();
        }

        assertThat(RealLedger.await(redeemed))
                .isInstanceOfSatisfying(
                        Posted.Refused.class,
                        refused -> assertThat(refused.row().refused()).isEqualTo(Refusal.MEMBER_BLOCKED));
        assertThat(ledger.spendable(member)).isEqualTo(500);
    }

    /** Each change balances but for what it is about, so that nothing else can have stopped it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "account SET spendable = -1, issued = -1",
                "account SET spendable = spendable - 501, redeemed = redeemed + 501",
                "account SET pending = -1, spendable = spendable + 1",
                "account SET held = -1, spendable = spendable + 1",
                "account SET owed = -1, spendable = spendable - 1",
                "account SET owed = 1, spendable = spendable + 1",
                "account SET spendable = spendable - 1",
                "account SET issued = issued + 1",
                "lot SET remaining = -1",
                "lot SET pending = -1",
                "lot SET held = -1",
                "lot SET expired = -1",
                "lot SET counted = -1",
                "lot SET clamped = -1",
                "lot SET points = 0",
                "hold SET points = 0",
                "journal SET spendable_change = spendable_change - 1",
                "journal SET seq = 0"
            })
    void theDatabaseItselfRefusesWhatIsBelowZeroOrDoesNotBalance(String change) {
        Account member = Till.member();
        instances.one(false, Till.earn(member, 501));
        instances.one(false, Till.hold(member, 1, HOUR));
        String sql = "UPDATE " + change + " WHERE member = '" + member.key().member() + "'";

        assertThatThrownBy(() -> ledger.execute(sql)).hasStackTraceContaining("violates check constraint");
    }
}
