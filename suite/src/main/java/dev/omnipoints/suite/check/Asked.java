package dev.omnipoints.suite.check;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What was asked: the `value` of an invocation. What a request does not say is null.
 *
 * @param member whose points; of a transfer the sender's
 * @param key the idempotency key; the same request under the same key is the same command
 * @param channel through which, or whose token
 * @param door at which of several gateways
 * @param points of a sale what it must earn, of an adjustment signed
 * @param ttl of a hold, seconds
 * @param hold what is captured or voided, or pays for a sale
 * @param pays how many points of the hold pay for the sale
 * @param original the operation that is reversed
 * @param to who receives a transfer
 * @param receipt of a sale or a return
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Asked(
        String member,
        String key,
        String channel,
        Integer door,
        Long points,
        Long ttl,
        String hold,
        Long pays,
        String original,
        String to,
        String receipt) {
    /** About a member; the rest is said by the methods that follow. */
    public static Asked of(String member) {
        return new Asked(member, null, null, null, null, null, null, null, null, null, null);
    }

    public Asked key(String value) {
        return new Asked(member, value, channel, door, points, ttl, hold, pays, original, to, receipt);
    }

    public Asked channel(String value) {
        return new Asked(member, key, value, door, points, ttl, hold, pays, original, to, receipt);
    }

    public Asked door(Integer value) {
        return new Asked(member, key, channel, value, points, ttl, hold, pays, original, to, receipt);
    }

    public Asked points(long value) {
        return new Asked(member, key, channel, door, value, ttl, hold, pays, original, to, receipt);
    }

    public Asked ttl(long seconds) {
        return new Asked(member, key, channel, door, points, seconds, hold, pays, original, to, receipt);
    }

    public Asked hold(String value) {
        return new Asked(member, key, channel, door, points, ttl, value, pays, original, to, receipt);
    }

    public Asked pays(long value) {
        return new Asked(member, key, channel, door, points, ttl, hold, value, original, to, receipt);
    }

    public Asked original(String value) {
        return new Asked(member, key, channel, door, points, ttl, hold, pays, value, to, receipt);
    }

    public Asked to(String value) {
        return new Asked(member, key, channel, door, points, ttl, hold, pays, original, value, receipt);
    }

    public Asked receipt(String value) {
        return new Asked(member, key, channel, door, points, ttl, hold, pays, original, to, value);
    }

    /** Without what tells one of two requests for the same thing from the other. */
    Asked meaning() {
        return new Asked(member, null, null, null, points, ttl, hold, pays, original, to, receipt);
    }
}
