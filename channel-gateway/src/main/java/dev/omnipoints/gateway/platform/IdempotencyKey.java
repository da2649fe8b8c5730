package dev.omnipoints.gateway.platform;

import dev.omnipoints.contracts.type.v1.Reason;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.regex.Pattern;

/** The key that makes a POST safe to send again (IETF httpapi draft; interfaces.md, idempotency). */
public final class IdempotencyKey {
    /** The request header. */
    public static final String HEADER = "Idempotency-Key";
    /** Set to true on every answer that wrote no row. */
    public static final String REPLAYED = "Idempotent-Replayed";

    private static final Pattern VISIBLE_ASCII = Pattern.compile("[!-~]{1,255}");

    private IdempotencyKey() {}

    /**
     * The key of a request; {@code "k"} and {@code k} are one key.
     *
     * @throws Refused IDEMPOTENCY_KEY_MISSING, or FIELD_INVALID where it is not 1 to 255 visible ASCII characters
     */
    public static String of(HttpHeaders headers) {
        List<String> sent = headers.getRequestHeader(HEADER);
        if (sent == null || sent.isEmpty()) {
            throw Refused.because(
                    Reason.REASON_IDEMPOTENCY_KEY_MISSING,
                    "Send the header Idempotency-Key with a value that is new for each thing you do,"
                            + " and the same when you send that thing again.");
        }
        if (sent.size() > 1) {
            throw Refused.field(HEADER, "Send the header once.");
        }
        return parse(sent.getFirst(), HEADER);
    }

    /**
     * A key as it was sent, in its quotation marks or without.
     *
     * @param field where it was sent
     * @throws Refused FIELD_INVALID where it is not 1 to 255 visible ASCII characters
     */
    public static String parse(String sent, String field) {
        String key = sent;
        if (sent.startsWith("\"")) {
            if (sent.length() < 2 || !sent.endsWith("\"")) {
                throw Refused.field(field, "The quotation mark is not closed.");
            }
            key = sent.substring(1, sent.length() - 1).replaceAll("\\\\([\"\\\\])", "$1");
        }
        if (!VISIBLE_ASCII.matcher(key).matches()) {
            throw Refused.field(field, "The key must be 1 to 255 visible ASCII characters.");
        }
        return key;
    }
}
