package dev.omnipoints.gateway.till;

import dev.omnipoints.contracts.loyalty.v1.GetSaleResponse;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.gateway.access.ApiClient;
import dev.omnipoints.gateway.platform.Limits;
import dev.omnipoints.gateway.platform.Refused;

/** Ids of sales in paths: one that cannot be one, or is of a store outside the grant, names nothing. */
final class SaleIds {
    private SaleIds() {}

    /** SALE_UNKNOWN. */
    static String of(String sent) {
        if (!sent.matches(Limits.SALE_ID)) {
            throw unknown();
        }
        return sent;
    }

    /** An id tells nothing of its store, so what was found is looked at; SALE_UNKNOWN. */
    static GetSaleResponse seenBy(ApiClient client, GetSaleResponse told) {
        if (!client.covers(told.getSale().getReceipt().getStore())) {
            throw unknown();
        }
        return told;
    }

    private static Refused unknown() {
        return Refused.because(Reason.REASON_SALE_UNKNOWN, "Look it up by its receipt: store, terminal and number.");
    }
}
