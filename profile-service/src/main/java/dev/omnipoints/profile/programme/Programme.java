package dev.omnipoints.profile.programme;

import dev.omnipoints.profile.identity.CardFormat;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.ZoneId;
import java.util.regex.Pattern;
import org.hibernate.annotations.Immutable;
import org.jboss.logging.Logger;

/** A programme's settings that matter here: how its cards look, how many identities enrol, when a day begins. */
@Entity
@Immutable
@Table(name = "programme")
public class Programme {
    private static final Logger LOG = Logger.getLogger(Programme.class);

    @Id
    private String id;

    private String cardPattern;

    @Enumerated(EnumType.STRING)
    private CardFormat.Check cardCheck;

    private short identitiesRequired;

    private String zone;

    /** For Hibernate. */
    protected Programme() {}

    /** The settings in the row. */
    public Settings settings() {
        return new Settings(
                id, new CardFormat(Pattern.compile(cardPattern), cardCheck), identitiesRequired, zone(zone));
    }

    /** What the operator mistyped must stop no sale. */
    private ZoneId zone(String written) {
        if (written == null || ZoneId.getAvailableZoneIds().contains(written)) {
            return written == null ? null : ZoneId.of(written);
        }
        LOG.errorf("programme %s: its zone is no IANA time zone, so nobody is told to have their birthday", id);
        return null;
    }
}
