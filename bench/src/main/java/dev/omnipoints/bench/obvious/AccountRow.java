package dev.omnipoints.bench.obvious;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;

/** A row of loyalty-service's table `account`. */
@Entity
@Table(name = "account")
class AccountRow {
    private static final int BUCKETS = 64;

    @Embeddable
    record Key(short bucket, String programme, UUID member) {
        static Key of(String programme, UUID member) {
            byte[] hash = Sha256.of(ByteBuffer.allocate(16)
                    .putLong(member.getMostSignificantBits())
                    .putLong(member.getLeastSignificantBits())
                    .array());
            return new Key((short) (hash[0] & (BUCKETS - 1)), programme, member);
        }
    }

    @EmbeddedId
    Key key;

    short status;
    long statusVersion;
    long pending;
    long spendable;
    long held;
    long owed;
    long issued;
    long redeemed;
    long expired;
    long forfeited;
    long adjusted;
    long transferred;
    long seq;
    byte[] head;
    Instant lastRecordedAt;
    Instant nextDueAt;
    Instant inactiveAt;
}
