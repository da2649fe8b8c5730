package dev.omnipoints.loyalty.audit;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import dev.omnipoints.contracts.loyalty.v1.OnUnknownMember;
import dev.omnipoints.contracts.loyalty.v1.Return;
import dev.omnipoints.contracts.loyalty.v1.ReturnLine;
import dev.omnipoints.contracts.loyalty.v1.Sale;
import dev.omnipoints.contracts.loyalty.v1.SaleLine;
import dev.omnipoints.contracts.loyalty.v1.SaleResult;
import dev.omnipoints.contracts.loyalty.v1.Tender;
import dev.omnipoints.contracts.type.v1.Receipt;
import dev.omnipoints.loyalty.ledger.Encoding;
import dev.omnipoints.loyalty.posting.SaleId;
import dev.omnipoints.loyalty.posting.SaleScan.StoredSale;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/**
 * Holds a stored sale against the journal row that answered it, and its parts against one another. What the till sent
 * is bound to the chain: the row's hash covers the fingerprint, and the fingerprint is recomputed here from the basket,
 * by its rule (ledger.md, 3) and not by the service's code.
 */
final class SaleContent {

    private static final int FINGERPRINT_VERSION = 1;
    private static final int LONGER_FINGERPRINT = 2;

    private SaleContent() {}

    /** Throws {@link Lie} where the sale is not as it must be. */
    static void check(StoredSale sale) {
        String where = "sale " + SaleId.text(sale.id());
        require(
                sale.id()
                        .equals(SaleId.of(
                                sale.programme(), sale.store(), sale.terminal(), sale.businessDate(), sale.number())),
                where,
                "has the id of another receipt");
        require(sale.bucket() == SaleId.bucket(sale.id()), where, "stands in a wrong bucket");
        require(sale.differs().isEmpty(), where, "its journal row is missing or differs: " + sale.differs());
        Sale sent = Lie.unless(where, () -> basket(sale.basket()));
        require(
                Arrays.equals(sale.fingerprint(), Lie.unless(where, () -> fingerprint(sent))),
                where,
                "has another basket than was fingerprinted");
        require(sale.currency().equals(sent.getCurrency()), where, "has another currency than its basket");
        require(
                sale.total() == Lie.unless(where, () -> total(sent)),
                where,
                "has another total than its basket comes to");
        SaleResult answer = Lie.unless(where, () -> answer(sale.answer()));
        require(
                answer.getSaleId().equals(SaleId.text(sale.id()))
                        && answer.getEarned().getPoints() == sale.points()
                        && answer.hasBalance() == (sale.earn() != null),
                where,
                "was answered as another sale");
    }

    /** @throws IllegalArgumentException it is none */
    static Sale basket(byte[] stored) {
        try {
            return Sale.parseFrom(stored);
        } catch (InvalidProtocolBufferException cut) {
            throw new IllegalArgumentException("its basket is no basket", cut);
        }
    }

    /** @throws IllegalArgumentException it is none */
    static SaleResult answer(byte[] stored) {
        try {
            return SaleResult.parseFrom(stored);
        } catch (InvalidProtocolBufferException cut) {
            throw new IllegalArgumentException("its answer is no answer", cut);
        }
    }

    private static long total(Sale sent) {
        long total = Math.negateExact(sent.getBasketDiscount());
        for (SaleLine line : sent.getLinesList()) {
            total = Math.addExact(total, Math.subtractExact(line.getGross(), line.getDiscount()));
        }
        return total;
    }

    /** SHA-256 over what the client sent, decoded, in field order. */
    private static byte[] fingerprint(Sale sent) {
        boolean longer = sent.getCodesCount() > 0 || sent.hasSequence() || sent.getReturnsCount() > 0;
        Encoding out = new Encoding(longer ? LONGER_FINGERPRINT : FINGERPRINT_VERSION);
        out.text(sent.getReceipt().getStore())
                .text(sent.getReceipt().getTerminal())
                .text(sent.getReceipt().getNumber())
                .text(sent.getReceipt().hasBusinessDate() ? sent.getReceipt().getBusinessDate() : null);
        out.instant(sent.hasOccurredAt() ? instant(sent.getOccurredAt()) : null)
                .text(sent.getCurrency())
                .number(sent.getLinesCount());
        for (SaleLine line : sent.getLinesList()) {
            out.text(line.getLineId()).text(line.getSku()).text(line.hasCategory() ? line.getCategory() : null);
            out.number(line.getLabelsCount());
            line.getLabelsList().forEach(out::text);
            out.number(line.getQuantity())
                    .number(line.getGross())
                    .number(line.hasDiscount() ? (Long) line.getDiscount() : null)
                    .number(line.hasTax() ? (Long) line.getTax() : null);
        }
        out.number(sent.getTendersCount());
        for (Tender tender : sent.getTendersList()) {
            out.text(tender.getType()).number(tender.getAmount()).text(tender.hasHoldId() ? tender.getHoldId() : null);
        }
        out.number(sent.hasBasketDiscount() ? (Long) sent.getBasketDiscount() : null)
                .text(onUnknownMember(sent.getOnUnknownMember()));
        out.text(sent.hasCashier() ? sent.getCashier() : null);
        if (longer) {
            out.number(sent.getCodesCount());
            sent.getCodesList().forEach(out::text);
            out.number(sent.hasSequence() ? (Long) sent.getSequence() : null).number(sent.getReturnsCount());
            sent.getReturnsList().forEach(goods -> returned(out, goods));
        }
        return out.sha256();
    }

    /** What was sent of goods that come back, as fingerprints have it. */
    static void returned(Encoding out, Return goods) {
        out.text(goods.getReturnId()).text(goods.getStore()).text(goods.hasTerminal() ? goods.getTerminal() : null);
        Receipt receipt = goods.getReceipt();
        out.text(receipt.getStore())
                .text(receipt.getTerminal())
                .text(receipt.getNumber())
                .text(receipt.hasBusinessDate() ? receipt.getBusinessDate() : null);
        out.number(goods.getLinesCount());
        for (ReturnLine line : goods.getLinesList()) {
            out.text(line.getLineId())
                    .number(line.hasQuantity() ? (Long) line.getQuantity() : null)
                    .number(line.hasAmount() ? (Long) line.getAmount() : null);
        }
        out.number(goods.getAll() ? 1 : 0).instant(goods.hasOccurredAt() ? instant(goods.getOccurredAt()) : null);
    }

    private static Instant instant(Timestamp sent) {
        return Instant.ofEpochSecond(sent.getSeconds(), sent.getNanos()).truncatedTo(ChronoUnit.MICROS);
    }

    private static String onUnknownMember(OnUnknownMember sent) {
        return switch (sent) {
            case ON_UNKNOWN_MEMBER_UNSPECIFIED -> null;
            case ON_UNKNOWN_MEMBER_KEEP -> "KEEP";
            case ON_UNKNOWN_MEMBER_REFUSE -> "REFUSE";
            case UNRECOGNIZED -> throw new IllegalArgumentException("it says onUnknownMember by an unknown word");
        };
    }

    private static void require(boolean holds, String where, String otherwise) {
        if (!holds) {
            throw new Lie(where, otherwise);
        }
    }
}
