package dev.omnipoints.profile.platform;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** UUIDv7 (RFC 9562, 5.7): 48 bits of Unix milliseconds, then 74 random bits. Not to be guessed, kind to B-trees. */
public final class TimeOrderedId {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern CANONICAL =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final long VERSION_7 = 0x7000L;
    private static final long RANDOM_12 = 0x0FFFL;
    private static final long RANDOM_62 = 0x3FFF_FFFF_FFFF_FFFFL;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private TimeOrderedId() {}

    /** A new id of that moment. */
    public static UUID at(Instant moment) {
        long high = (moment.toEpochMilli() << 16) | VERSION_7 | (RANDOM.nextLong() & RANDOM_12);
        return new UUID(high, (RANDOM.nextLong() & RANDOM_62) | VARIANT);
    }

    /** An id in its one wire form, lower case with hyphens; empty where the text is anything else. */
    public static Optional<UUID> parse(String text) {
        return CANONICAL.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }
}
