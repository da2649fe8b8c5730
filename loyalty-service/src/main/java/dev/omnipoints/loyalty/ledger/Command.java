package dev.omnipoints.loyalty.ledger;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What can be asked of an account. Terms are those of the programme as of when it happened, policies as of when it is
 * recorded (ledger.md, "Time").
 */
public sealed interface Command {

    /** The largest number of points of one command. */
    long POINTS_LIMIT = 1_000_000_000_000L;

    /** The most lots that one journal row touches. */
    int LOTS_LIMIT = 10_000;

    /** What the journal calls it. */
    Kind kind();

    /** A command on two accounts. */
    sealed interface Between extends Command permits Transfer, Merge, Unmerge {}

    /**
     * Makes a lot; of 0 points a row and no lot.
     *
     * @param points 0 to {@link #POINTS_LIMIT}
     * @param ofSale a sale's or an event's: earns 0 while the member is not confirmed, or blocked
     * @param refuseBlocked answer MEMBER_BLOCKED rather than earn 0, where the member is blocked
     * @param ageLimit how long ago it may have happened; null: any time, or looked at already
     * @param event the type of the named event that it is of; null: it is of none
     */
    record Earn(long points, Terms terms, boolean ofSale, boolean refuseBlocked, Duration ageLimit, String event)
            implements Command {

        public Earn {
            requireRange(points, 0);
        }

        /** Of any age. */
        public Earn(long points, Terms terms, boolean ofSale, boolean refuseBlocked) {
            this(points, terms, ofSale, refuseBlocked, null, null);
        }

        /** By a named event; a blocked member is refused. */
        public static Earn ofEvent(String type, Terms terms, Duration ageLimit) {
            return new Earn(0, terms, true, true, ageLimit, type);
        }

        /** Of so many points instead. */
        public Earn of(long others) {
            return new Earn(others, terms, ofSale, refuseBlocked, ageLimit, event);
        }

        @Override
        public Kind kind() {
            return Kind.EARN;
        }
    }

    /**
     * A sale that does more than earn: goods come back on the same receipt, and points pay for part of it. In this
     * order, each step with rows of its own; applied wholly or not at all (ledger.md, "One receipt").
     */
    record Sale(List<Return> returns, List<Tender> tenders, Earn earn) implements Command {
        @Override
        public Kind kind() {
            return Kind.EARN;
        }
    }

    /**
     * Points that pay part of a sale.
     *
     * @param hold that reserves them
     * @param amount minor units that they pay
     * @param currency of the sale
     * @param online the hold must be there; else what can be had is taken, first of the hold, then of what is available
     * @param owed what an offline till could not get is owed by the member; else the retailer bears it
     * @param rate where the hold is not known any more; null: none
     */
    record Tender(Reference hold, long amount, String currency, boolean online, boolean owed, Rate rate, Terms terms) {

        /** By the hold's points and money, rounded up; of a hold that is not there by the rate, without one none. */
        public long points(dev.omnipoints.loyalty.ledger.Hold known) {
            if (known != null) {
                return ceiling(known.points(), known.price().money());
            }
            return rate == null ? 0 : ceiling(rate.points(), rate.money());
        }

        /** A hold of no money gives all its points. */
        private long ceiling(long points, long money) {
            if (money == 0) {
                return points;
            }
            BigInteger exact = BigInteger.valueOf(amount).multiply(BigInteger.valueOf(points));
            BigInteger[] parts = exact.divideAndRemainder(BigInteger.valueOf(money));
            return parts[0].add(BigInteger.valueOf(parts[1].signum())).longValueExact();
        }
    }

    /**
     * Goods come back: points that paid are given back, then what they earned is taken back (earning.md, 3).
     *
     * @param givenBack of what paid, in this order; none of 0
     * @param earn the operation that the sale earned by
     * @param takenBack 0 or more points of it
     * @param refusal why it cannot come back; null: it can
     */
    record Return(List<GiveBack> givenBack, Reference earn, long takenBack, Refusal refusal, Policy policy, Terms terms)
            implements Command {
        @Override
        public Kind kind() {
            return Kind.REVERSE;
        }
    }

    /** So many points of a redemption or capture; of null: of what an offline tender made the member owe. */
    record GiveBack(Reference original, long points) {}

