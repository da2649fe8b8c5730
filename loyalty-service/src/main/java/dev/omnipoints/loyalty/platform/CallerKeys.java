package dev.omnipoints.loyalty.platform;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Reads Ed25519 keys from configuration; a malformed one names its property and never shows its value. */
final class CallerKeys {
    private static final String ALGORITHM = "Ed25519";

    private CallerKeys() {}

    /**
     * The public key in a property.
     *
     * @throws IllegalStateException where it is not base64 of X.509 SubjectPublicKeyInfo DER
     */
    static PublicKey publicKey(String property, String base64) {
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(decode(property, base64)));
        } catch (GeneralSecurityException malformed) {
            throw unusable(property, "an Ed25519 public key (base64 of X.509 DER)");
        }
    }

    private static byte[] decode(String property, String base64) {
        try {
            return Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException notBase64) {
            throw unusable(property, "base64");
        }
    }

    private static IllegalStateException unusable(String property, String expected) {
        return new IllegalStateException(
                "Configuration " + property + " must be " + expected + "; set it and start again.");
    }
}
