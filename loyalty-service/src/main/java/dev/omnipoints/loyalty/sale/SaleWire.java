package dev.omnipoints.loyalty.sale;

import com.google.protobuf.MessageLite;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.loyalty.ledger.Origin;
import dev.omnipoints.loyalty.platform.VerifiedCaller;
import dev.omnipoints.loyalty.platform.Wire;
import dev.omnipoints.loyalty.receipt.SaleReading;
import java.util.Set;

/** Sales as they come over the wire. */
final class SaleWire {

    private SaleWire() {}

    /** A sale, or a basket that is not paid yet: without key. */
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
                Wire.channel(caller.caller().getChannel()),
                key,
                SaleReading.sale(sent),
                member == null ? null : Wire.account(caller.programme(), member),
                memberNamed || member != null,
                member == null ? Set.of() : Set.copyOf(member.getSegmentsList()),
                member == null ? Set.of() : Set.copyOf(member.getFlagsList()),
                sent.toByteArray(),
                sent.getReturnsList().stream().map(MessageLite::toByteArray).toList(),
                member == null ? null : member.toByteArray());
    }
}
