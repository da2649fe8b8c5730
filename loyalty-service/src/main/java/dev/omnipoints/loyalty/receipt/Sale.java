package dev.omnipoints.loyalty.receipt;

import dev.omnipoints.loyalty.ledger.Encoding;
import dev.omnipoints.loyalty.posting.SaleId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A paid sale as a till reports it. Amounts are minor units of `currency`; what the client left out is null.
 *
 * @param occurredAt in microseconds; null: not sent
 * @param basketDiscount stands apart from the lines' discounts
 * @param onUnknownMember null: not sent, that is KEEP
 * @param cashier a pseudonym
 * @param codes that the customer gave
 * @param sequence the terminal's own count; null: it keeps none
 * @param returns goods that come back on the same receipt
 */
public record Sale(
        Receipt receipt,
        Instant occurredAt,
        String currency,
        List<Line> lines,
        List<Tender> tenders,
        Long basketDiscount,
        OnUnknownMember onUnknownMember,
        String cashier,
        List<String> codes,
        Long sequence,
        List<Goods> returns) {

    private static final String POINTS = "POINTS";
    private static final int FINGERPRINT_VERSION = 1;
    /** With what came later: so a sale without it has the fingerprint that it always had. */
    private static final int LONGER_FINGERPRINT = 2;

    /** Names one receipt of one till; businessDate where the till restarts its numbers, else null. */
    public record Receipt(String store, String terminal, String number, String businessDate) {

        /** The id that it gives its sale. */
        public UUID saleId(String programme) {
            return SaleId.of(programme, store, terminal, businessDate, number);
        }
    }

    /** One position; gross is the whole line, tax included, before discount. */
    public record Line(
            String lineId,
            String sku,
            String category,
            List<String> labels,
            long quantity,
            long gross,
            Long discount,
            Long tax) {

        /** What the line comes to. */
        public long net() {
            return Math.subtractExact(gross, discount == null ? 0 : discount);
        }
    }

    /** How it was paid. */
    public record Tender(String type, long amount, String holdId) {

        /** Points pay it. */
        public boolean isPoints() {
            return type.equals(POINTS);
        }
    }

    /** What happens where the member cannot earn. */
    public enum OnUnknownMember {
        KEEP,
        REFUSE
    }

    /**
     * What it comes to, after all discounts.
     *
     * @throws ArithmeticException on overflow
     */
    public long total() {
        long total = 0;
        for (Line line : lines) {
            total = Math.addExact(total, line.net());
        }
        return Math.subtractExact(total, basketDiscount == null ? 0 : basketDiscount);
    }

    /** What points pay of it, by hold. */
    public List<Tender> paidWithPoints() {
        return tenders.stream().filter(Tender::isPoints).toList();
    }

    /**
     * What the tenders come to.
     *
     * @throws ArithmeticException on overflow
     */
    public long paid() {
        return tenders.stream().mapToLong(Tender::amount).reduce(0, Math::addExact);
    }

    /** How much of it points pay. */
    public long paidByPoints() {
        return paidWithPoints().stream().mapToLong(Tender::amount).reduce(0, Math::addExact);
    }

    /** SHA-256 over what the client sent, in field order; not who the member is (ledger.md, 3). */
    public byte[] fingerprint() {
        boolean longer = !codes.isEmpty() || sequence != null || !returns.isEmpty();
        Encoding out = new Encoding(longer ? LONGER_FINGERPRINT : FINGERPRINT_VERSION);
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
        out.text(cashier);
        if (longer) {
            out.number(codes.size());
            codes.forEach(out::text);
            out.number(sequence).number(returns.size());
            returns.forEach(goods -> goods.addTo(out));
        }
        return out.sha256();
    }
}
