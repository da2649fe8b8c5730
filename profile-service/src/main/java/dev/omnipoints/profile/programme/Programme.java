package dev.omnipoints.profile.programme;

import dev.omnipoints.profile.identity.CardFormat;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.regex.Pattern;
import org.hibernate.annotations.Immutable;

/** A programme's settings that matter here: what its cards look like, how many identities enrol. */
@Entity
@Immutable
@Table(name = "programme")
public class Programme {
    @Id
    private String id;

    private String cardPattern;

    @Enumerated(EnumType.STRING)
    private CardFormat.Check cardCheck;

    private short identitiesRequired;

    /** For Hibernate. */
    protected Programme() {}

    /** The settings in the row. */
    public Settings settings() {
        return new Settings(id, new CardFormat(Pattern.compile(cardPattern), cardCheck), identitiesRequired);
    }
}
