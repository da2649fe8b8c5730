package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Encoding;
import java.util.HexFormat;
import java.util.UUID;

/**
 * A sale's id is a hash of its receipt, so that receipt, id and uniqueness are one primary key: the first 16 bytes of
 * SHA-256 over programme, store, terminal, businessDate and number, each length-prefixed UTF-8 as sent; an absent
 * businessDate has length 0 (ledger.md, 3). On the wire it is 32 lower-case hex digits.
 */
public final class SaleId {

    private static final HexFormat HEX = HexFormat.of();

    private SaleId() {}

    /** The id of a receipt; `businessDate` may be null. */
    public static UUID of(String programme, String store, String terminal, String businessDate, String number) {
        return new Encoding()
                .text(programme)
                .text(store)
                .text(terminal)
                .text(businessDate == null ? "" : businessDate)
                .text(number)
                .sha256Half();
    }

    /** The bucket that leads the sale's key. */
    public static short bucket(UUID id) {
        return (short) ((id.getMostSignificantBits() >>> 56) & (AccountKey.BUCKETS - 1));
    }

    /** As shown to clients. */
    public static String text(UUID id) {
        return HEX.toHexDigits(id.getMostSignificantBits()) + HEX.toHexDigits(id.getLeastSignificantBits());
    }

    /** The id that a client sent; null where it is none. */
    public static UUID parse(String text) {
        if (!text.matches("[0-9a-f]{32}")) {
            return null;
        }
        return new UUID(HexFormat.fromHexDigitsToLong(text, 0, 16), HexFormat.fromHexDigitsToLong(text, 16, 32));
    }
}
