package dev.omnipoints.loyalty;

import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Chain;
import dev.omnipoints.loyalty.ledger.Counters;
import dev.omnipoints.loyalty.ledger.Key;
import dev.omnipoints.loyalty.ledger.Kind;
import dev.omnipoints.loyalty.ledger.LotChange;
import dev.omnipoints.loyalty.ledger.Origin;
import dev.omnipoints.loyalty.ledger.Row;
import java.time.Instant;
import java.util.List;

/** Journal rows as the ledger would write them, for tests that write past the service. */
public final class LawfulRows {

    private static final Origin WRITER = new Origin("writer", (short) 1, null, null, null);

    private LawfulRows() {}

    /** A row without its hash, which {@link Chain#hash} gives. */
    public static Row row(
            AccountKey key,
            long seq,
            Kind kind,
            long points,
            Counters change,
            Counters after,
            List<LotChange> lots,
            String reason,
            Instant now) {
        return new Row(
                key,
                seq,
                WRITER,
                Key.of(WRITER.caller(), key.member() + "/" + seq),
                new byte[32],
                kind,
                null,
                points,
                change,
                after,
                lots,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                reason,
                now,
                now,
                Chain.VERSION,
                null);
    }
}
