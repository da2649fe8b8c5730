package dev.omnipoints.suite.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What ledger.md says that an account does with commands, one after the other: a model, of nothing but whole numbers.
 * It knows an active member of a programme whose points neither wait nor expire while the history lasts, and whose
 * returned goods may make the member owe; so it needs no lots.
 */
final class Account {
    private final Holds holds;
    private final Map<String, Done> done;
    private final Map<String, Sold> sold;
    private long spendable;
    private long owed;
    private long held;

    private record Done(Kind kind, long points, long reversed) {
        long left() {
            return points - reversed;
        }
    }

    private record Sold(String earn, String capture) {}

    /**
     * What comes of a command.
     *
     * @param steps the rows that it writes
     * @param unwritten why it writes none; else null
     */
    record Outcome(List<Step> steps, String unwritten) {
        static Outcome of(Step... steps) {
            return new Outcome(List.of(steps), null);
        }

        static Outcome nothing(String why) {
            return new Outcome(List.of(), why);
        }
    }

    Account() {
        this(new Holds(), new HashMap<>(), new HashMap<>());
    }

    private Account(Holds holds, Map<String, Done> done, Map<String, Sold> sold) {
        this.holds = holds;
        this.done = done;
        this.sold = sold;
    }

    Account copy() {
        var copy = new Account(holds.copy(), new HashMap<>(done), new HashMap<>(sold));
        copy.spendable = spendable;
        copy.owed = owed;
        copy.held = held;
        return copy;
    }

    Balance balance() {
        return new Balance(0, spendable - owed, held, owed);
    }

    /** What a read tells: what is due by then is done, though no row says so yet. */
    Balance asOf(String at) {
        long due = holds.dueBy(at);
        long repaid = Math.min(owed, due);
        return new Balance(0, spendable + due - repaid - (owed - repaid), held - due, owed - repaid);
    }

    /** Something is to be written before whatever is recorded then. */
    boolean isDue(Entry place) {
        return holds.dueBy(place.recordedAt()) > 0;
    }

    /**
     * Does a command.
     *
     * @param place the row that stands where its first is to be; of it the id and the time are taken
     * @param second the row after it, of which the id is taken; null: there is none
     */
    Outcome take(Command command, Entry place, Entry second) {
        var asked = command.asked();
        return switch (command.verb()) {
            case EARN -> earn(asked, place);
            case SALE -> sale(asked, place, second);
            case REDEEM -> redeem(asked.points(), place);
            case HOLD -> hold(asked, place);
            case CAPTURE -> capture(asked.hold(), asked.points(), place);
            case VOID -> release(asked.hold(), place);
            case REVERSE -> reverse(asked.original(), asked.points(), place);
            case RETURN -> bringBack(asked.receipt(), place);
            case ADJUST -> adjust(asked.points());
            case TRANSFER -> send(asked.points());
            case READ, STATEMENT ->
                throw new IllegalArgumentException(command.verb().word());
        };
    }

    /** Points from another member. */
    Step receive(long points) {
        give(points);
        return step(Kind.TRANSFER, points);
    }

    /** The hold whose time is up first, of those with these points; empty: none. */
    Optional<Step> timeOut(Entry place) {
        return holds.timedOut(place).map(hold -> end(hold, Kind.TIME_OUT, 0));
    }

    private Outcome earn(Asked asked, Entry place) {
        give(asked.points());
        done.put(place.id(), new Done(Kind.EARN, asked.points(), 0));
        if (asked.receipt() != null) {
            sold.putIfAbsent(asked.receipt(), new Sold(place.id(), null));
        }
        return Outcome.of(step(Kind.EARN, asked.points()));
    }

    private Outcome sale(Asked asked, Entry place, Entry second) {
        if (asked.hold() == null) {
            return earn(asked, place);
        }
        var paid = capture(asked.hold(), asked.pays(), place);
        if (paid.unwritten() != null && holds.has(asked.hold())) {
            return refused(Kind.EARN, asked.pays(), "HOLD_ALREADY_CAPTURED");
        }
        if (paid.unwritten() != null) {
            return paid;
        }
        var capture = paid.steps().getFirst();
        if (capture.refused() != null) {
            return refused(Kind.EARN, asked.pays(), capture.refused());
        }
        if (second == null) {
            return Outcome.nothing("its earn is missing after its capture");
        }
        if (asked.receipt() != null) {
            sold.put(asked.receipt(), new Sold(second.id(), place.id()));
        }
        return Outcome.of(capture, earn(asked, second).steps().getFirst());
    }

    private Outcome redeem(long points, Entry place) {
        var refusal = spending(points, false);
        if (refusal != null) {
            return refused(Kind.REDEEM, points, refusal);
        }
        spendable -= points;
        done.put(place.id(), new Done(Kind.REDEEM, points, 0));
        return Outcome.of(step(Kind.REDEEM, points));
    }

