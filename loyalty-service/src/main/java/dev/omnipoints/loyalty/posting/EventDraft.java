package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.earning.Awards;
import dev.omnipoints.loyalty.earning.Matched;
import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.Encoding;
import dev.omnipoints.loyalty.ledger.Lot;
import dev.omnipoints.loyalty.ledger.Row;
import java.util.UUID;
import java.util.function.Function;

/**
 * A named event on its way into the table, or one that is there and earns now that its member is confirmed.
 *
 * @param id by {@link #id}
 * @param eventId as the channel has it
 * @param body what was sent, as protobuf
 * @param context of the member, as protobuf
 * @param programmeVersion the settings by which it is rated
 * @param rulesVersion of the rules that it is rated by; 0: nothing was published
 * @param matched the rules that fit it
 * @param confirms it is there already
 * @param answer makes the answer that is kept with it, as protobuf, from what became of it
 */
public record EventDraft(
        UUID id,
        String programme,
        String source,
        String eventId,
        String type,
        byte[] body,
        byte[] context,
        int programmeVersion,
        long rulesVersion,
        Matched matched,
        boolean confirms,
        Function<Outcome, byte[]> answer) {

    /**
     * What became of it.
     *
     * @param account after it
     * @param row that answers it
     * @param lot that it made; null where it earned nothing
     * @param clockSkew the channel's clock ran too far ahead
     */
    public record Outcome(Account account, Row row, Lot lot, Awards awards, boolean clockSkew) {}

    /**
     * An event's id is a hash of what names it, so that uniqueness is the primary key: the first 16 bytes of SHA-256
     * over programme, source and id, each length-prefixed UTF-8.
     */
    public static UUID id(String programme, String source, String eventId) {
        return new Encoding().text(programme).text(source).text(eventId).sha256Half();
    }
}
