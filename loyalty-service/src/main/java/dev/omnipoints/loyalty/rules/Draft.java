package dev.omnipoints.loyalty.rules;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/** Rules that are being written, as stored; what each column means: V8__rules.sql. */
@Entity
@Table(name = "rules_draft")
@IdClass(Draft.Key.class)
public class Draft {

    @Id
    String programme;

    @Id
    UUID id;

    long position;
    int version;
    String name;
    long basedOn;
    String document;
    int ruleCount;
    String[] editors;
    Instant createdAt;
    String createdBy;
    Instant changedAt;
    String changedBy;

    protected Draft() {}

    /** One that is new. */
    Draft(String programme, UUID id, long position, Content content, long basedOn, String by, Instant at) {
        this.programme = programme;
        this.id = id;
        this.position = position;
        version = 1;
        editors = new String[] {by};
        createdAt = at;
        createdBy = by;
        take(content, basedOn, by, at);
    }

    /** Writes it anew. */
    void rewrite(Content content, long basedOn, String by, Instant at) {
        version++;
        if (!isEditor(by)) {
            editors = Stream.concat(Arrays.stream(editors), Stream.of(by)).toArray(String[]::new);
        }
        take(content, basedOn, by, at);
    }

    private void take(Content content, long basedOn, String by, Instant at) {
        name = content.name();
        document = content.document();
        ruleCount = content.ruleCount();
        this.basedOn = basedOn;
        changedAt = at;
        changedBy = by;
    }

    /** Whether someone has written on it. */
    boolean isEditor(String subject) {
        return Arrays.asList(editors).contains(subject);
    }

    /** What is written in a draft. */
    record Content(String name, String document, int ruleCount) {}

    /** A programme's id and the draft's. */
    public static final class Key {
        String programme;
        UUID id;

        protected Key() {}

        Key(String programme, UUID id) {
            this.programme = programme;
            this.id = id;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && Objects.equals(key.programme, programme) && Objects.equals(key.id, id);
        }

        @Override
        public int hashCode() {
            return Objects.hash(programme, id);
        }
    }
}
