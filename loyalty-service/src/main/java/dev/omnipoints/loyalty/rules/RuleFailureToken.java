package dev.omnipoints.loyalty.rules;

import dev.omnipoints.loyalty.platform.Refused;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Where a list of rules that failed goes on: after a rule of a version. Opaque to clients. */
record RuleFailureToken(long number, String rule) {

    private static final RuleFailureToken START = new RuleFailureToken(Long.MAX_VALUE, "");
    private static final String FORM = "[0-9]{1,18} [A-Za-z0-9._-]{1,64}";

    String text() {
        String place = number + " " + rule;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * The place that a token names; of no token, before the first.
     *
     * @throws Refused FIELD_INVALID
     */
    static RuleFailureToken parse(String token) {
        if (token.isEmpty()) {
            return START;
        }
        try {
            String place = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.US_ASCII);
            if (place.matches(FORM)) {
                int space = place.indexOf(' ');
                return new RuleFailureToken(Long.parseLong(place.substring(0, space)), place.substring(space + 1));
            }
        } catch (IllegalArgumentException malformed) {
            // Told below, as any other text that is no token.
        }
        throw Refused.fieldInvalid("pageToken", "Send nextPageToken of the page before.");
    }
}
