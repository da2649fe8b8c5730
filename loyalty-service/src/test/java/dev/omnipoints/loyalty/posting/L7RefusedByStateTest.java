package dev.omnipoints.loyalty.posting;

import static dev.omnipoints.loyalty.posting.TwoInstances.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.Command;
import dev.omnipoints.loyalty.ledger.Policy;
import dev.omnipoints.loyalty.ledger.Refusal;
import dev.omnipoints.loyalty.ledger.Row;
import dev.omnipoints.loyalty.ledger.Status;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * L7: of what the state of an account refuses one row tells, after the rows for what was due; by the refusal itself
 * only seq, head and last_recorded_at move. Each reason, each command that can have it.
 */
class L7RefusedByStateTest extends OnRealLedger {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final String MOVED_BY_ROWS = "'{seq,head,last_recorded_at}'";

    private static Lanes lanes;

    @BeforeAll
    static void start() {
        Duration wait = Duration.ofSeconds(20);
        lanes = ledger.instance(Limits.usual().waits(wait, wait, Duration.ofSeconds(25)));
    }

    @AfterEach
    void clockIsRight() {
        ledger.shift(0);
    }

    /** Brings a member into a state, and gives what is refused there. */
    private record Case(Refusal reason, String what, Function<Account, Posting> refused) {}

    static Stream<Arguments> refusals() {
        return Stream.concat(Stream.concat(ofSpending(), ofHolds()), ofOperations())
                .map(each -> Arguments.of(each.reason(), each.what(), each.refused()));
    }

    private static Stream<Case> ofSpending() {
        return Stream.of(
                new Case(Refusal.INSUFFICIENT_POINTS, "hold", member -> Till.hold(member, 101, HOUR)),
                new Case(Refusal.INSUFFICIENT_POINTS, "redeem", member -> Till.redeem(member, 101)),
                new Case(Refusal.INSUFFICIENT_POINTS, "transfer", member -> Till.transfer(member, Till.member(), 101)),
                new Case(Refusal.INSUFFICIENT_POINTS, "adjust", member -> Till.adjust(member, -101)),
                new Case(Refusal.TOO_MANY_HOLDS, "hold", member -> {
                    send(Collections.nCopies(50, 0).stream().map(i -> Till.hold(member, 1, HOUR)));
                    return Till.hold(member, 1, 50, HOUR);
                }),
                new Case(Refusal.MEMBER_OWES, "hold", member -> Till.hold(owing(member), 1, HOUR)),
                new Case(Refusal.MEMBER_OWES, "redeem", member -> Till.redeem(owing(member), 1)),
                new Case(Refusal.MEMBER_OWES, "transfer", member -> Till.transfer(owing(member), Till.member(), 1)),
                new Case(Refusal.MEMBER_BLOCKED, "earn", member -> Till.earn(gated(member, Status.BLOCKED), 1)),
                new Case(Refusal.MEMBER_BLOCKED, "hold", member -> Till.hold(gated(member, Status.BLOCKED), 1, HOUR)),
                new Case(Refusal.MEMBER_BLOCKED, "redeem", member -> Till.redeem(gated(member, Status.BLOCKED), 1)),
                new Case(Refusal.MEMBER_BLOCKED, "transfer", member -> {
                    Account receiver = gated(member, Status.BLOCKED);
                    return Till.transfer(earned(Till.member()), receiver, 1);
                }),
                new Case(Refusal.MEMBER_CLOSED, "earn", member -> Till.earn(gated(member, Status.CLOSED), 1)),
                new Case(Refusal.MEMBER_CLOSED, "redeem", member -> Till.redeem(gated(member, Status.CLOSED), 1)),
                new Case(
                        Refusal.MEMBER_CLOSED,
                        "merge",
                        member -> Till.merge(Till.member(), gated(member, Status.CLOSED))));
    }

    private static Stream<Case> ofHolds() {
        return Stream.of(
                new Case(Refusal.CAPTURE_EXCEEDS_HOLD, "capture", member -> Till.capture(held(member), 11L)),
                new Case(Refusal.HOLD_ALREADY_CAPTURED, "void", member -> {
                    Row hold = held(member);
                    send(Till.capture(hold));
                    return Till.release(hold);
                }),
                new Case(Refusal.HOLD_ALREADY_CAPTURED, "capture", member -> {
                    Row hold = held(member);
                    send(Till.capture(hold));
                    return Till.capture(hold, 9L);
                }),
                new Case(Refusal.HOLD_ALREADY_VOIDED, "capture", member -> {
                    Row hold = held(member);
                    send(Till.release(hold));
                    return Till.capture(hold);
                }));
    }

    private static Stream<Case> ofOperations() {
        return Stream.of(
                new Case(
                        Refusal.REVERSAL_EXCEEDS_ORIGINAL,
                        "reverse",
                        member -> Till.reverse(send(Till.earn(member, 5)), 6L)),
                new Case(Refusal.NOT_REVERSIBLE, "reverse", member -> Till.reverse(send(Till.adjust(member, 5)), 1L)),
                new Case(Refusal.RETURN_REFUSED, "reverse", member -> {
                    Row earned = send(Till.earn(member, 5));
                    send(Till.redeem(member, 105));
                    Policy policy = new Policy(
                            Policy.Debt.REFUSE,
                            false,
                            Policy.GiveBack.KEEP_EXPIRY,
                            30,
                            Policy.Transfer.KEEP_EXPIRY,
                            900,
                            50);
                    return Till.reverse(earned, 5L, policy);
                }));
    }

    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("refusals")
    void aRefusalIsOneRowAndMovesNothingElse(Refusal reason, String what, Function<Account, Posting> state) {
        assertOneRow(ledger, lanes, reason, state.apply(earned(Till.member())));
    }

