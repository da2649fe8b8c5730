package dev.omnipoints.gateway.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.omnipoints.gateway.platform.Limits;
import dev.omnipoints.gateway.platform.Refused;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Rules to be kept as a draft. What they may be loyalty-service says, and its schema.
 *
 * @param basedOn null: of a new draft the newest version, of one that there is what it was
 * @param document whole
 */
@Schema(name = "RulesDraftBody", description = "Rules, whole, to be kept as a draft")
public record RulesDraftBody(
        @Schema(examples = "Serum week", minLength = 1)
        @NotNull
        @Pattern(regexp = Limits.TEXT, message = "{omnipoints.text}")
        String name,

        @Schema(
                minimum = "0",
                description = "The number of the version that the rules were made from; without it the newest one, or"
                        + " what it was")
        Long basedOn,

        @Schema(
                implementation = Object.class,
                type = SchemaType.OBJECT,
                description = "The rules as GET /v1/admin/rules/schema has them; docs/rules.md says what they mean",
                examples = "{\"rules\": [{\"id\": \"serum-double\", \"name\": \"Double points on serums\","
                        + " \"lines\": {\"include\": {\"categories\": [\"skincare/serum\"]}},"
                        + " \"award\": {\"multiplier\": {\"factor\": \"2\"}}}]}")
        @NotNull
        ObjectNode document) {

    /**
     * The document as it goes on.
     *
     * @throws Refused FIELD_INVALID where a text in it is none that UTF-8 has
     */
    String json() {
        String json = document.toString();
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(json)) {
            throw Refused.field("document", "Send whole characters: half of a surrogate pair stands alone.");
        }
        return json;
    }
}
