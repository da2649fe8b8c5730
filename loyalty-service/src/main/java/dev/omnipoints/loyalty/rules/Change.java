package dev.omnipoints.loyalty.rules;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** Who changed what of a programme's rules, as stored; what each column means: V8__rules.sql. */
@Entity
@Immutable
@Table(name = "rules_change")
@IdClass(Change.Key.class)
public class Change {

    @Id
    String programme;

    @Id
    long position;

    @Enumerated(EnumType.STRING)
    Kind kind;

    Instant changedAt;
    String subject;
    String client;
    UUID draft;
    int draftVersion;
    String name;
    long basedOn;
    Long number;
    String before;
    String after;
    UUID keyHash;
    byte[] fingerprint;

    protected Change() {}

    /** A change of a draft; the caller adds what was before and after. */
    Change(Kind kind, Draft draft, int draftVersion, long position, Editing.Who who, Instant at) {
        this.kind = kind;
        this.position = position;
        this.draftVersion = draftVersion;
        programme = draft.programme;
        this.draft = draft.id;
        name = draft.name;
        basedOn = draft.basedOn;
        subject = who.subject();
        client = who.client();
        changedAt = at;
    }

    /** What was before and after; null: nothing. */
    Change from(String document, String next) {
        before = document;
        after = next;
        return this;
    }

    /** By which key it is known again. */
    Change by(Editing.Once once) {
        keyHash = once.keyHash();
        fingerprint = once.fingerprint();
        return this;
    }

    /** Which version it published. */
    Change numbered(long number) {
        this.number = number;
        return this;
    }

    /** What was done. */
    enum Kind {
        CREATE,
        UPDATE,
        DELETE,
        PUBLISH
    }

    /** A programme's id and the change's place among its changes. */
    public static final class Key {
        String programme;
        long position;

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.position == position && Objects.equals(key.programme, programme);
        }

        @Override
        public int hashCode() {
            return Objects.hash(programme, position);
        }
    }
}