    /** Makes the pending points of an earn spendable; `ownOf` whose it must be, or null: anyone's. */
    record Confirm(Reference earn, String ownOf) implements Command {
        @Override
        public Kind kind() {
            return Kind.CONFIRM;
        }
    }

    /**
     * Reserves points.
     *
     * @param points asked for
     * @param upTo take less where less is redeemable; null: exactly those
     * @param openLimit how many holds may be open
     * @param rate what points are worth; null: no rate
     */
    record Hold(long points, UpTo upTo, Duration timeToLive, int openLimit, Rate rate) implements Command {

        public Hold {
            requireRange(points, 1);
        }

        @Override
        public Kind kind() {
            return Kind.HOLD;
        }
    }

    /** Whole steps, no more than the most, and at least the minimum or nothing (earning.md, 4). */
    record UpTo(long step, long minimum, long most) {}

    /** So many points are worth so many minor units. */
    record Rate(long points, long money, String currency) {

        /** What points are worth, rounded down to the minor unit. */
        public long moneyOf(long worth) {
            BigInteger exact = BigInteger.valueOf(worth).multiply(BigInteger.valueOf(money));
            return exact.divide(BigInteger.valueOf(points)).longValueExact();
        }
    }

    /**
     * Spends what a hold reserved; the rest is released.
     *
     * @param points null: all of it
     * @param ownOf whose hold it must be, or null: anyone's
     */
    record Capture(Reference hold, Long points, String ownOf, Terms terms) implements Command {
        @Override
        public Kind kind() {
            return Kind.CAPTURE;
        }
    }

    /** Releases a hold; `ownOf` as in {@link Capture}. */
    record Void(Reference hold, String ownOf) implements Command {
        @Override
        public Kind kind() {
            return Kind.VOID;
        }
    }

    /** Spends points in one step. */
    record Redeem(long points, Terms terms) implements Command {

        public Redeem {
            requireRange(points, 1);
        }

        @Override
        public Kind kind() {
            return Kind.REDEEM;
        }
    }

    /**
     * Undoes an earn, a redemption or a capture.
     *
     * @param named the kind that the operation's id says; null: any
     * @param points null: what is left of it
     * @param ownOf whose operation it must be, or null: anyone's
     */
    record Reverse(Reference original, Kind named, Long points, String ownOf, Policy policy, Terms terms)
            implements Command {
        @Override
        public Kind kind() {
            return Kind.REVERSE;
        }
    }

    /** A correction by a person; positive gives, negative takes. */
    record Adjust(long points, String reason, Terms terms, boolean mayOwe) implements Command {

        public Adjust {
            requireRange(Math.absExact(points), 1);
        }

        @Override
        public Kind kind() {
            return Kind.ADJUST;
        }
    }

    /** To another account; the sender's command. */
    record Transfer(long points, Policy.Transfer expiries, Terms terms) implements Between {

        public Transfer {
            requireRange(points, 1);
        }

        @Override
        public Kind kind() {
            return Kind.TRANSFER;
        }
    }

    /** Everything of another account comes; the survivor's command. */
    record Merge() implements Between {
        @Override
        public Kind kind() {
            return Kind.MERGE;
        }
    }

    /**
     * What came goes home; the survivor's command.
     *
     * @param brought what the other account brought: all parts of its row of the merge
     * @param since lots of earns that named the other member since
     */
    record Unmerge(List<Row> brought, Set<LotId> since) implements Between {
        @Override
        public Kind kind() {
            return Kind.UNMERGE;
        }
    }

    /** A gate set by profile-service; closing lets points go. Writes no row of its own. */
    record SetStatus(Status status, long version) implements Command {
        @Override
        public Kind kind() {
            return Kind.CLOSE;
        }
    }

    /**
     * What must not be done, for a reason that is not the account's: answered only where the key is new, for a known
     * key gets its first answer whatever has changed since.
     */
    record Denied(Kind kind, Long points, Outcome.Unwritten reason) implements Command {}

    /** Writes down what is due, nothing else: the sweeper's. Writes no row of its own. */
    record Settle() implements Command {
        @Override
        public Kind kind() {
            return Kind.EXPIRE;
        }
    }

    private static void requireRange(long points, long least) {
        if (points < least || points > POINTS_LIMIT) {
            throw new IllegalArgumentException("Points out of range: " + points);
        }
    }
}
