package dev.omnipoints.profile;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;

/** Fresh keys of a test run, as configuration. */
public final class TestKeys {
    private TestKeys() {}

    static Map<String, String> configuration() {
        KeyPair gateway = ed25519();
        KeyPair profile = ed25519();
        return Map.of(
                "omnipoints.caller.private-key", base64(profile.getPrivate().getEncoded()),
                "omnipoints.caller.trusted.\"channel-gateway\"",
                        base64(gateway.getPublic().getEncoded()),
                "test.gateway.private-key", base64(gateway.getPrivate().getEncoded()),
                "test.profile.public-key", base64(profile.getPublic().getEncoded()),
                "omnipoints.privacy.key-encryption-key", secret(),
                "omnipoints.privacy.lookup-key", secret());
    }

    /** A pair of keys as services sign with. */
    public static KeyPair ed25519() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** 32 random bytes in base64. */
    public static String secret() {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        return base64(secret);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
