package dev.omnipoints.loyalty.sale;

import dev.omnipoints.contracts.loyalty.v1.OnUnknownMember;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.contracts.type.v1.Receipt;
import dev.omnipoints.loyalty.ledger.Origin;
import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.platform.VerifiedCaller;
import dev.omnipoints.loyalty.platform.Wire;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Sales as they come over the wire. */
final class SaleWire {

    private static final Pattern KEY = Pattern.compile("[!-~]{1,255}");

    private SaleWire() {}

    /**
     * The idempotency key that was sent.
     *
     * @throws Refused IDEMPOTENCY_KEY_MISSING, FIELD_INVALID
     */
    static String key(String sent) {
        if (sent.isEmpty()) {
            throw Refused.of(Reason.REASON_IDEMPOTENCY_KEY_MISSING, "Send an idempotency key; keep it for retries.");
        }
        if (!KEY.matcher(sent).matches()) {
            throw Refused.fieldInvalid("Idempotency-Key", "Send 1 to 255 visible ASCII characters.");
        }
        return sent;
    }

    static SaleRequest request(
            VerifiedCaller caller,
            String key,
            dev.omnipoints.contracts.loyalty.v1.Sale sent,
            MemberContext member,
            boolean memberNamed) {
        boolean placed = sent.hasReceipt();
        Origin origin = new Origin(
                caller.caller().getClient(),
                (short) caller.caller().getChannelValue(),
                placed ? sent.getReceipt().getStore() : caller.caller().getStore(),
                placed ? sent.getReceipt().getTerminal() : caller.caller().getTerminal(),
                sent.hasCashier() ? sent.getCashier() : null);
        return new SaleRequest(
                caller.programme(),
                origin,
                channel(caller),
                key,
                sale(sent),
                member == null ? null : Wire.account(caller.programme(), member),
                memberNamed || member != null,
                member == null ? Set.of() : Set.copyOf(member.getSegmentsList()),
                member == null ? Set.of() : Set.copyOf(member.getFlagsList()),
                sent.toByteArray(),
                member == null ? null : member.toByteArray());
    }

    private static Sale sale(dev.omnipoints.contracts.loyalty.v1.Sale sent) {
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
                sent.hasSequence() ? (Long) sent.getSequence() : null);
    }

    static Sale.Receipt receipt(Receipt sent) {
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

    /** The contract's word, as rules have it. */
    private static String channel(VerifiedCaller caller) {
        return caller.caller().getChannel().name().substring("CHANNEL_".length());
    }
}
