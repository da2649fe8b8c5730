package dev.omnipoints.loyalty.ledger;

import dev.omnipoints.loyalty.ledger.LotChange.Part;
import java.util.List;

/** Points that are spent: reserved first, or at once. */
final class Spending {

    private Spending() {}

    static Outcome hold(Scratch scratch, Draft draft, Command.Hold asked) {
        long points = asked.upTo() == null ? asked.points() : redeemable(scratch, asked.points(), asked.upTo());
        boolean tooMany = scratch.openHolds().size() >= asked.openLimit();
        Refusal refusal = refusal(scratch, points, tooMany);
        if (refusal != null) {
            draft.refused(refusal, asked.points());
            return null;
        }
        List<Hold.Reserved> lots = draft.take(points);
        lots.forEach(lot -> draft.move(lot.lot(), Part.HELD, lot.points()));
        draft.count(Counters.ofHeld(points));
        draft.bring(new Hold(
                draft.reference(),
                draft.origin(),
                draft.sale(),
                points,
                lots,
                price(asked.rate(), points),
                draft.now().plus(asked.timeToLive()),
                null));
        draft.hold(draft.reference()).applied(points);
        return null;
    }

    static Outcome redeem(Scratch scratch, Draft draft, Command.Redeem asked) {
        Refusal refusal = refusal(scratch, asked.points(), false);
        if (refusal != null) {
            draft.refused(refusal, asked.points());
            return null;
        }
        draft.take(asked.points());
        draft.count(Counters.ofRedeemed(asked.points()));
        draft.active(asked.terms().inactiveAt(draft.occurredAt()));
        draft.applied(asked.points());
        return null;
    }

    /** Why points of this account cannot be spent; null: they can. */
    static Refusal refusal(Scratch scratch, long points, boolean tooManyHolds) {
        Account account = scratch.account();
        if (account.status() == Status.CLOSED) {
            return Refusal.MEMBER_CLOSED;
        }
        if (account.status() == Status.BLOCKED) {
            return Refusal.MEMBER_BLOCKED;
        }
        if (account.counters().owed() > 0) {
            return Refusal.MEMBER_OWES;
        }
        if (tooManyHolds) {
            return Refusal.TOO_MANY_HOLDS;
        }
        if (points == 0 || points > account.counters().spendable()) {
            return Refusal.INSUFFICIENT_POINTS;
        }
        return tooManyLots(scratch, points) ? Refusal.TOO_MANY_LOTS : null;
    }

    static boolean tooManyLots(Scratch scratch, long points) {
        return scratch.spendable(points).size() > Command.LOTS_LIMIT;
    }

    /** What there is of what is asked, in whole steps; below the minimum nothing (earning.md, 4). */
    private static long redeemable(Scratch scratch, long asked, Command.UpTo upTo) {
        long most = Math.min(Math.min(asked, upTo.most()), scratch.counters().spendable());
        long steps = most - most % upTo.step();
        return steps < upTo.minimum() ? 0 : steps;
    }

    private static Hold.Price price(Command.Rate rate, long points) {
        return rate == null ? null : new Hold.Price(rate.moneyOf(points), rate.currency(), rate.points(), rate.money());
    }
}
