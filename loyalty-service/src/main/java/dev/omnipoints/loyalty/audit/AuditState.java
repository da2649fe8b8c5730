package dev.omnipoints.loyalty.audit;

import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.posting.Snapshot;
import java.time.Instant;
import java.time.LocalDate;

/**
 * How far the auditor beside the traffic is, whichever instance it runs on, and what it has found.
 *
 * @param now when this was read, by the server's own clock
 * @param isFresh the audit was another's, or nobody's, before
 * @param cluster whose transaction ids `seen` is made of; 0: not to be learnt
 * @param seen the rows of these transactions are verified; null: not begun
 * @param seenAt what was recorded until then is among them; null: not begun
 * @param behind rows after `seen`, when that was last looked at; no more than {@link #BEHIND_LIMIT} are counted
 * @param pass the pass over all accounts that is under way; null: none
 * @param passedFrom when the last pass that ended began; null: none did
 * @param findings how many are open
 * @param finding the oldest of them; null: there is none
 */
record AuditState(
        Instant now,
        boolean isFresh,
        long cluster,
        Snapshot seen,
        Instant seenAt,
        long behind,
        Pass pass,
        Instant passedFrom,
        long findings,
        String finding) {

    static final long BEHIND_LIMIT = 100_000;

    /**
     * A pass over all accounts, as it can be gone on with.
     *
     * @param after the account up to which it is; null: before the first
     * @param until the newest root that it checks; null: it checks none
     * @param roots what was added up for roots, up to that account
     */
    record Pass(Instant beganAt, AccountKey after, LocalDate until, byte[] roots) {}
}
