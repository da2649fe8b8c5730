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
     * @param ofSale a sale's: earns 0 while the member is not confirmed, or blocked
     * @param refuseBlocked answer MEMBER_BLOCKED rather than earn 0, where the member is blocked
     * @param ageLimit how long ago it may have happened; null: any time, or looked at already
     */
    record Earn(long points, Terms terms, boolean ofSale, boolean refuseBlocked, Duration ageLimit) implements Command {

        public Earn {
            requireRange(points, 0);
        }

        /** Of any age. */
        public Earn(long points, Terms terms, boolean ofSale, boolean refuseBlocked) {
            this(points, terms, ofSale, refuseBlocked, null);
        }

        @Override
        public Kind kind() {
            return Kind.EARN;
        }
    }

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
