package dev.omnipoints.loyalty.platform;

import dev.omnipoints.contracts.type.v1.Reason;
import java.util.regex.Pattern;

/** The idempotency key that a request carries. */
public final class RequestKey {

    private static final Pattern KEY = Pattern.compile("[!-~]{1,255}");

    private RequestKey() {}

    /**
     * The key that was sent.
     *
     * @throws Refused IDEMPOTENCY_KEY_MISSING, FIELD_INVALID
     */
    public static String of(String sent) {
        if (sent.isEmpty()) {
            throw Refused.of(Reason.REASON_IDEMPOTENCY_KEY_MISSING, "Send an idempotency key; keep it for retries.");
        }
        if (!KEY.matcher(sent).matches()) {
            throw Refused.fieldInvalid("Idempotency-Key", "Send 1 to 255 visible ASCII characters.");
        }
        return sent;
    }
}
