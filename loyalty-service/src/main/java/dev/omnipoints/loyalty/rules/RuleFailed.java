package dev.omnipoints.loyalty.rules;

import dev.omnipoints.loyalty.earning.Failure;
import java.time.Instant;
import java.util.Comparator;

/**
 * A rule that could not be asked.
 *
 * @param message of the last time
 * @param count how often, by all instances or since it was written last
 */
record RuleFailed(Key key, String message, long count, Instant first, Instant last) {

    private static final int LONGEST_MESSAGE = 500;

    /** A rule of a rules version. */
    record Key(String programme, long number, String rule) {

        /** In which rows are locked, whoever writes them. */
        static final Comparator<Key> ORDER =
                Comparator.comparing(Key::programme).thenComparing(Key::number).thenComparing(Key::rule);
    }

    static RuleFailed once(String programme, long number, Failure failure, Instant at) {
        String message = failure.message();
        return new RuleFailed(
                new Key(programme, number, failure.rule()),
                message.substring(0, Math.min(message.length(), LONGEST_MESSAGE)),
                1,
                at,
                at);
    }

    /** Both together. */
    RuleFailed and(RuleFailed other) {
        return new RuleFailed(
                key,
                other.last.isBefore(last) ? message : other.message,
                count + other.count,
                first.isBefore(other.first) ? first : other.first,
                last.isBefore(other.last) ? other.last : last);
    }
}
