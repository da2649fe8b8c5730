package dev.omnipoints.loyalty.feed;

import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.posting.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a reader of the feed stands: in the window of rows between two snapshots, behind a position. Opaque to clients.
 *
 * @param cluster whose transaction ids the snapshots are made of; 0: not to be learnt
 * @param from what the reader has had: every row of a transaction that had ended then
 * @param to the end of the window that is being read; null: the next is to be opened
 * @param after feed_pos of the last row that the reader has had of this window; before the first, 0
 */
record Cursor(long cluster, Snapshot from, Snapshot to, long after) {

    private static final int LENGTH_LIMIT = 256 * 1024;
    private static final Pattern TEXT = Pattern.compile("1\\|(-?\\d{1,19})\\|([\\d:,]+)\\|([\\d:,]*)\\|(\\d{1,18})");

    /** Before the first row. */
    static Cursor beginning(long cluster) {
        return new Cursor(cluster, Snapshot.NONE, null, 0);
    }

    /**
     * What {@link #text} wrote.
     *
     * @throws Refused FIELD_INVALID where it is something else
     */
    static Cursor parse(String text) {
        try {
            if (text.length() <= LENGTH_LIMIT) {
                String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.ISO_8859_1);
                Matcher parts = TEXT.matcher(plain);
                if (parts.matches()) {
                    return new Cursor(
                            Long.parseLong(parts.group(1)),
                            Snapshot.parse(parts.group(2)),
                            parts.group(3).isEmpty() ? null : Snapshot.parse(parts.group(3)),
                            Long.parseLong(parts.group(4)));
                }
            }
        } catch (IllegalArgumentException malformed) {
            // Told below, as any other text that is no cursor.
        }
        throw invalid();
    }

    /**
     * Goes on where this cursor can be gone on from in a database.
     *
     * @throws Refused FIELD_INVALID where it is from another cluster, or speaks of transactions that have not begun
     */
    void require(long ofCluster, Snapshot now) {
        boolean known = cluster == ofCluster && from.xmax() <= now.xmax() && (to == null || to.xmax() <= now.xmax());
        if (!known) {
            throw invalid();
        }
    }

    /** As clients keep it. */
    String text() {
        String plain = "1|" + cluster + '|' + from + '|' + (to == null ? "" : to) + '|' + after;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Refused invalid() {
        return Refused.fieldInvalid(
                "cursor",
                "Send a cursor that this feed gave; after a restore into another cluster begin anew, with none.");
    }
}
