package dev.omnipoints.loyalty;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Map;

/** Fresh keys of a test run, as configuration: those of the services that call this one. */
final class TestKeys {
    private TestKeys() {}

    static Map<String, String> configuration() {
        KeyPair gateway = ed25519();
        KeyPair profile = ed25519();
        return Map.of(
                "omnipoints.caller.trusted.\"channel-gateway\"",
                base64(gateway.getPublic().getEncoded()),
                "omnipoints.caller.trusted.\"profile-service\"",
                base64(profile.getPublic().getEncoded()),
                "test.key.channel-gateway",
                base64(gateway.getPrivate().getEncoded()),
                "test.key.profile-service",
                base64(profile.getPrivate().getEncoded()));
    }

    static KeyPair ed25519() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
