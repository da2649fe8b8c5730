package dev.omnipoints.loyalty.receipt;

import dev.omnipoints.contracts.loyalty.v1.OnUnknownMember;
import dev.omnipoints.contracts.loyalty.v1.Return;
import dev.omnipoints.contracts.type.v1.Receipt;
import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.platform.Wire;
import java.util.List;
import java.util.stream.IntStream;

/** Sales and returns as the wire has them, and as they are kept. */
public final class SaleReading {

    private SaleReading() {}

    /** @throws Refused FIELD_INVALID where a word or an instant is none */
    public static Sale sale(dev.omnipoints.contracts.loyalty.v1.Sale sent) {
        List<Sale.Line> lines = sent.getLinesList().stream()
                .map(line -> new Sale.Line(
                        line.getLineId(),
                        line.getSku(),
                        line.hasCategory() ? line.getCategory() : null,
                        line.getLabelsList(),
                        line.getQuantity(),
                        line.getGross(),
                        line.hasDiscount() ? line.getDiscount() : null,
                        line.hasTax() ? line.getTax() : null))
                .toList();
        List<Sale.Tender> tenders = sent.getTendersList().stream()
                .map(tender -> new Sale.Tender(
                        tender.getType(), tender.getAmount(), tender.hasHoldId() ? tender.getHoldId() : null))
                .toList();
        return new Sale(
                sent.hasReceipt() ? receipt(sent.getReceipt()) : null,
                sent.hasOccurredAt() ? Wire.instant("occurredAt", sent.getOccurredAt()) : null,
                sent.getCurrency(),
                lines,
                tenders,
                sent.hasBasketDiscount() ? sent.getBasketDiscount() : null,
                onUnknownMember(sent.getOnUnknownMember()),
                sent.hasCashier() ? sent.getCashier() : null,
                sent.getCodesList(),
                sent.hasSequence() ? (Long) sent.getSequence() : null,
                IntStream.range(0, sent.getReturnsCount())
                        .mapToObj(i -> goods("returns[" + i + "].", sent.getReturns(i)))
                        .toList());
    }

    /** Which receipt. */
    public static Sale.Receipt receipt(Receipt sent) {
        return new Sale.Receipt(
                sent.getStore(),
                sent.getTerminal(),
                sent.getNumber(),
                sent.hasBusinessDate() ? sent.getBusinessDate() : null);
    }

    private static Sale.OnUnknownMember onUnknownMember(OnUnknownMember sent) {
        return switch (sent) {
            case ON_UNKNOWN_MEMBER_UNSPECIFIED -> null;
            case ON_UNKNOWN_MEMBER_KEEP -> Sale.OnUnknownMember.KEEP;
            case ON_UNKNOWN_MEMBER_REFUSE -> Sale.OnUnknownMember.REFUSE;
            case UNRECOGNIZED -> throw Refused.fieldInvalid("onUnknownMember", "Send KEEP or REFUSE.");
        };
    }

    /**
     * Goods that are brought back.
     *
     * @param path where they stand in the request
     */
    public static Goods goods(String path, Return sent) {
        return new Goods(
                sent.getReturnId(),
                sent.getStore(),
                sent.hasTerminal() ? sent.getTerminal() : null,
                receipt(sent.getReceipt()),
                sent.getLinesList().stream()
                        .map(line -> new Goods.Part(
                                line.getLineId(),
                                line.hasQuantity() ? (Long) line.getQuantity() : null,
                                line.hasAmount() ? (Long) line.getAmount() : null))
                        .toList(),
                sent.getAll(),
                sent.hasOccurredAt() ? Wire.instant(path + "occurredAt", sent.getOccurredAt()) : null);
    }
}
