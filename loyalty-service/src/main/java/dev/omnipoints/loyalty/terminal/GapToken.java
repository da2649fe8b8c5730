package dev.omnipoints.loyalty.terminal;

import dev.omnipoints.loyalty.platform.Refused;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Where a list of gaps goes on: after a number of a store. Opaque to clients. */
record GapToken(String store, long from) {

    private static final String FORM = "[0-9]{1,19} [!-~]{1,64}";

    String text() {
        String place = from + " " + store;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * The place that a token names; null: the beginning.
     *
     * @throws Refused FIELD_INVALID
     */
    static GapToken parse(String token) {
        if (token.isEmpty()) {
            return null;
        }
        try {
            String place = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.US_ASCII);
            if (place.matches(FORM)) {
                int space = place.indexOf(' ');
                return new GapToken(place.substring(space + 1), Long.parseLong(place.substring(0, space)));
            }
        } catch (IllegalArgumentException malformed) {
            // Told below, as any other text that is no token.
        }
        throw Refused.fieldInvalid("pageToken", "Send nextPageToken of the page before.");
    }
}
