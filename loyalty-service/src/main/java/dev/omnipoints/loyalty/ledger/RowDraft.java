package dev.omnipoints.loyalty.ledger;

import java.time.Instant;
import java.util.List;

/** An account's next row in the making: everything that does not depend on what is decided. */
record RowDraft(Account account, Envelope envelope, Kind kind, Instant now) {

    /** The row, chained to the one before. */
    Row row(Refusal refusal, long points, Counters change, List<LotChange> lots) {
        return new Row(
                        account.key(),
                        account.seq() + 1,
                        envelope.origin(),
                        envelope.key(),
                        envelope.fingerprint(),
                        kind,
                        refusal,
                        points,
                        change,
                        account.counters().plus(change),
                        lots,
                        null,
                        null,
                        envelope.sale(),
                        null,
                        envelope.namedMember(),
                        null,
                        Decide.occurredAt(envelope.occurredAt(), now),
                        now,
                        Chain.VERSION,
                        null)
                .chained(account.head());
    }
}