    /** In a ledger of its own, for so many rows would make every audit after it long. */
    @Test
    void soIsThatOfTooManyLots() {
        try (RealLedger large = new RealLedger()) {
            Lanes wide = large.instance(Limits.usual().queue(2 * Command.LOTS_LIMIT, Command.LOTS_LIMIT));
            Account member = Till.member();
            List<Future<Posted>> earns = new ArrayList<>();
            for (int i = 0; i <= Command.LOTS_LIMIT; i++) {
                earns.add(wide.submit(Till.earn(member, 1)));
            }
            earns.forEach(Answered::done);

            assertOneRow(large, wide, Refusal.TOO_MANY_LOTS, Till.redeem(member, Command.LOTS_LIMIT + 1));
            assertThat(large.audit()).startsWith("0 ");
        }
    }

    private static void assertOneRow(RealLedger ledger, Lanes lanes, Refusal reason, Posting posting) {
        Map<String, List<String>> before = ledger.everythingBut(MOVED_BY_ROWS);
        List<String> rows = ledger.query("SELECT member || '/' || seq FROM journal");

        Posted answer = RealLedger.await(lanes.submit(posting));

        assertThat(answer).isInstanceOf(Posted.Refused.class);
        Row row = ((Posted.Refused) answer).row();
        assertThat(row.refused()).isEqualTo(reason);
        assertThat(row.lots()).isEmpty();
        assertThat(row.holds()).isEmpty();
        assertThat(ledger.everythingBut(MOVED_BY_ROWS)).isEqualTo(before);
        rows.add(row.account().member() + "/" + row.seq());
        assertThat(ledger.query("SELECT member || '/' || seq FROM journal")).containsExactlyInAnyOrderElementsOf(rows);
        assertThat(ledger.query("SELECT seq || ' ' || encode(head, 'hex') || ' ' || (last_recorded_at = "
                        + "(SELECT max(recorded_at) FROM journal j WHERE j.member = a.member)) FROM account a"
                        + " WHERE member = '" + row.account().member() + "'"))
                .containsExactly(row.seq() + " " + HexFormat.of().formatHex(row.hash()) + " true");
    }

    @Test
    void allReasonsThatTheLedgerHasAreShown() {
        Stream<Refusal> shown = refusals().map(each -> (Refusal) each.get()[0]);

        // The others have tests of their own: a hold's end, many lots, and returns.ReturnTest.
        Stream<Refusal> others = Stream.of(Refusal.HOLD_EXPIRED, Refusal.TOO_MANY_LOTS, Refusal.RETURN_EXCEEDS_SALE);
        assertThat(Stream.concat(shown, others)).contains(Refusal.values());
    }

    @Test
    void whatWasDueIsWrittenBeforeTheRowOfTheRefusalAsIfNobodyHadBeenRefused() {
        List<Account> twins = List.of(Till.member(), Till.member());
        List<Row> holds = new ArrayList<>();
        for (Account twin : twins) {
            send(Till.earn(twin, 100, 1));
            send(Till.earn(twin, 50));
            holds.add(send(Till.hold(twin, 30, HOUR)));
        }
        ledger.shift(Duration.ofDays(3).toSeconds());

        RealLedger.await(lanes.submit(Till.settle(twins.getFirst())));
        Posted answer = RealLedger.await(lanes.submit(Till.capture(holds.getLast())));

        assertThat(((Posted.Refused) answer).row().refused()).isEqualTo(Refusal.HOLD_EXPIRED);
        assertThat(told(twins.getLast()))
                .startsWith(told(twins.getFirst()).toArray(String[]::new))
                .hasSize(told(twins.getFirst()).size() + 1)
                .last()
                .isEqualTo("4 63 0 0 0 0");
        assertThat(told(twins.getFirst())).endsWith("6 0 0 30 -30 0", "15 0 0 -100 0 100");
        assertThat(standing(twins.getLast())).isEqualTo(standing(twins.getFirst()));
    }

    /** Of each row kind, reason and what moved. */
    private static List<String> told(Account member) {
        return ledger.query("SELECT concat_ws(' ', kind, refused, pending_change, spendable_change, held_change,"
                + " expired_change) FROM journal WHERE member = '"
                + member.key().member() + "' ORDER BY seq");
    }

    private static List<String> standing(Account member) {
        return ledger.query("SELECT concat_ws(' ', pending, spendable, held, owed, issued, redeemed, expired)"
                + " FROM account WHERE member = '" + member.key().member() + "'");
    }

    private static Account earned(Account member) {
        send(Till.earn(member, 100));
        return member;
    }

    private static Row held(Account member) {
        return send(Till.hold(member, 10, HOUR));
    }

    private static Account owing(Account member) {
        Row earned = send(Till.earn(member, 10));
        send(Till.redeem(member, 110));
        send(Till.reverse(earned, 10L));
        return member;
    }

    private static Account gated(Account member, Status status) {
        RealLedger.await(lanes.submit(
                Till.deciding(member, now -> new Command.SetStatus(status, member.statusVersion() + 1))));
        return member;
    }

    private static Row send(Posting posting) {
        return done(RealLedger.await(lanes.submit(posting)));
    }

    private static void send(Stream<Posting> postings) {
        postings.map(lanes::submit).toList().forEach(Answered::done);
    }
}
