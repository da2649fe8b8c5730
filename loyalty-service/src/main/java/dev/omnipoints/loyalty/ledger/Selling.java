package dev.omnipoints.loyalty.ledger;

import java.time.Instant;

/**
 * Commands of more than one step: goods that come back, points that pay, and what is earned (ledger.md, "One receipt").
 * Where one step is refused, all of it is, by one row.
 */
final class Selling {

    private static final String OFFLINE_TENDER = "OFFLINE_TENDER";

    private final Scratch scratch;
    private final Envelope envelope;
    private final Instant now;

    private Selling(Scratch scratch, Envelope envelope, Instant now) {
        this.scratch = scratch;
        this.envelope = envelope;
        this.now = now;
    }

    /** @param scratch in which what is due is done, and nothing else */
    static Outcome decide(Holdings holdings, Scratch scratch, Command command, Envelope envelope, Instant now) {
        Selling selling = new Selling(scratch, envelope, now);
        try {
            return command instanceof Command.Sale sale ? selling.sale(sale) : selling.goods((Command.Return) command);
        } catch (Stopped stopped) {
            if (stopped.unwritten != null) {
                return stopped.unwritten;
            }
            Scratch again = new Scratch(holdings);
            Due.work(again, now);
            new Draft(again, envelope, command.kind(), now)
                    .hold(stopped.hold)
                    .original(stopped.original)
                    .refused(stopped.refusal, stopped.points);
            return again.decision();
        }
    }

    private Decision sale(Command.Sale sale) {
        for (Command.Return returned : sale.returns()) {
            bringBack(returned, Draft.ofPart(scratch, envelope, Kind.REVERSE, now));
        }
        sale.tenders().forEach(this::tender);
        stopWhere(Earning.earn(scratch, new Draft(scratch, envelope, Kind.EARN, now), sale.earn()));
        return scratch.decision();
    }

    private Decision goods(Command.Return returned) {
        bringBack(returned, new Draft(scratch, envelope, Kind.REVERSE, now));
        return scratch.decision();
    }

    /** Give back first, then take back. */
    private void bringBack(Command.Return returned, Draft taking) {
        if (returned.refusal() != null) {
            throw new Stopped(null, returned.refusal(), 0, null, returned.earn());
        }
        boolean closed = scratch.account().status() == Status.CLOSED;
        for (Command.GiveBack given : returned.givenBack()) {
            if (given.original() == null) {
                giveOwed(returned, closed ? 0 : given.points());
                continue;
            }
            long points = atMostLeft(given.original(), given.points());
            if (points > 0 && !closed) {
                Draft giving = Draft.ofPart(scratch, envelope, Kind.REVERSE, now);
                stopWhere(Reversing.decide(scratch, giving, reverse(returned, given.original(), points)));
            }
        }
        long points = atMostLeft(returned.earn(), returned.takenBack());
        if (points > 0) {
            stopWhere(Reversing.decide(scratch, taking, reverse(returned, returned.earn(), points)));
        } else {
            taking.original(returned.earn()).applied(0);
        }
    }

    /** What was owed for goods that are back is owed no longer: a correction, as it was when they were sold. */
    private void giveOwed(Command.Return returned, long points) {
        if (points > 0) {
            Draft draft = Draft.ofPart(scratch, envelope, Kind.ADJUST, now);
            draft.reason(OFFLINE_TENDER);
            Adjusting.giveBack(draft, returned.terms(), points);
        }
    }

    /** Part of an operation may have been reversed by a person already. */
    private long atMostLeft(Reference operation, long points) {
        Row row = scratch.original(operation);
        if (row == null) {
            throw new Stopped(Outcome.Unwritten.OPERATION_UNKNOWN);
        }
        return Math.min(points, row.points() - scratch.reversed(operation));
    }

    private static Command.Reverse reverse(Command.Return returned, Reference original, long points) {
        return new Command.Reverse(original, null, points, null, returned.policy(), returned.terms());
    }

