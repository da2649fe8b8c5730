package dev.omnipoints.loyalty.programme;

import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.platform.DatabaseTrouble;
import dev.omnipoints.loyalty.platform.Refused;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.hibernate.exception.ConstraintViolationException;

/** Makes new versions of a programme's settings, one after the other and none twice. */
@ApplicationScoped
class ProgrammeEditor {
    private static final Duration FARTHEST = Duration.ofDays(3_660);

    private final ProgrammeStore store;
    private final Programmes programmes;

    @Inject
    ProgrammeEditor(ProgrammeStore store, Programmes programmes) {
        this.store = store;
        this.programmes = programmes;
    }

    /**
     * What is to become a version.
     *
     * @param by who asks for it
     * @param settings a version without number and date
     * @param expected the newest version, as the editor read it
     * @param holdsFrom null: at once
     */
    record Change(String by, ProgrammeVersion settings, int expected, Instant holdsFrom) {}

    /**
     * What became of it.
     *
     * @param replayed it was made before: the same change of the same version by the same person
     */
    record Made(ProgrammeVersion version, boolean replayed) {}

    /**
     * Makes the version after the expected one.
     *
     * @throws Refused VERSION_CONFLICT where that is not the newest, FIELD_INVALID where the date is past
     */
    Uni<Made> update(Change change) {
        return insert(change)
                // Someone else took the number meanwhile: a second look tells who.
                .onFailure(ConstraintViolationException.class)
                .retry()
                .atMost(1)
                .invoke(made -> programmes.learn(made.version()));
    }

    private Uni<Made> insert(Change change) {
        // What the transaction came to: nothing yet, the version that was there, or one to be written.
        AtomicReference<Made> made = new AtomicReference<>();
        return store.insert(change.settings().id, newest -> {
                    boolean replayed = isMade(change, newest.version());
                    made.set(new Made(replayed ? newest.version() : next(change, newest), replayed));
                    return made.get().version();
                })
                .map(version -> made.get())
                .onFailure(failed -> made.get() != null && !made.get().replayed() && answerLost(failed))
                .transform(lost -> Refused.of(
                        Reason.REASON_OUTCOME_UNKNOWN, "It may have been done; send the same change again."));
    }

    /** The database may have committed before it went away. */
    private static boolean answerLost(Throwable failed) {
        return DatabaseTrouble.asRefused(failed)
                .filter(trouble -> trouble.reason() == Reason.REASON_DEPENDENCY_UNAVAILABLE)
                .isPresent();
    }

    private static boolean isMade(Change change, ProgrammeVersion newest) {
        Instant from = change.holdsFrom() == null ? newest.createdAt : change.holdsFrom();
        return newest.version == change.expected() + 1
                && newest.createdBy.equals(change.by())
                && newest.holdsFrom.equals(from)
                && SettingsJson.of(newest).equals(SettingsJson.of(change.settings()));
    }

    private static ProgrammeVersion next(Change change, ProgrammeStore.Newest newest) {
        if (newest.version().version != change.expected()) {
            throw Refused.of(
                    Reason.REASON_VERSION_CONFLICT,
                    "Version " + newest.version().version + " is the newest; read it and change that one.");
        }
        Instant now = newest.now();
        Instant from = change.holdsFrom() == null ? now : change.holdsFrom();
        if (from.isBefore(now)) {
            throw Refused.fieldInvalid("holdsFrom", "Send an instant to come, or leave it out: then it holds at once.");
        }
        if (from.isAfter(now.plus(FARTHEST))) {
            throw Refused.fieldInvalid("holdsFrom", "Send an instant within the next ten years.");
        }
        return change.settings().numbered(change.expected() + 1, from, now, change.by());
    }
}
