package dev.omnipoints.loyalty.posting;

import java.time.Duration;

/**
 * How far the ledger has gone on since it was read as of one snapshot.
 *
 * @param time since the snapshot
 * @param rows of the journal, committed since
 */
public record LedgerLag(Duration time, long rows) {}
