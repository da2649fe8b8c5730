package dev.omnipoints.suite.check;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What a client was told: the `value` of a completion. What an answer does not say is null.
 *
 * @param seq of the row that answers; of a refusal that wrote nothing null
 * @param balance as of that row
 * @param asOf when it was so, RFC 3339; of a read: what is due by then is done
 * @param id the operation's, a hold's or a redemption's
 * @param points of a sale earned, else done
 * @param reason why it was refused
 * @param error why nothing is known
 * @param entries of a statement: every row
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Told(
        Long seq,
        Balance balance,
        String asOf,
        String id,
        Long points,
        String reason,
        String error,
        List<Entry> entries) {
    /** An answer as of a row; the rest is said by the methods that follow. */
    public static Told of(long seq, Balance balance) {
        return new Told(seq, balance, null, null, null, null, null, null);
    }

    /** A refusal that wrote nothing. */
    public static Told refusal(String reason) {
        return new Told(null, null, null, null, null, reason, null, null);
    }

    /** No answer. */
    public static Told nothing(String error) {
        return new Told(null, null, null, null, null, null, error, null);
    }

    public Told id(String value) {
        return new Told(seq, balance, asOf, value, points, reason, error, entries);
    }

    public Told points(Long value) {
        return new Told(seq, balance, asOf, id, value, reason, error, entries);
    }

    public Told asOf(String value) {
        return new Told(seq, balance, value, id, points, reason, error, entries);
    }

    public Told reason(String value) {
        return new Told(seq, balance, asOf, id, points, value, error, entries);
    }

    public Told entries(List<Entry> value) {
        return new Told(seq, balance, asOf, id, points, reason, error, List.copyOf(value));
    }
}
