package dev.omnipoints.profile.privacy;

import io.smallrye.config.ConfigMapping;

/** The two secrets that guard personal data. Both are base64 of 32 random bytes; losing one loses the data. */
@ConfigMapping(prefix = "omnipoints.privacy")
public interface PrivacyConfig {
    /** AES-256 key that wraps the members' own keys. */
    String keyEncryptionKey();

    /** HMAC-SHA-256 key under which identities are found and enrolments compared. */
    String lookupKey();
}
