package dev.omnipoints.loyalty.account;

import dev.omnipoints.loyalty.ledger.Reference;
import dev.omnipoints.loyalty.platform.Refused;
import java.util.UUID;

/** Where a statement goes on: below a seq of one member. Opaque to clients, stable while rows are added. */
final class PageToken {

    private PageToken() {}

    static String after(UUID member, long seq) {
        return new Reference(member, seq).text();
    }

    /** The seq below which to go on; of no token, above all. */
    static long seq(UUID member, String token) {
        if (token.isEmpty()) {
            return Long.MAX_VALUE;
        }
        Reference last = Reference.parse(token);
        if (last == null || !last.member().equals(member)) {
            throw Refused.fieldInvalid("pageToken", "Send nextPageToken of the page before, of the same member.");
        }
        return last.seq();
    }
}
