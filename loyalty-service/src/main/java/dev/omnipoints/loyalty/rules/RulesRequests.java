package dev.omnipoints.loyalty.rules;

import dev.omnipoints.loyalty.ledger.Encoding;
import dev.omnipoints.loyalty.ledger.Key;
import dev.omnipoints.loyalty.platform.Refused;
import java.util.UUID;
import java.util.regex.Pattern;

/** What staff send about rules, beside the documents. */
final class RulesRequests {
    private static final int FINGERPRINT_VERSION = 1;
    private static final Pattern DRAFT = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern PAGE = Pattern.compile("[1-9][0-9]{0,17}");
    private static final int PAGE_SIZE = 50;
    private static final int PAGE_LIMIT = 200;

    private RulesRequests() {}

    /** The beginning of a fingerprint; what was sent follows. */
    static Encoding fingerprint(String kind, Editing.Who who) {
        return new Encoding(FINGERPRINT_VERSION).text(kind).text(who.subject());
    }

    /** By which a command is known again: its key in its client's scope, as everywhere. */
    static Editing.Once once(Editing.Who who, String key, Encoding sent) {
        return new Editing.Once(Key.of(who.client(), key).hash(), sent.sha256());
    }

    /** A draft's id; one that cannot be is of no draft. */
    static UUID draft(String id) {
        if (!DRAFT.matcher(id).matches()) {
            RulesEditor.exists(null);
        }
        return UUID.fromString(id);
    }

    /** A draft's version, as it was read. */
    static int expected(int version) {
        if (version < 1 || version == Integer.MAX_VALUE) {
            throw Refused.fieldInvalid("expectedVersion", "Send the draft's version, as it was read.");
        }
        return version;
    }

    /** How many entries a page has. */
    static int pageSize(boolean sent, int size) {
        if (sent && (size < 1 || size > PAGE_LIMIT)) {
            throw Refused.fieldInvalid("pageSize", "Send 1 to " + PAGE_LIMIT + ".");
        }
        return sent ? size : PAGE_SIZE;
    }

    /** The place below which a page begins; of no token, above all. */
    static long before(String pageToken) {
        if (pageToken.isEmpty()) {
            return Long.MAX_VALUE;
        }
        if (!PAGE.matcher(pageToken).matches()) {
            throw Refused.fieldInvalid("pageToken", "Send nextPageToken of the page before.");
        }
        return Long.parseLong(pageToken);
    }
}
