package dev.omnipoints.profile.privacy;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA-256 under the service's lookup key: equal texts give equal values, and without the key nobody
 * can try out phone numbers. Every text goes in with its length, so no two lists give the same input.
 */
@Startup
@ApplicationScoped
public class Lookups {
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    @Inject
    Lookups(PrivacyConfig config) {
        this.key = new SecretKeySpec(SecretKeys.read("omnipoints.privacy.lookup-key", config.lookupKey()), ALGORITHM);
    }

    /** Under which an identity is found; the programme and type are in it, so equal values differ by them. */
    public byte[] identity(String programme, String type, String compared) {
        return hmac("identity", List.of(programme, type, compared));
    }

    /** Under which the content of an enrolment is compared with what came before under the same key. */
    public byte[] fingerprint(List<String> content) {
        return hmac("enrolment", content);
    }

    private byte[] hmac(String purpose, List<String> texts) {
        Mac mac = mac();
        update(mac, purpose);
        texts.forEach(text -> update(mac, text));
        return mac.doFinal();
    }

    private Mac mac() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, impossible);
        }
    }

    private static void update(Mac mac, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        mac.update(bytes);
    }
}
