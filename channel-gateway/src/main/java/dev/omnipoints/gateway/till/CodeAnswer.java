package dev.omnipoints.gateway.till;

import dev.omnipoints.contracts.loyalty.v1.CodeUse;
import dev.omnipoints.gateway.platform.Words;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What became of a promotion code. */
@Schema(name = "CodeUse", description = "What became of a promotion code")
public record CodeAnswer(
        @Schema(required = true) String code,

        @Schema(
                required = true,
                description =
                        "USED: a rule that asks for it awarded; UNKNOWN: none asks for it; SPENT: used as often as"
                                + " it may be; NOT_APPLICABLE: this sale is not what its rule asks for",
                enumeration = {"USED", "UNKNOWN", "EXPIRED", "SPENT", "NOT_APPLICABLE"})
        String state) {

    /** In their order; null where there are none. */
    static List<CodeAnswer> of(List<CodeUse> told) {
        return told.isEmpty()
                ? null
                : told.stream()
                        .map(code -> new CodeAnswer(code.getCode(), Words.of(code.getState())))
                        .toList();
    }
}
