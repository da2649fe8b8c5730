package dev.omnipoints.profile.member;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** A row of {@code enrolment}: an idempotency key that was used, and the answer that it got. */
@Entity
@Immutable
@Table(name = "enrolment")
public class Enrolment {
    @EmbeddedId
    private Key key;

    private byte[] fingerprint;
    private UUID memberId;
    private byte[] displayName;
    private Instant enrolledAt;

    /** For Hibernate. */
    protected Enrolment() {}

    /** What a key got for an answer. */
    Enrolment(Key key, byte[] fingerprint, UUID memberId, byte[] displayName, Instant enrolledAt) {
        this.key = key;
        this.fingerprint = fingerprint;
        this.memberId = memberId;
        this.displayName = displayName;
        this.enrolledAt = enrolledAt;
    }

    /** Whether the same was asked for then, told in constant time. */
    boolean hasContent(byte[] otherFingerprint) {
        return MessageDigest.isEqual(fingerprint, otherFingerprint);
    }

    UUID memberId() {
        return memberId;
    }

    /** Sealed for {@link PersonSeal#ENROLMENT_DISPLAY_NAME}. */
    byte[] sealedDisplayName() {
        return displayName;
    }

    Instant enrolledAt() {
        return enrolledAt;
    }

    /**
     * An idempotency key as it is stored.
     *
     * @param keyHash SHA-256 of the client, a zero byte and the key, in lower-case hex
     */
    @Embeddable
    public record Key(String programme, String keyHash) {
        static Key of(String programme, String client, String idempotencyKey) {
            try {
                byte[] hash = MessageDigest.getInstance("SHA-256")
                        .digest((client + '\0' + idempotencyKey).getBytes(StandardCharsets.UTF_8));
                return new Key(programme, HexFormat.of().formatHex(hash));
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException("every JDK has SHA-256", impossible);
            }
        }
    }
}
