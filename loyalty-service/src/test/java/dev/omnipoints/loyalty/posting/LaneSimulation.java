package dev.omnipoints.loyalty.posting;

import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.ledger.Row;
import dev.omnipoints.loyalty.model.Ask;
import dev.omnipoints.loyalty.model.Asked;
import dev.omnipoints.loyalty.model.Rules;
import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.posting.Wish.Sent;
import dev.omnipoints.loyalty.posting.fake.Connections;
import dev.omnipoints.loyalty.posting.fake.EventLoop;
import dev.omnipoints.loyalty.posting.fake.Faults;
import dev.omnipoints.loyalty.posting.fake.Schedule;
import dev.omnipoints.loyalty.posting.fake.Server;
import io.vertx.core.AsyncResult;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A seed's run: callers of a few instances want something of a few members, over one fake database with faults at every
 * step; then it heals, and whoever was not told what became of their wish asks again. All that is real here is what is
 * tested: lanes, batches, statements, decisions.
 */
final class LaneSimulation {

    static final String PROGRAMME = "demo";
    private static final long MILLI = 1_000_000;
    private static final int TRIES = 30;
    private static final Set<Reason> ASK_AGAIN = Set.of(
            Reason.REASON_OVERLOADED,
            Reason.REASON_OPERATION_IN_PROGRESS,
            Reason.REASON_DEPENDENCY_UNAVAILABLE,
            Reason.REASON_OUTCOME_UNKNOWN);

    final Schedule schedule;
    final Faults faults;
    final Server server;
    final FakeLedger ledger;
    final Rules rules;
    final int members;
    final Wishes wishes;
    final List<Wish> all = new ArrayList<>();
    final List<Connections> connections = new ArrayList<>();
    final List<String> wrong = new ArrayList<>();
    final Map<String, Long> told = new TreeMap<>();
    private final List<Lanes> instances = new ArrayList<>();
    private final Map<UUID, Long> heard = new HashMap<>();
    private int sent;

    /** @param trace takes what happens; null: nobody wants to know */
    LaneSimulation(long seed, List<String> trace) {
        schedule = new Schedule(seed, trace);
        faults = new Faults(schedule);
        server = new Server(schedule, faults);
        ledger = new FakeLedger(server, schedule);
        members = (int) schedule.between(2, 5);
        wishes = new Wishes(schedule, members);
        rules = wishes.rules();
        EventLoop loop = new EventLoop(schedule);
        int count = (int) schedule.between(2, 3);
        for (int i = 1; i <= count; i++) {
            instances.add(instance(loop, "instance-" + i));
        }
    }

    private Lanes instance(EventLoop loop, String name) {
        Limits limits = new Limits(
                (int) schedule.between(1, 3),
                (int) schedule.between(4, 32),
                schedule.of(List.of(1, 4, 16)),
                schedule.oneIn(3),
                Duration.ofMillis(200),
                Duration.ofSeconds(2),
                (int) schedule.between(1, 4),
                Duration.ofSeconds(10),
                Integer.MAX_VALUE);
        Connections own = new Connections(server, name, (int) schedule.between(1, 5));
        connections.add(own);
        Pool pool = own.pool();
        RefusalLimit refusals = new RefusalLimit(limits.refusalsAMinute());
        List<Lane> lanes = new ArrayList<>();
        for (int i = 0; i < limits.lanes(); i++) {
            BatchRunner runner = new BatchRunner(loop.vertx(), pool, limits, refusals);
            lanes.add(new Lane(loop.context(), runner, limits, schedule::now));
        }
        return new Lanes(lanes);
    }

    /** From the first wish until nobody waits for anything any more. */
    void run() {
        long at = 0;
        int count = (int) schedule.between(10, 40);
        for (int i = 1; i <= count; i++) {
            at += schedule.oneIn(3) ? schedule.between(0, 2_000 * MILLI) : schedule.between(0, MILLI);
            int number = i;
            schedule.at(at, () -> begin(number));
            if (schedule.oneIn(8)) {
                schedule.at(at + schedule.between(0, 500 * MILLI), this::moveClock);
            }
        }
        schedule.at(at + schedule.between(0, 20_000 * MILLI), this::heal);
        schedule.run();
        if (!faults.areHealed()) {
            throw new IllegalStateException("Nothing healed it");
        }
    }

