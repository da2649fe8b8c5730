package dev.omnipoints.gateway.till;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A batch as it is described; it is cut into its sales unread ({@link dev.omnipoints.gateway.platform.BodyParts}). */
@Schema(name = "SaleBatch", description = "Sales of tills that were offline")
public record SaleBatch(
        @Schema(required = true, minItems = 1, maxItems = SaleBatch.MOST)
        List<Entry> sales) {

    static final int MOST = 1_000;
    /** Where an entry has its key. */
    static final String KEY = "idempotencyKey";

    /** One sale, by its own key. */
    @Schema(
            name = "SaleBatchEntry",
            description = "A sale's body and, beside it, its own idempotency key",
            allOf = SaleRequest.class)
    public record Entry(
            @Schema(required = true, minLength = 1, maxLength = 255)
            String idempotencyKey) {}
}
