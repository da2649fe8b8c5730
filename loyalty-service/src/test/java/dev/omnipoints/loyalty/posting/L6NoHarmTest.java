package dev.omnipoints.loyalty.posting;

import static dev.omnipoints.loyalty.posting.Answered.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.Command;
import dev.omnipoints.loyalty.ledger.Outcome;
import dev.omnipoints.loyalty.ledger.Reference;
import dev.omnipoints.loyalty.ledger.Refusal;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * L6: a command that fails harms no other, though they were written together. What a lost line, a lock that someone
 * holds or a deadlock does: {@link PostingFaultsTest}.
 */
class L6NoHarmTest extends OnRealLedger {

    private static final int LOAD = 2_000;
    private static final int POISON_EVERY = 100;

    private static TwoInstances instances;

    @BeforeAll
    static void start() {
        instances = new TwoInstances(ledger);
    }

    @AfterEach
    void nothingIsRejected() {
        reject(null);
    }

    @Test
    void aCommandThatTheDatabaseRejectsHarmsNoOtherOfItsBatch() {
        Duration wait = Duration.ofSeconds(20);
        Lanes lane = ledger.instance(Limits.usual().lanes(1).waits(wait, wait, Duration.ofSeconds(25)));
        Account culprit = Till.member();
        List<Future<Posted>> others = new ArrayList<>();
        List<Future<Posted>> culprits = new ArrayList<>();
        reject(culprit);

        ledger.inOneBatch(lane, () -> {
            for (int i = 0; i < 10; i++) {
                others.add(lane.submit(Till.earn(Till.member(), 1)));
                culprits.add(lane.submit(Till.earn(culprit, 1)));
            }
        });

        assertThat(others).extracting(answer -> done(answer).again()).containsOnly(false);
        culprits.forEach(L6NoHarmTest::assertRejectedByTheDatabase);
        assertThat(ledger.rows(culprit)).isZero();
        reject(null);
        assertThat(done(lane.submit(Till.earn(culprit, 1))).again()).isFalse();
    }

    @Test
    void aRefusalCountsOnceThoughItsBatchRanAgain() {
        Duration wait = Duration.ofSeconds(20);
        Lanes lane = ledger.instance(Limits.usual()
                .lanes(1)
                .waits(wait, wait, Duration.ofSeconds(25))
                .refusals(3));
        Account culprit = Till.member();
        Account poor = Till.member();
        List<Future<Posted>> refused = new ArrayList<>();
        reject(culprit);

        ledger.inOneBatch(lane, () -> {
            lane.submit(Till.earn(culprit, 1));
            refused.add(lane.submit(Till.redeem(poor, 1)));
            refused.add(lane.submit(Till.redeem(poor, 1)));
        });
        reject(null);
        refused.add(lane.submit(Till.redeem(poor, 1)));
        refused.forEach(answer -> assertThat(RealLedger.await(answer)).isInstanceOf(Posted.Refused.class));

        assertThat(RealLedger.await(lane.submit(Till.redeem(poor, 1)))).isEqualTo(new Posted.RateLimited());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void poisonAmidFullLoadIsToldToItsSenderAlone(boolean oneBucket) {
        Random random = new Random(oneBucket ? 1 : 2);
        List<Account> members = Stream.generate(Till::member).limit(100).toList();
        Account culprit = Till.member();
        String spent = Till.newKey();
        instances.atOnce(
                oneBucket, members.stream().map(member -> Till.earn(member, 1)).toList());
        instances.one(oneBucket, Till.earn(members.getFirst(), 1, spent));
        List<Poison> poisons = poisons(members, culprit, spent);
        List<Posting> load = new ArrayList<>();
        Map<Integer, Poison> poisoned = new LinkedHashMap<>();
        Map<Account, Long> earned = new HashMap<>();
        for (int i = 0; i < LOAD; i++) {
            if (i % POISON_EVERY == POISON_EVERY / 2) {
                Poison poison = poisons.get(poisoned.size() % poisons.size());
                poisoned.put(i, poison);
                load.add(poison.posting().get());
            } else {
                Account member = members.get(random.nextInt(members.size()));
                long points = 1 + random.nextInt(9);
                earned.merge(member, points, Long::sum);
                load.add(Till.earn(member, points));
            }
        }
        reject(culprit);

        List<Future<Posted>> answers = instances.send(oneBucket, load);

        for (int i = 0; i < LOAD; i++) {
            if (poisoned.containsKey(i)) {
                poisoned.get(i).outcome().accept(answers.get(i));
            } else {
                assertThat(done(answers.get(i)).again()).isFalse();
            }
        }
        assertThat(ledger.rows(culprit)).isZero();
        earned.forEach((member, points) ->
                assertThat(ledger.spendable(member)).isEqualTo(points + (member == members.getFirst() ? 2 : 1)));
    }

    /** A command that fails in a way of its own, and what its sender is told. */
    private record Poison(Supplier<Posting> posting, Consumer<Future<Posted>> outcome) {}

    private static List<Poison> poisons(List<Account> members, Account culprit, String spent) {
        Account poor = members.get(1);
        Function<Instant, Command> defect = now -> {
            throw new IllegalStateException("defect");
        };
        return List.of(
                new Poison(() -> Till.earn(culprit, 1), L6NoHarmTest::assertRejectedByTheDatabase),
                new Poison(() -> Till.deciding(poor, defect), L6NoHarmTest::assertDefect),
                new Poison(() -> Till.deciding(poor, members.get(2), defect), L6NoHarmTest::assertDefect),
                new Poison(
                        () -> Till.redeem(poor, 1_000_000),
                        answer -> assertThat(((Posted.Refused) RealLedger.await(answer))
                                        .row()
                                        .refused())
                                .isEqualTo(Refusal.INSUFFICIENT_POINTS)),
                new Poison(
                        () -> Till.earn(members.getFirst(), 2, spent),
                        answer -> assertThat(RealLedger.await(answer)).isEqualTo(new Posted.KeyReused("points"))),
                new Poison(
                        () -> Till.capture(new Reference(poor.key().member(), 1_000_000)),
                        answer -> assertThat(RealLedger.await(answer))
                                .isEqualTo(new Posted.Rejected(Outcome.Unwritten.HOLD_UNKNOWN))));
    }

    private static void assertRejectedByTheDatabase(Future<Posted> answer) {
        assertThatThrownBy(() -> RealLedger.await(answer))
                .isInstanceOfSatisfying(
                        PgException.class,
                        failure -> assertThat(failure.getErrorMessage()).isEqualTo("poison"));
    }

    private static void assertDefect(Future<Posted> answer) {
        assertThatThrownBy(() -> RealLedger.await(answer))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("defect");
    }

    /** PostgreSQL refuses rows of this member; null: nobody's. */
    private static void reject(Account member) {
        ledger.execute("DROP TRIGGER IF EXISTS poison ON journal");
        if (member != null) {
            ledger.execute("CREATE OR REPLACE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS"
                    + " $$ BEGIN RAISE EXCEPTION 'poison'; END $$");
            ledger.execute("CREATE TRIGGER poison BEFORE INSERT ON journal FOR EACH ROW WHEN (NEW.member = '"
                    + member.key().member() + "') EXECUTE FUNCTION poison()");
        }
    }
}
