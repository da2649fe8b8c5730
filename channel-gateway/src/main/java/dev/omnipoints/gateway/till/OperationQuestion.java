package dev.omnipoints.gateway.till;

import dev.omnipoints.gateway.platform.IdempotencyKey;
import dev.omnipoints.gateway.platform.Identity;
import dev.omnipoints.gateway.platform.Limits;
import dev.omnipoints.gateway.platform.Refused;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Which command is asked after: its key, and whose it was, said as the command said it. */
@Schema(
        name = "OperationQuestion",
        description =
                "The key, and one of `memberId`, `identity`, `holdId` (for a capture or void) and `receipt` (of a sale,"
                        + " or of what came back or was claimed)")
public record OperationQuestion(
        @Schema(required = true, description = "The Idempotency-Key that was sent", minLength = 1, maxLength = 257)
        @NotNull
        String key,

        @Pattern(regexp = Limits.MEMBER_ID, message = "{omnipoints.memberId}")
        String memberId,

        @Valid Identity identity,

        @Pattern(regexp = Limits.TOKEN, message = "{omnipoints.token}")
        String holdId,

        @Valid ReceiptBody receipt) {

    /** Nobody's id in a log line. */
    @Override
    public String toString() {
        return "OperationQuestion[]";
    }

    /** The key without quotation marks; FIELD_INVALID where it is none, or where not exactly one says whose it was. */
    String checkedKey() {
        if (identity != null) {
            identity.mustNotBeAppCode("identity");
        }
        String[] names = {"memberId", "identity", "holdId", "receipt"};
        Object[] values = {memberId, identity, holdId, receipt};
        int sent = -1;
        for (int i = 0; i < names.length; i++) {
            if (values[i] != null && sent >= 0) {
                throw Refused.field(names[i], "Send one of memberId, identity, holdId and receipt.");
            }
            sent = values[i] == null ? sent : i;
        }
        if (sent < 0) {
            throw Refused.field("memberId", "Send one of memberId, identity, holdId and receipt.");
        }
        return IdempotencyKey.parse(key, "key");
    }
}
