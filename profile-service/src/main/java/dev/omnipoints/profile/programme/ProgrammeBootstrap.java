package dev.omnipoints.profile.programme;

import dev.omnipoints.profile.identity.CardFormat;
import dev.omnipoints.profile.platform.Sessions;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Inserts, at start, the programmes of the bootstrap file that are not there yet; those that are stay as
 * they are, but for a zone that is not known yet. {@code {"programmes": [{"id", "cardPattern", "cardCheck":
 * "EAN13"|"NONE", "identitiesRequired", "zone"}]}}.
 * A file that cannot be read or means nothing refuses the start.
 */
@ApplicationScoped
public class ProgrammeBootstrap {
    private static final Logger LOG = Logger.getLogger(ProgrammeBootstrap.class);
    private static final Set<String> FIELDS = Set.of("id", "cardPattern", "cardCheck", "identitiesRequired", "zone");
    private static final int MAX_IDENTITIES_REQUIRED = 4;
    private static final String INSERT = """
            INSERT INTO programme (id, card_pattern, card_check, identities_required, zone)
            VALUES (:id, :cardPattern, :cardCheck, cast(:identitiesRequired AS smallint), :zone)
            ON CONFLICT (id) DO UPDATE SET zone = excluded.zone WHERE programme.zone IS NULL""";

    private final Sessions sessions;
    private final Optional<Path> file;

    @Inject
    ProgrammeBootstrap(
            Sessions sessions, @ConfigProperty(name = "omnipoints.programme.bootstrap-file") Optional<Path> file) {
        this.sessions = sessions;
        this.file = file;
    }

    void insertMissing(@Observes StartupEvent start) throws Throwable {
        if (file.isPresent()) {
            List<Settings> programmes = read(file.get());
            int inserted = VertxContextSupport.subscribeAndAwait(() -> insert(programmes));
            LOG.infof("programmes: %d in the bootstrap file, %d inserted or given a zone", programmes.size(), inserted);
        }
    }

    private Uni<Integer> insert(List<Settings> programmes) {
        return sessions.withTransaction(session -> {
            Uni<Integer> inserted = Uni.createFrom().item(0);
            for (Settings programme : programmes) {
                inserted = inserted.flatMap(before -> session.createNativeQuery(INSERT)
                        .setParameter("id", programme.programme())
                        .setParameter("cardPattern", programme.cards().pattern().pattern())
                        .setParameter("cardCheck", programme.cards().check().name())
                        .setParameter("identitiesRequired", programme.identitiesRequired())
                        .setParameter("zone", programme.zone().getId())
                        .executeUpdate()
                        .map(now -> before + now));
            }
            return inserted;
        });
    }

    /**
     * The programmes in a bootstrap file.
     *
     * @throws IllegalStateException where the file cannot be read or an entry means nothing, saying which
     */
    static List<Settings> read(Path file) {
        try {
            JsonArray entries = new JsonObject(Files.readString(file)).getJsonArray("programmes");
            if (entries == null) {
                throw unusable(file, "programmes", "a list");
            }
            List<Settings> programmes = new ArrayList<>();
            for (int i = 0; i < entries.size(); i++) {
                programmes.add(programme(file, "programmes[" + i + "]", entries.getJsonObject(i)));
            }
            return programmes;
        } catch (IOException unreadable) {
            throw unusable(file, "the file", "readable");
        } catch (DecodeException | ClassCastException malformed) {
            throw unusable(file, "the file", "JSON of the form {\"programmes\": [{…}]}");
        }
    }

    private static Settings programme(Path file, String at, JsonObject entry) {
        if (!FIELDS.equals(entry.fieldNames())) {
            throw unusable(file, at, "an object with id, cardPattern, cardCheck, identitiesRequired, zone and no more");
        }
        String id = entry.getString("id");
        if (id == null || !Settings.ID.matcher(id).matches()) {
            throw unusable(file, at + ".id", "1 to 64 of a-z, 0-9 and hyphen");
        }
        Integer required = entry.getInteger("identitiesRequired");
        if (required == null || required < 1 || required > MAX_IDENTITIES_REQUIRED) {
            throw unusable(file, at + ".identitiesRequired", "1 to " + MAX_IDENTITIES_REQUIRED);
        }
        String zone = entry.getString("zone");
        if (zone == null || !ZoneId.getAvailableZoneIds().contains(zone)) {
            throw unusable(file, at + ".zone", "an IANA time zone such as Europe/Paris, as loyalty-service has it");
        }
        return new Settings(id, cards(file, at, entry), required, ZoneId.of(zone));
    }

    private static CardFormat cards(Path file, String at, JsonObject entry) {
        try {
            return new CardFormat(
                    Pattern.compile(entry.getString("cardPattern")),
                    CardFormat.Check.valueOf(entry.getString("cardCheck")));
        } catch (PatternSyntaxException | NullPointerException malformed) {
            throw unusable(file, at + ".cardPattern", "a regular expression, with cardCheck beside it");
        } catch (IllegalArgumentException unknown) {
            throw unusable(file, at + ".cardCheck", "EAN13 or NONE");
        }
    }

    private static IllegalStateException unusable(Path file, String what, String expected) {
        return new IllegalStateException("omnipoints.programme.bootstrap-file " + file.getFileName() + ": " + what
                + " must be " + expected + "; mend it and start again.");
    }
}
