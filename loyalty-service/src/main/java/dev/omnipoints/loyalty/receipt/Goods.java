package dev.omnipoints.loyalty.receipt;

import dev.omnipoints.loyalty.ledger.Encoding;
import java.time.Instant;
import java.util.List;

/**
 * Goods that are brought back, as a till reports it (earning.md, 3).
 *
 * @param returnId taken once a store
 * @param store where they are brought back
 * @param terminal null: not said
 * @param receipt of what was bought
 * @param lines what comes back; empty: all that is left
 * @param occurredAt in microseconds; null: not sent
 */
public record Goods(
        String returnId,
        String store,
        String terminal,
        Sale.Receipt receipt,
        List<Part> lines,
        boolean all,
        Instant occurredAt) {

    private static final int FINGERPRINT_VERSION = 1;

    /** So many units of a line, or so much of its money in minor units; the other is null. */
    public record Part(String lineId, Long quantity, Long amount) {}

    /** SHA-256 over what the client sent, in field order. */
    public byte[] fingerprint() {
        Encoding out = new Encoding(FINGERPRINT_VERSION).text("RETURN");
        addTo(out);
        return out.sha256();
    }

    void addTo(Encoding out) {
        out.text(returnId).text(store).text(terminal);
        out.text(receipt.store())
                .text(receipt.terminal())
                .text(receipt.number())
                .text(receipt.businessDate());
        out.number(lines.size());
        for (Part part : lines) {
            out.text(part.lineId()).number(part.quantity()).number(part.amount());
        }
        out.number(all ? 1 : 0).instant(occurredAt);
    }
}
