package dev.omnipoints.loyalty.rules;

import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.rules.Editing.Made;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.UUID;

/** Writes drafts of rules and throws them away: each change once, however often it is asked for, and none unseen. */
@ApplicationScoped
class RulesEditor {
    private static final int MOST_DRAFTS = 200;

    private final RulesStore store;

    @Inject
    RulesEditor(RulesStore store) {
        this.store = store;
    }

    /**
     * Makes a draft.
     *
     * @throws Refused LIMIT_REACHED, IDEMPOTENCY_KEY_REUSED; FIELD_INVALID where it names a version that is none
     */
    Uni<Made<Draft>> create(Editing.Create wish) {
        return store.inTurn(
                wish.who().programme(),
                turn -> turn.byKey(wish.once().keyHash())
                        .chain(known -> known == null ? create(wish, turn) : createdBefore(wish, known)));
    }

    private static Uni<Made<Draft>> create(Editing.Create wish, Turn turn) {
        Turn.Stand stand = turn.stand();
        if (stand.openDrafts() >= MOST_DRAFTS) {
            throw Refused.of(
                    Problem.newBuilder()
                            .setReason(Reason.REASON_LIMIT_REACHED)
                            .setLimit("drafts")
                            .build(),
                    MOST_DRAFTS + " drafts are open; publish some or throw some away first.");
        }
        long basedOn = wish.basedOn() == null ? stand.newest() : version(wish.basedOn(), stand);
        String by = wish.who().subject();
        Draft draft = new Draft(
                wish.who().programme(), UUID.randomUUID(), stand.position(), wish.content(), basedOn, by, stand.now());
        Change change = new Change(Change.Kind.CREATE, draft, 1, stand.position(), wish.who(), stand.now())
                .from(null, draft.document)
                .by(wish.once());
        return turn.insert(draft, change).replaceWith(new Made<>(draft, false));
    }

    /** As it was answered then, whatever became of the draft since. */
    private static Uni<Made<Draft>> createdBefore(Editing.Create wish, Change known) {
        sameAs(known, wish.once());
        Draft draft = new Draft(
                known.programme,
                known.draft,
                known.position,
                wish.content(),
                known.basedOn,
                known.subject,
                known.changedAt);
        return Uni.createFrom().item(new Made<>(draft, true));
    }

    /** Goes on only where the key was used for this very request. */
    static void sameAs(Change known, Editing.Once once) {
        if (!Arrays.equals(known.fingerprint, once.fingerprint())) {
            throw Refused.of(
                    Problem.newBuilder()
                            .setReason(Reason.REASON_IDEMPOTENCY_KEY_REUSED)
                            .setField("Idempotency-Key")
                            .build(),
                    "This key was used for another request; send a new key with a new request.");
        }
    }

    private static long version(long basedOn, Turn.Stand stand) {
        if (basedOn < 0 || basedOn > stand.newest()) {
            throw Refused.fieldInvalid(
                    "basedOn", "Send the number of the version that it was made from, 0 to " + stand.newest() + '.');
        }
        return basedOn;
    }

    /**
     * Writes a draft anew.
     *
     * @throws Refused RULES_UNKNOWN, VERSION_CONFLICT
     */
    Uni<Made<Draft>> update(Editing.Update wish) {
        return store.inTurn(
                wish.who().programme(),
                turn -> turn.making(wish.draft(), wish.expected() + 1)
                        .chain(made -> isMade(wish, made) ? updatedBefore(wish, made, turn) : update(wish, turn)));
    }

    private static boolean isMade(Editing.Update wish, Change made) {
        return made != null
                && made.kind == Change.Kind.UPDATE
                && made.subject.equals(wish.who().subject())
                && made.name.equals(wish.content().name())
                && made.after.equals(wish.content().document())
                && (wish.basedOn() == null || wish.basedOn() == made.basedOn);
    }

    private static Uni<Made<Draft>> update(Editing.Update wish, Turn turn) {
        Turn.Stand stand = turn.stand();
        return turn.draft(wish.draft()).chain(draft -> {
            asExpected(draft, wish.expected());
            String before = draft.document;
            long basedOn = wish.basedOn() == null ? draft.basedOn : version(wish.basedOn(), stand);
            draft.rewrite(wish.content(), basedOn, wish.who().subject(), stand.now());
            Change change = new Change(
                            Change.Kind.UPDATE, draft, draft.version, stand.position(), wish.who(), stand.now())
                    .from(before, draft.document);
            return turn.insert(change).replaceWith(new Made<>(draft, false));
        });
    }

    /** As it was answered then. */
    private static Uni<Made<Draft>> updatedBefore(Editing.Update wish, Change made, Turn turn) {
        return turn.making(wish.draft(), 1)
                .chain(first -> turn.editors(wish.draft(), made.draftVersion).map(editors -> {
                    Draft draft = new Draft(
                            made.programme,
                            made.draft,
                            first.position,
                            wish.content(),
                            made.basedOn,
                            first.subject,
                            first.changedAt);
                    draft.version = made.draftVersion;
                    draft.editors = editors.toArray(String[]::new);
                    draft.changedAt = made.changedAt;
                    draft.changedBy = made.subject;
                    return new Made<>(draft, true);
                }));
    }

    /**
     * Throws a draft away.
     *
     * @return null and whether it was done before
     * @throws Refused RULES_UNKNOWN, VERSION_CONFLICT
     */
    Uni<Made<Void>> delete(Editing.Delete wish) {
        return store.inTurn(
                wish.who().programme(),
                turn -> turn.making(wish.draft(), wish.expected() + 1)
                        .chain(made -> isMade(wish, made)
                                ? Uni.createFrom().item(new Made<>(null, true))
                                : delete(wish, turn)));
    }

    private static boolean isMade(Editing.Delete wish, Change made) {
        return made != null
                && made.kind == Change.Kind.DELETE
                && made.subject.equals(wish.who().subject());
    }

    private static Uni<Made<Void>> delete(Editing.Delete wish, Turn turn) {
        Turn.Stand stand = turn.stand();
        return turn.draft(wish.draft()).chain(draft -> {
            asExpected(draft, wish.expected());
            Change change = new Change(
                            Change.Kind.DELETE, draft, draft.version + 1, stand.position(), wish.who(), stand.now())
                    .from(draft.document, null);
            return turn.insert(change).chain(() -> turn.delete(draft)).replaceWith(new Made<>(null, false));
        });
    }

    /** Goes on only where a draft stands as someone read it. */
    static void asExpected(Draft draft, int expected) {
        exists(draft);
        if (draft.version != expected) {
            throw Refused.of(
                    Reason.REASON_VERSION_CONFLICT,
                    "The draft's version is " + draft.version + "; read it again and put your changes on top.");
        }
    }

    /** Goes on only where there is a draft. */
    static void exists(Draft draft) {
        if (draft == null) {
            throw Refused.of(
                    Reason.REASON_RULES_UNKNOWN,
                    "There is no such draft, or no more: the list of changes tells what became of it.");
        }
    }
}
