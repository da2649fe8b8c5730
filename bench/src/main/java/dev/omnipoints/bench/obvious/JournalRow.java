package dev.omnipoints.bench.obvious;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A row of loyalty-service's table `journal`; its place in the feed is the database's to give. */
@Entity
@Table(name = "journal")
class JournalRow {
    @Embeddable
    record Key(short bucket, String programme, UUID member, long seq) {}

    @EmbeddedId
    Key key;

    String caller;
    UUID keyHash;
    short part;
    byte[] fingerprint;
    short kind;
    short refused;
    long points;
    long pendingChange;
    long spendableChange;
    long heldChange;
    long owedChange;
    long issuedChange;
    long redeemedChange;
    long expiredChange;
    long forfeitedChange;
    long adjustedChange;
    long transferredChange;
    long pending;
    long spendable;
    long held;
    long owed;
    byte[] lots;
    UUID sale;
    short channel;
    String store;
    String terminal;
    Instant occurredAt;
    Instant recordedAt;
    short version;
    byte[] hash;
}
