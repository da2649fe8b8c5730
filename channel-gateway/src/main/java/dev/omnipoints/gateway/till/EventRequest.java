package dev.omnipoints.gateway.till;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.omnipoints.contracts.loyalty.v1.NamedEvent;
import dev.omnipoints.contracts.profile.v1.ResolveRequest;
import dev.omnipoints.gateway.platform.Identity;
import dev.omnipoints.gateway.platform.Limits;
import dev.omnipoints.gateway.platform.Refused;
import dev.omnipoints.gateway.platform.Times;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A named event as a channel posts it. What it is worth is loyalty-service's to say; here is its form. */
@Schema(
        name = "EventRequest",
        description = "What a member did besides buying; `identity` or `memberId`. `source` and `id` are CloudEvents':"
                + " together they are taken once.")
public record EventRequest(
        @Schema(description = "Where it happened: a URI, or a name of yours", examples = "https://shop.example/reviews")
        @NotNull
        @Pattern(regexp = Limits.SOURCE, message = "{omnipoints.source}")
        String source,

        @Schema(description = "Unique within the source", examples = "review-4711")
        @NotNull
        @Pattern(regexp = Limits.ID, message = "{omnipoints.visibleAscii}")
        String id,

        @Schema(description = "What rules name as their event; none that is SALE", examples = "review")
        @NotNull
        @Pattern(regexp = Limits.ID, message = "{omnipoints.visibleAscii}")
        String type,

        @Valid Identity identity,

        @Pattern(regexp = Limits.MEMBER_ID, message = "{omnipoints.memberId}")
        String memberId,

        @Schema(description = "When it happened, RFC 3339", examples = "2026-11-21T10:15:00Z") @NotNull
        Instant occurredAt,

        @Schema(
                implementation = Object.class,
                type = SchemaType.OBJECT,
                description = "What conditions of rules may read: at most 16 KiB, 1,000 values, 8 deep; no personal"
                        + " data",
                examples = "{\"stars\": 5, \"photo\": true}")
        ObjectNode data) {

    /** Nobody's id in a log line. */
    @Override
    public String toString() {
        return "EventRequest[]";
    }

    /** Who did it, with what is so of them on that day; FIELD_INVALID where nobody is named. */
    ResolveRequest who() {
        if (identity != null) {
            identity.mustNotBeAppCode("identity");
        }
        return Identity.question(identity, memberId, occurredAt)
                .orElseThrow(() -> Refused.field("identity", "Send identity or memberId."));
    }

    /** What loyalty-service is told: all but who, whose identity stays at the door; FIELD_INVALID. */
    NamedEvent toProto() {
        NamedEvent.Builder event = NamedEvent.newBuilder()
                .setSource(source)
                .setId(id)
                .setType(type)
                .setOccurredAt(Times.to(occurredAt));
        if (data != null) {
            finite(data);
            String json = data.toString();
            if (!StandardCharsets.UTF_8.newEncoder().canEncode(json)) {
                throw Refused.field("data", "Send whole characters: half of a surrogate pair stands alone.");
            }
            event.setData(json);
        }
        return event.build();
    }

    /** A number that no double holds would go on as a word. */
    private static void finite(JsonNode value) {
        if (value.isDouble() && !Double.isFinite(value.doubleValue())) {
            throw Refused.field("data", "Send numbers that a double holds.");
        }
        value.forEach(EventRequest::finite);
    }
}
