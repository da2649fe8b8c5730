package dev.omnipoints.loyalty.sale;

import dev.omnipoints.loyalty.ledger.Encoding;
import java.time.Instant;
import java.util.List;

/**
 * A paid sale as a till reports it. Amounts are minor units of `currency`; what the client left out is null.
 *
 * @param occurredAt in microseconds; null: not sent
 * @param basketDiscount stands apart from the lines' discounts
 * @param onUnknownMember null: not sent, that is KEEP
 * @param cashier a pseudonym
 */
record Sale(
        Receipt receipt,
        Instant occurredAt,
        String currency,
        List<Line> lines,
        List<Tender> tenders,
        Long basketDiscount,
        OnUnknownMember onUnknownMember,
        String cashier) {

    private static final int FINGERPRINT_VERSION = 1;

    /** Names one receipt of one till; businessDate where the till restarts its numbers, else null. */
    record Receipt(String store, String terminal, String number, String businessDate) {}

    /** One position; gross is the whole line, tax included, before discount. */
    record Line(
            String lineId,
            String sku,
            String category,
            List<String> labels,
            long quantity,
            long gross,
            Long discount,
            Long tax) {

        /** What the line comes to. */
        long net() {
            return Math.subtractExact(gross, discount == null ? 0 : discount);
        }
    }

    /** How it was paid. */
    record Tender(String type, long amount, String holdId) {}

    /** What happens where the member cannot earn. */
    enum OnUnknownMember {
        KEEP,
        REFUSE
    }

    /**
     * What it comes to, after all discounts.
     *
     * @throws ArithmeticException on overflow
     */
    long total() {
        long total = 0;
        for (Line line : lines) {
            total = Math.addExact(total, line.net());
        }
        return Math.subtractExact(total, basketDiscount == null ? 0 : basketDiscount);
    }

    /** SHA-256 over what the client sent, in field order; not who the member is (ledger.md, 3). */
    byte[] fingerprint() {
        Encoding out = new Encoding(FINGERPRINT_VERSION);
        out.text(receipt.store())
                .text(receipt.terminal())
                .text(receipt.number())
                .text(receipt.businessDate());
        out.instant(occurredAt).text(currency).number(lines.size());
        for (Line line : lines) {
            out.text(line.lineId()).text(line.sku()).text(line.category());
            out.number(line.labels().size());
            line.labels().forEach(out::text);
            out.number(line.quantity())
                    .number(line.gross())
                    .number(line.discount())
                    .number(line.tax());
        }
        out.number(tenders.size());
        for (Tender tender : tenders) {
            out.text(tender.type()).number(tender.amount()).text(tender.holdId());
        }
        out.number(basketDiscount).text(onUnknownMember == null ? null : onUnknownMember.name());
        return out.text(cashier).sha256();
    }
}
