package dev.omnipoints.loyalty.audit;

import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Counters;
import java.time.Instant;
import java.util.UUID;

/** How an account stood after a row that was verified with all rows before it. */
record Checkpoint(
        AccountKey account,
        long seq,
        byte[] head,
        Counters counters,
        Instant lastRecordedAt,
        Instant inactiveAt,
        UUID mergedInto) {}
