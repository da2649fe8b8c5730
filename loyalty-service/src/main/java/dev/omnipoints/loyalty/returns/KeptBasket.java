package dev.omnipoints.loyalty.returns;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.omnipoints.contracts.loyalty.v1.Returned;
import dev.omnipoints.contracts.type.v1.Channel;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.loyalty.earning.Basket;
import dev.omnipoints.loyalty.earning.Occasion;
import dev.omnipoints.loyalty.platform.Wire;
import dev.omnipoints.loyalty.receipt.Baskets;
import dev.omnipoints.loyalty.receipt.Sale;
import dev.omnipoints.loyalty.receipt.SaleReading;
import dev.omnipoints.loyalty.receipt.SaleStore;
import java.util.Set;

/** A kept sale as rules saw it, and what is left of it. */
public final class KeptBasket {

    private KeptBasket() {}

    /** What was sold, as rules see it. */
    public static Basket sold(SaleStore.Recorded recorded) {
        return Baskets.basket(SaleReading.sale(recorded.sale()), recorded.total());
    }

    /** Where, when and by whom, as it was when the sale earned. */
    public static Occasion occasion(SaleStore.Recorded recorded, MemberContext context) {
        Sale.Receipt receipt = SaleReading.receipt(recorded.sale().getReceipt());
        return new Occasion(
                Wire.channel(Channel.forNumber(recorded.channel())),
                receipt.store(),
                receipt.terminal(),
                recorded.occurredAt(),
                true,
                "",
                context == null ? Set.of() : Set.copyOf(context.getSegmentsList()),
                context == null ? Set.of() : Set.copyOf(context.getFlagsList()),
                null);
    }

    /** What its customer still has; null: nothing. */
    public static Basket left(SaleStore.Recorded recorded) {
        return Remainder.of(sold(recorded), returned(recorded.returned())).kept();
    }

    /** What came back so far. */
    public static Returned returned(byte[] kept) {
        try {
            return kept == null ? Returned.getDefaultInstance() : Returned.parseFrom(kept);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("What came back of a sale cannot be read", e);
        }
    }
}