    private void begin(int number) {
        String caller = schedule.of(List.of("till", "web"));
        Wish wish = new Wish(new Asked(null, caller, "key-" + number, wishes.next(ledger.now())));
        all.add(wish);
        send(wish, wish.asked.ask());
        if (schedule.oneIn(10)) {
            schedule.after(schedule.between(0, 50 * MILLI), () -> send(wish, wish.asked.ask()));
        }
    }

    private void send(Wish wish, Ask ask) {
        Sent one = new Sent(wish, ++sent, ask, heard);
        Asked asked = new Asked(null, wish.asked.caller(), wish.asked.key(), ask);
        Posting posting = Postings.of(PROGRAMME, rules, asked, one.actor());
        if (schedule.oneIn(5)) {
            posting = posting.by(schedule.now() + schedule.between(MILLI, 3_000 * MILLI));
        }
        int instance = schedule.below(instances.size());
        schedule.tell(() -> "instance-" + (instance + 1) + " is asked " + one);
        instances.get(instance).submit(posting).onComplete(result -> answered(one, result));
    }

    private void answered(Sent one, AsyncResult<Posted> result) {
        schedule.tell(() -> one.actor() + " is told " + (result.succeeded() ? told(result.result()) : result.cause()));
        if (++one.answers > 1) {
            wrong.add(one + " was answered twice");
        }
        if (result.failed()) {
            refused(one, result.cause());
            return;
        }
        one.posted = result.result();
        told.merge(one.posted.getClass().getSimpleName(), 1L, Long::sum);
        if (one.posted instanceof Posted.Done done) {
            hear(done.row());
            wishes.heard(done.row());
        } else if (one.posted instanceof Posted.Refused refused) {
            hear(refused.row());
        }
        if (one.isAltered()) {
            return;
        }
        if (one.wish.outcome == null) {
            one.wish.outcome = one.posted;
            askOnceMore(one.wish);
        }
    }

    private static String told(Posted posted) {
        return switch (posted) {
            case Posted.Done done ->
                Verdict.named(done.row())
                        + (done.again() ? ", done before" : "")
                        + (done.otherKey() ? " under another key" : "");
            case Posted.Refused refused -> Verdict.named(refused.row()) + (refused.again() ? ", refused before" : "");
            default -> posted.toString();
        };
    }

    private void hear(Row row) {
        heard.merge(row.account().member(), row.seq(), Math::max);
    }

    /** Some come back with a key that was answered, a few of them with something else. */
    private void askOnceMore(Wish wish) {
        Ask altered = schedule.oneIn(4) ? Wishes.altered(wish.asked.ask()) : null;
        if (schedule.oneIn(5)) {
            Ask ask = altered == null ? wish.asked.ask() : altered;
            schedule.after(schedule.between(0, 5_000 * MILLI), () -> send(wish, ask));
        }
    }

    private void refused(Sent one, Throwable cause) {
        if (!(cause instanceof Refused refused)
                || !ASK_AGAIN.contains(refused.problem().getReason())) {
            told.merge("a defect", 1L, Long::sum);
            wrong.add(one + " was told a defect: " + cause);
            return;
        }
        one.reason = refused.problem().getReason();
        told.merge(one.reason.name(), 1L, Long::sum);
        Wish wish = one.wish;
        if (wish.outcome != null || one.isAltered()) {
            return;
        }
        if (!wish.mayBeUnknown() && schedule.oneIn(4)) {
            wish.givenUp = true;
        } else if (faults.areHealed() || schedule.oneIn(2)) {
            sendAgain(wish);
        }
    }

    private void sendAgain(Wish wish) {
        if (wish.sent.size() >= TRIES) {
            wrong.add(wish.sent.getFirst() + " was sent " + TRIES + " times and never answered");
            return;
        }
        schedule.after(schedule.between(10 * MILLI, 3_000 * MILLI), () -> {
            if (wish.outcome == null) {
                send(wish, wish.asked.ask());
            }
        });
    }

    private void moveClock() {
        Duration by = schedule.of(
                List.of(Duration.ofMinutes(-2), Duration.ofMinutes(1), Duration.ofMinutes(16), Duration.ofHours(30)));
        ledger.shift(by);
        schedule.tell(() -> "the clock is moved by " + by);
    }

    private void heal() {
        schedule.tell(() -> "it heals");
        server.heal();
        for (Wish wish : all) {
            boolean waits = wish.sent.stream().anyMatch(each -> each.answers == 0);
            if (wish.outcome == null && !waits && !(wish.givenUp && !wish.mayBeUnknown())) {
                wish.givenUp = false;
                sendAgain(wish);
            }
        }
    }
}
