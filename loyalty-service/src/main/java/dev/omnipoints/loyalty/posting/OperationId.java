package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.Reference;
import dev.omnipoints.loyalty.ledger.Row;
import java.util.Locale;

/**
 * An operation's id routes itself: kind, member and seq in one word, opaque to clients (ledger.md, 3); for example
 * `earn_` and 32 characters.
 */
public final class OperationId {

    private OperationId() {}

    /** The id of what a row records. */
    public static String of(Row row) {
        String kind = row.kind().name().toLowerCase(Locale.ROOT).replace("_", "");
        return kind + '_' + new Reference(row.account().member(), row.seq()).text();
    }
}
