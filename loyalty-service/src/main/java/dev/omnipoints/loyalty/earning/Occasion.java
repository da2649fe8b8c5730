package dev.omnipoints.loyalty.earning;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * Where, when and by whom something is bought or done: all that rules may ask beside the basket. Never a name, a birth
 * date or the value of an identity.
 *
 * @param channel the contract's word
 * @param occurredAt when it happened, a till's skewed clock corrected
 * @param known a member is named
 * @param tier empty: none
 * @param event null: a sale
 */
public record Occasion(
        String channel,
        String store,
        String terminal,
        Instant occurredAt,
        boolean known,
        String tier,
        Set<String> segments,
        Set<String> flags,
        Event event) {

    /**
     * A named event.
     *
     * @param data as it came: strings, numbers (Long or Double), booleans, lists and maps by name
     */
    public record Event(String source, String type, Map<String, Object> data) {}
}