    private void tender(Command.Tender tender) {
        Hold hold = scratch.hold(tender.hold());
        Outcome.Unwritten unfit = unfit(tender, hold);
        if (tender.online()) {
            if (unfit != null) {
                throw new Stopped(unfit);
            }
            capture(tender, hold, tender.points(hold));
        } else {
            // What happened is never lost: a hold that cannot pay this is as none.
            Hold fit = unfit == null ? hold : null;
            offline(tender, fit, tender.points(fit));
        }
    }

    /** Why a hold can pay nothing of a sale; null: it can. */
    private static Outcome.Unwritten unfit(Command.Tender tender, Hold hold) {
        if (hold == null) {
            return Outcome.Unwritten.HOLD_UNKNOWN;
        }
        if (hold.price() == null) {
            return Outcome.Unwritten.HOLD_WITHOUT_MONEY;
        }
        return hold.price().currency().equals(tender.currency()) ? null : Outcome.Unwritten.HOLD_CURRENCY;
    }

    private void capture(Command.Tender tender, Hold hold, long points) {
        if (!hold.open()) {
            Refusal refusal = switch (hold.end().kind()) {
                case CAPTURE -> Refusal.HOLD_ALREADY_CAPTURED;
                case VOID -> Refusal.HOLD_ALREADY_VOIDED;
                default -> Refusal.HOLD_EXPIRED;
            };
            throw new Stopped(null, refusal, points, hold.id(), null);
        }
        Draft draft = Draft.ofPart(scratch, envelope, Kind.CAPTURE, now);
        stopWhere(Ending.capture(scratch, draft, new Command.Capture(hold.id(), points, null, tender.terms())));
    }

    /** The goods are gone: what can be captured is, then what is available is redeemed. */
    private void offline(Command.Tender tender, Hold hold, long points) {
        if (points > Command.POINTS_LIMIT) {
            throw new ArithmeticException("More points than a command may move");
        }
        long rest = points;
        boolean alive = scratch.account().status() != Status.CLOSED;
        if (hold != null && hold.open() && alive) {
            long captured = Math.min(rest, hold.points());
            capture(tender, hold, captured);
            rest -= captured;
        }
        long free = Math.min(rest, scratch.counters().spendable());
        if (free > 0 && Spending.refusal(scratch, free, false) == null) {
            Draft draft = Draft.ofPart(scratch, envelope, Kind.REDEEM, now);
            stopWhere(Spending.redeem(scratch, draft, new Command.Redeem(free, tender.terms())));
            rest -= free;
        }
        scratch.miss(rest);
        if (rest > 0 && tender.owed()) {
            Draft draft = Draft.ofPart(scratch, envelope, Kind.ADJUST, now);
            Command.Adjust owed = new Command.Adjust(-rest, OFFLINE_TENDER, tender.terms(), true);
            stopWhere(Adjusting.decide(scratch, draft, owed));
        }
    }

    /** A step that was not applied ends the whole command. */
    private void stopWhere(Outcome step) {
        if (step instanceof Outcome.Unwritten unwritten) {
            throw new Stopped(unwritten);
        }
        Row row = scratch.lastRow();
        if (row.refused() != null) {
            throw new Stopped(null, row.refused(), row.points(), row.hold(), row.original());
        }
    }

    private static final class Stopped extends RuntimeException {
        private final transient Outcome.Unwritten unwritten;
        private final Refusal refusal;
        private final long points;
        private final transient Reference hold;
        private final transient Reference original;

        Stopped(Outcome.Unwritten unwritten) {
            this(unwritten, null, 0, null, null);
        }

        Stopped(Outcome.Unwritten unwritten, Refusal refusal, long points, Reference hold, Reference original) {
            super("A step was not applied", null, false, false);
            this.unwritten = unwritten;
            this.refusal = refusal;
            this.points = points;
            this.hold = hold;
            this.original = original;
        }
    }
}
