package dev.omnipoints.loyalty.ledger;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * What makes a row exactly-once within its account.
 *
 * @param hash the first 16 bytes of SHA-256(caller, a zero byte, the idempotency key)
 * @param part 0 answers the command; 1, 2, … is what else it did, in order
 */
public record Key(UUID hash, short part) {

    /** Of part 0. */
    public static Key of(String caller, String idempotencyKey) {
        byte[] bytes = (caller + '\0' + idempotencyKey).getBytes(StandardCharsets.UTF_8);
        return new Key(Encoding.half(Digests.sha256(bytes)), (short) 0);
    }
}
