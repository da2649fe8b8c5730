package dev.omnipoints.loyalty.rules;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** A rules version as stored; what each column means: V8__rules.sql. */
@Entity
@Immutable
@Table(name = "rules_version")
@IdClass(Published.Key.class)
public class Published {

    @Id
    String programme;

    @Id
    long number;

    String name;
    String document;
    int ruleCount;
    UUID draft;
    String[] editors;
    Instant publishedAt;
    String publishedBy;

    protected Published() {}

    /** What a draft becomes. */
    Published(Draft draft, long number, String by, Instant at) {
        programme = draft.programme;
        this.number = number;
        name = draft.name;
        document = draft.document;
        ruleCount = draft.ruleCount;
        this.draft = draft.id;
        editors = draft.editors;
        publishedAt = at;
        publishedBy = by;
    }

    /** A programme's id and the version's number. */
    public static final class Key {
        String programme;
        long number;

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.number == number && Objects.equals(key.programme, programme);
        }

        @Override
        public int hashCode() {
            return Objects.hash(programme, number);
        }
    }
}
