package dev.omnipoints.loyalty.ledger;

/** What can be asked of an account. */
public sealed interface Command {

    /** The largest number of points of one command. */
    long POINTS_LIMIT = 1_000_000_000_000L;

    /**
     * Points for a sale: makes a lot; of 0 points a row and no lot.
     *
     * @param points 0 to {@link #POINTS_LIMIT}
     * @param refuseBlocked answer MEMBER_BLOCKED rather than earn 0, where the member is blocked
     */
    record Earn(long points, Terms terms, boolean refuseBlocked) implements Command {

        public Earn {
            if (points < 0 || points > POINTS_LIMIT) {
                throw new IllegalArgumentException("Points out of range: " + points);
            }
        }
    }
}
