package dev.omnipoints.profile.identity;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** A row of {@code identity}: found by an HMAC, readable only with its member's key. */
@Entity
@Immutable
@Table(name = "identity")
public class KnownIdentity {
    @Id
    private UUID identityId;

    private String programme;

    @Enumerated(EnumType.STRING)
    private IdentityType type;

    private byte[] lookup;
    private UUID memberId;
    private byte[] value;
    private Instant knownSince;

    /** For Hibernate. */
    protected KnownIdentity() {}

    /** An identity that becomes the member's now. */
    public KnownIdentity(
            UUID identityId,
            String programme,
            IdentityType type,
            byte[] lookup,
            UUID memberId,
            byte[] value,
            Instant knownSince) {
        this.identityId = identityId;
        this.programme = programme;
        this.type = type;
        this.lookup = lookup.clone();
        this.memberId = memberId;
        this.value = value.clone();
        this.knownSince = knownSince;
    }

    public IdentityType type() {
        return type;
    }

    /** Whose it is. */
    public UUID memberId() {
        return memberId;
    }

    /** The value under its member's key, sealed for the field {@link #field(IdentityType)}. */
    public byte[] sealedValue() {
        return value.clone();
    }

    /** The field for which values of a type are sealed. */
    public static String field(IdentityType type) {
        return "identity." + type;
    }
}
