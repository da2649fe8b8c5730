package dev.omnipoints.suite.replay;

import java.util.List;

/** What a line of a replay file asks for. */
sealed interface Line {
    /** A line whose message is sent under a key, by the channel's credential. */
    sealed interface Sent extends Line {
        String channel();

        String idempotencyKey();

        /** The request's body. */
        String body();

        /** Whom it is about, first the name that decides the till: `CARD:2990000000019`, or a terminal. */
        List<String> names();
    }

    /** An enrolment. */
    record Member(String channel, String idempotencyKey, String body, List<String> names) implements Sent {}

    /**
     * A sale.
     *
     * @param cents its total in minor units of the currency: gross less discounts
     */
    record Sale(String channel, String idempotencyKey, String body, List<String> names, String currency, long cents)
            implements Sent {}

    /** Goods brought back; names the receipt, and so the till that sent its sale. */
    record Return(String channel, String idempotencyKey, String body, List<String> names) implements Sent {}

    /** Not a line of this format, and why. */
    record Bad(String reason) implements Line {}
}
