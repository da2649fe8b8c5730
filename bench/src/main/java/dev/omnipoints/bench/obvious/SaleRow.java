package dev.omnipoints.bench.obvious;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A row of loyalty-service's table `sale`. */
@Entity
@Table(name = "sale")
class SaleRow {
    private static final int BUCKETS = 64;

    @Embeddable
    record Key(short bucket, UUID id) {
        static Key of(UUID id) {
            return new Key((short) ((id.getMostSignificantBits() >>> 56) & (BUCKETS - 1)), id);
        }
    }

    @EmbeddedId
    Key key;

    String programme;
    String store;
    String terminal;
    String number;
    String businessDate;
    UUID member;
    short memberStatus;
    String caller;
    UUID keyHash;
    byte[] fingerprint;
    short channel;
    Instant occurredAt;
    Instant recordedAt;
    String currency;
    long total;
    byte[] basket;
    byte[] context;
    int programmeVersion;
    long rulesVersion;
    Long earnSeq;
    long points;
    byte[] answer;
}
