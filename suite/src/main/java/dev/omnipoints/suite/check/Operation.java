package dev.omnipoints.suite.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.UncheckedIOException;

/**
 * An invocation and its completion.
 *
 * @param index of the invocation
 * @param completed index of the completion; {@link Long#MAX_VALUE} while nobody knows
 * @param type how it completed; INFO too where the history ends first
 */
public record Operation(long index, long completed, String process, Verb verb, Asked asked, Type type, Told told) {
    /** Tells of a row of its member: its own or, of a read, the last one. */
    boolean seesRow() {
        return told.seq() != null;
    }

    /** Refused, and nothing was to be written. */
    boolean leftNothing() {
        return type == Type.FAIL && !seesRow();
    }

    /** The client was told that it came to pass. */
    public boolean isDone() {
        return type == Type.OK;
    }

    /** Refused by the state of the account, which has a row. */
    public boolean isRefusedByRow() {
        return type == Type.FAIL && seesRow();
    }

    /** Nobody was told what became of it. */
    public boolean isUnknown() {
        return type == Type.INFO;
    }

    /** Index, process, f and value, as the history has them. */
    String named() {
        try {
            return "#" + index + ", process " + process + ", " + verb.word() + " "
                    + Json.MAPPER.writeValueAsString(asked);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What became of it. */
    String answer() {
        return switch (type) {
            case INVOKE, INFO -> "which got no answer";
            case OK -> "which was told row " + told.seq();
            case FAIL -> "which was told " + told.reason() + (seesRow() ? ", row " + told.seq() : "");
        };
    }
}
