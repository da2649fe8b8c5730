package dev.omnipoints.bench.obvious;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A row of loyalty-service's table `lot`. */
@Entity
@Table(name = "lot")
class LotRow {
    @Embeddable
    record Key(short bucket, String programme, UUID member, long madeSeq, int madeIndex, UUID madeBy) {}

    @EmbeddedId
    Key key;

    long points;
    long pending;
    long remaining;
    long held;
    long expired;
    long counted;
    long clamped;
    Instant availableAt;
    Instant expiresAt;
    boolean open;
}
