package dev.omnipoints.profile.member;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** A row of {@code segments_change}: who put a member in other segments than before. */
@Entity
@Immutable
@Table(name = "segments_change")
public class SegmentsChange {
    @EmbeddedId
    private Key key;

    private String[] before;
    private String[] after;
    private Instant changedAt;
    private String changedBy;

    /** For Hibernate. */
    protected SegmentsChange() {}

    SegmentsChange(Key key, List<String> before, List<String> after, Instant changedAt, String changedBy) {
        this.key = key;
        this.before = before.toArray(String[]::new);
        this.after = after.toArray(String[]::new);
        this.changedAt = changedAt;
        this.changedBy = changedBy;
    }

    /** The version that it made. */
    int version() {
        return key.version();
    }

    List<String> before() {
        return List.of(before);
    }

    List<String> after() {
        return List.of(after);
    }

    Instant changedAt() {
        return changedAt;
    }

    /** A pseudonymous subject. */
    String changedBy() {
        return changedBy;
    }

    /** Whose segments, and which version of them it made. */
    @Embeddable
    public record Key(UUID memberId, int version) {}
}