    private Outcome hold(Asked asked, Entry place) {
        long points = asked.points();
        var refusal = spending(points, holds.areTooMany());
        if (refusal != null) {
            return refused(Kind.HOLD, points, refusal);
        }
        spendable -= points;
        held += points;
        holds.add(place, asked.ttl());
        return Outcome.of(step(Kind.HOLD, points));
    }

    private String spending(long points, boolean tooManyHolds) {
        if (owed > 0) {
            return "MEMBER_OWES";
        }
        if (tooManyHolds) {
            return "TOO_MANY_HOLDS";
        }
        return points > spendable ? "INSUFFICIENT_POINTS" : null;
    }

    private Outcome capture(String id, Long asked, Entry place) {
        if (!holds.has(id)) {
            return Outcome.nothing("no such hold was made");
        }
        long points = asked == null ? holds.pointsOf(id) : asked;
        if (holds.isEnded(id, Kind.CAPTURE, points)) {
            return Outcome.nothing("the hold is captured already, by as many points");
        }
        var refusal = holds.refusal(id, place);
        if (refusal == null && points > holds.pointsOf(id)) {
            refusal = "CAPTURE_EXCEEDS_HOLD";
        }
        if (refusal != null) {
            return refused(Kind.CAPTURE, points, refusal);
        }
        done.put(place.id(), new Done(Kind.CAPTURE, points, 0));
        return Outcome.of(end(id, Kind.CAPTURE, points));
    }

    private Outcome release(String id, Entry place) {
        if (!holds.has(id)) {
            return Outcome.nothing("no such hold was made");
        }
        if (holds.isEnded(id, Kind.VOID, 0)) {
            return Outcome.nothing("the hold is voided already");
        }
        var refusal = holds.refusal(id, place);
        return refusal == null ? Outcome.of(end(id, Kind.VOID, 0)) : refused(Kind.VOID, holds.pointsOf(id), refusal);
    }

    private Step end(String id, Kind end, long captured) {
        long points = holds.pointsOf(id);
        holds.end(id, end, captured);
        held -= points;
        give(points - captured);
        return step(end, end == Kind.CAPTURE ? captured : points);
    }

    private Outcome reverse(String id, Long asked, Entry place) {
        var original = done.get(id);
        if (original == null) {
            return refused(Kind.REVERSE, asked == null ? 0 : asked, "NOT_REVERSIBLE");
        }
        long points = asked == null ? original.left() : asked;
        if (points == 0 || points > original.left()) {
            return refused(Kind.REVERSE, points, "REVERSAL_EXCEEDS_ORIGINAL");
        }
        return Outcome.of(undo(id, original, points));
    }

    private Step undo(String id, Done original, long points) {
        done.put(id, new Done(original.kind(), original.points(), original.reversed() + points));
        if (original.kind() == Kind.EARN) {
            long taken = Math.min(points, spendable);
            spendable -= taken;
            owed += points - taken;
        } else {
            give(points);
        }
        return step(Kind.REVERSE, points);
    }

    /** Gives back what had paid, then takes back what was earned; a second time there is nothing to bring back. */
    private Outcome bringBack(String receipt, Entry place) {
        var sale = sold.get(receipt);
        if (sale == null) {
            return Outcome.nothing("no such sale was made");
        }
        if (sale.earn() == null) {
            return refused(Kind.REVERSE, 0, "RETURN_EXCEEDS_SALE");
        }
        sold.put(receipt, new Sold(null, null));
        var earned = done.get(sale.earn());
        var paid = sale.capture() == null ? null : done.get(sale.capture());
        if (paid == null || paid.left() == 0) {
            return Outcome.of(undo(sale.earn(), earned, earned.left()));
        }
        var given = undo(sale.capture(), paid, paid.left());
        return Outcome.of(given, undo(sale.earn(), earned, earned.left()));
    }

    private Outcome adjust(long points) {
        if (points > 0) {
            give(points);
            return Outcome.of(step(Kind.ADJUST, points));
        }
        if (-points > spendable) {
            return refused(Kind.ADJUST, points, "INSUFFICIENT_POINTS");
        }
        spendable += points;
        return Outcome.of(step(Kind.ADJUST, points));
    }

    private Outcome send(long points) {
        var refusal = spending(points, false);
        if (refusal != null) {
            return refused(Kind.TRANSFER, points, refusal);
        }
        spendable -= points;
        return Outcome.of(step(Kind.TRANSFER, points));
    }

    /** What is owed is repaid first. */
    private void give(long points) {
        long repaid = Math.min(owed, points);
        owed -= repaid;
        spendable += points - repaid;
    }

    private Outcome refused(Kind kind, long points, String reason) {
        return Outcome.of(new Step(kind, points, reason, balance()));
    }

    private Step step(Kind kind, long points) {
        return new Step(kind, points, null, balance());
    }
}
