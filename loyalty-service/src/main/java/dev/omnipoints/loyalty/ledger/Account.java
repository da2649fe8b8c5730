package dev.omnipoints.loyalty.ledger;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A member's account.
 *
 * @param statusVersion orders statuses; the higher wins
 * @param seq of its latest journal row, gap-free from 1; 0: none yet
 * @param head the hash of that row; {@link Chain#START} before the first
 * @param lastRecordedAt the time of that row; null before the first
 * @param nextDueAt not after the first instant at which something happens by itself (may be early, never late); null:
 *     nothing will
 * @param inactiveAt when points without a date of their own expire, unless activity comes before; null: they do not
 * @param mergedInto whose its points are now; null: its own
 * @param merged whose points came here by merges, in their order, each followed by those merged into it before
 */
public record Account(
        AccountKey key,
        Status status,
        long statusVersion,
        Counters counters,
        long seq,
        byte[] head,
        Instant lastRecordedAt,
        Instant nextDueAt,
        Instant inactiveAt,
        UUID mergedInto,
        List<UUID> merged) {

    /** A newly opened account. */
    public static Account opened(AccountKey key, Status status, long statusVersion) {
        return new Account(
                key, status, statusVersion, Counters.ZERO, 0, Chain.START, null, null, null, null, List.of());
    }

    /** This account with the status of a member context, where that is newer. */
    public Account with(Status newStatus, long newVersion) {
        // Closed is final.
        return newVersion <= statusVersion
                ? this
                : new Account(
                        key,
                        status == Status.CLOSED ? status : newStatus,
                        newVersion,
                        counters,
                        seq,
                        head,
                        lastRecordedAt,
                        nextDueAt,
                        inactiveAt,
                        mergedInto,
                        merged);
    }

    /** This account after one more row, which may have made something due. */
    Account after(Row row, Instant dueAt) {
        return new Account(
                key,
                status,
                statusVersion,
                counters.plus(row.change()),
                row.seq(),
                row.hash(),
                row.recordedAt(),
                Lot.earlier(nextDueAt, dueAt),
                row.inactiveAt() == null ? inactiveAt : row.inactiveAt(),
                mergedInto,
                merged);
    }

    /** This account, other counters shown: what is due but not written yet. */
    public Account shownAs(Counters shown) {
        return new Account(
                key,
                status,
                statusVersion,
                shown,
                seq,
                head,
                lastRecordedAt,
                nextDueAt,
                inactiveAt,
                mergedInto,
                merged);
    }

    Account dueAt(Instant dueAt) {
        return new Account(
                key, status, statusVersion, counters, seq, head, lastRecordedAt, dueAt, inactiveAt, mergedInto, merged);
    }

    Account merging(UUID into, List<UUID> members) {
        return new Account(
                key,
                status,
                statusVersion,
                counters,
                seq,
                head,
                lastRecordedAt,
                nextDueAt,
                inactiveAt,
                into,
                List.copyOf(members));
    }

    /** The account's own now: a clock that steps back un-expires nothing. */
    public Instant now(Instant clock) {
        return lastRecordedAt != null && lastRecordedAt.isAfter(clock) ? lastRecordedAt : clock;
    }

    /** Whether something has to be written down before the next command. */
    public boolean isDue(Instant now) {
        return isToBeClosed() || nextDueAt != null && !nextDueAt.isAfter(now);
    }

    /** Whether its status says closed and its points do not know it yet. */
    public boolean isToBeClosed() {
        return status == Status.CLOSED && !counters.isAtRest();
    }
}
