package dev.omnipoints.profile.privacy;

import java.util.Base64;

/** Reads 256-bit keys from configuration; a malformed one names its property and never shows its value. */
final class SecretKeys {
    private static final int BYTES = 32;

    private SecretKeys() {}

    /**
     * The key in a property.
     *
     * @throws IllegalStateException where it is not base64 of 32 bytes
     */
    static byte[] read(String property, String base64) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException notBase64) {
            throw unusable(property);
        }
        if (key.length != BYTES) {
            throw unusable(property);
        }
        return key;
    }

    private static IllegalStateException unusable(String property) {
        return new IllegalStateException(
                "Configuration " + property + " must be base64 of 32 random bytes; set it and start again.");
    }
}
