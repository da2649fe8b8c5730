package dev.omnipoints.profile.privacy;

import com.google.crypto.tink.Aead;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;

/**
 * A member's own key, unwrapped. Each ciphertext is bound to the member and to its field: one that is
 * moved to another member or another column does not open.
 */
public final class MemberKey {
    private final UUID memberId;
    private final Aead aead;
    private final byte[] wrapped;

    MemberKey(UUID memberId, Aead aead, byte[] wrapped) {
        this.memberId = memberId;
        this.aead = aead;
        this.wrapped = wrapped;
    }

    /** The key as it is stored, wrapped by the key-encryption key. */
    public byte[] wrapped() {
        return wrapped.clone();
    }

    /** The ciphertext of a value for one field; null for null, which is "not known". */
    public byte[] seal(String field, String value) {
        if (value == null) {
            return null;
        }
        try {
            return aead.encrypt(value.getBytes(StandardCharsets.UTF_8), boundTo(field));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("cannot seal " + field, impossible);
        }
    }

    /**
     * The value in a ciphertext; null for null.
     *
     * @throws IllegalStateException where it was sealed by another key or for another field
     */
    public String open(String field, byte[] sealed) {
        if (sealed == null) {
            return null;
        }
        try {
            return new String(aead.decrypt(sealed, boundTo(field)), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException foreign) {
            throw new IllegalStateException(field + " of member " + memberId + " does not open", foreign);
        }
    }

    private byte[] boundTo(String field) {
        return (memberId + ":" + field).getBytes(StandardCharsets.US_ASCII);
    }
}
