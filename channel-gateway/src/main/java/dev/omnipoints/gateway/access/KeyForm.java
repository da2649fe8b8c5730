package dev.omnipoints.gateway.access;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What an API key looks like: {@code op_}, a word for where it is good, and 43 characters of base64url that carry 256
 * bits no one can guess, which is why a plain SHA-256 is enough to keep.
 */
@Startup // A secret that is unfit is to be found before the first request.
@Singleton
public final class KeyForm {
    private static final Pattern FORM = Pattern.compile("op_[a-z]{1,16}_[A-Za-z0-9_-]{43}");
    private static final Pattern NAME = Pattern.compile("[a-z]{1,16}");
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SECRET_BYTES = 32;

    private final String prefix;
    private final SecretKeySpec secret;

    KeyForm(
            @ConfigProperty(name = "omnipoints.access.key-name") String name,
            @ConfigProperty(name = "omnipoints.access.key-secret") String secret) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalStateException("omnipoints.access.key-name must be 1 to 16 lower-case letters");
        }
        this.prefix = "op_" + name + '_';
        this.secret = read(secret);
    }

    /** Whether a text can be a key at all. */
    static boolean fits(String key) {
        return FORM.matcher(key).matches();
    }

    /** What is kept of a key. */
    static byte[] sha256(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }

    /** The key of a salt: the same for the same, and worth nothing to who has only the one of salt and secret. */
    String of(byte[] salt) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(salt));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, impossible);
        }
    }

    private static SecretKeySpec read(String base64) {
        byte[] secret = new byte[0];
        try {
            secret = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            // Told below; the cause may quote the secret.
        }
        if (secret.length != SECRET_BYTES) {
            throw new IllegalStateException(
                    "omnipoints.access.key-secret must be the base64 of " + SECRET_BYTES + " random bytes");
        }
        return new SecretKeySpec(secret, ALGORITHM);
    }
}
