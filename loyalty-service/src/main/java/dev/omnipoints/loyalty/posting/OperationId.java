package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.Kind;
import dev.omnipoints.loyalty.ledger.Reference;
import dev.omnipoints.loyalty.ledger.Row;
import java.util.Locale;

/**
 * An operation's id routes itself: kind, member and seq in one word, opaque to clients (ledger.md, 3); for example
 * `earn_` and 32 characters.
 */
public final class OperationId {

    private OperationId() {}

    /** What an id names: a row, and the kind that it says it is. */
    public record Parsed(Kind kind, Reference row) {}

    /** The id of what a row records. */
    public static String of(Row row) {
        return of(row.kind(), row.reference());
    }

    /** The id of an operation of a kind. */
    public static String of(Kind kind, Reference row) {
        return word(kind) + '_' + row.text();
    }

    /** What an id names; null where it is none. */
    public static Parsed parse(String id) {
        int end = id.indexOf('_');
        for (Kind kind : Kind.values()) {
            if (end > 0 && word(kind).equals(id.substring(0, end))) {
                Reference row = Reference.parse(id.substring(end + 1));
                return row == null || !of(kind, row).equals(id) ? null : new Parsed(kind, row);
            }
        }
        return null;
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace("_", "");
    }
}
