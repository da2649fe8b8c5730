package dev.omnipoints.gateway.till;

import dev.omnipoints.contracts.loyalty.v1.RecordSaleResponse;
import dev.omnipoints.gateway.platform.ProblemBody;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What became of each sale of a batch. */
@Schema(name = "SaleBatchResults", description = "What became of each sale, in the order of the batch")
public record BatchAnswer(@Schema(required = true) List<Result> results) {

    /** What became of one: what its own request would have been answered. */
    @Schema(name = "SaleBatchResult", description = "What the sale's own request would have been answered")
    public record Result(
            @Schema(description = "As it was sent; absent where none was")
            String idempotencyKey,

            @Schema(required = true, description = "The HTTP status", examples = "201")
            int status,

            @Schema(description = "True where nothing was written now: it is the first answer; absent otherwise")
            Boolean replayed,

            SaleAnswer sale,

            @Schema(description = "Its `field` is relative to the sale, but for a key that the batch has twice")
            ProblemBody problem) {

        static Result kept(String key, RecordSaleResponse told, boolean joined) {
            boolean replayed = joined || told.getReplayed() || told.getReceiptReplayed();
            return new Result(
                    key,
                    told.getReceiptReplayed() ? 200 : 201,
                    replayed ? true : null,
                    SaleAnswer.of(told.getResult()),
                    null);
        }

        static Result refused(String key, ProblemBody problem) {
            return new Result(key, problem.status(), null, null, problem);
        }
    }
}
