package dev.omnipoints.loyalty.event;

import static dev.omnipoints.loyalty.platform.Refused.fieldInvalid;

import dev.omnipoints.contracts.loyalty.v1.NamedEvent;
import dev.omnipoints.loyalty.earning.Occasion;
import dev.omnipoints.loyalty.earning.Rule;
import dev.omnipoints.loyalty.ledger.Encoding;
import dev.omnipoints.loyalty.operation.Commander;
import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.platform.Wire;
import dev.omnipoints.loyalty.receipt.Form;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * A named event as a channel posts it (earning.md, 2). Source and id are CloudEvents'.
 *
 * @param occurredAt in microseconds
 */
record Event(String source, String id, String type, Instant occurredAt, EventData data) {

    /** A URI, or whatever else the channel is known by. */
    private static final Pattern SOURCE = Pattern.compile("[!-~]{1,255}");

    /**
     * What was sent; fields are named by their path in the JSON body.
     *
     * @throws Refused FIELD_INVALID
     */
    static Event of(NamedEvent sent) {
        Instant occurredAt = sent.hasOccurredAt() ? Wire.instant("occurredAt", sent.getOccurredAt()) : null;
        Form.occurredAt(occurredAt);
        if (!SOURCE.matcher(sent.getSource()).matches()) {
            throw fieldInvalid("source", "Send 1 to 255 visible ASCII characters.");
        }
        Form.id("id", sent.getId());
        Form.id("type", sent.getType());
        if (sent.getType().equalsIgnoreCase(Rule.SALE)) {
            throw fieldInvalid("type", "Send another type: a sale is posted as a sale.");
        }
        EventData data = EventData.of(sent.hasData() ? sent.getData() : null);
        return new Event(sent.getSource(), sent.getId(), sent.getType(), occurredAt, data);
    }

    /** As rules see it. */
    Occasion.Event occasion() {
        return new Occasion.Event(source, type, data.values());
    }

    /** Of what was sent, in field order; not who the member is (ledger.md, 3). */
    Encoding fingerprint() {
        return Commander.fingerprint("EVENT")
                .text(source)
                .text(id)
                .text(type)
                .instant(occurredAt)
                .text(data.canonical());
    }
}
