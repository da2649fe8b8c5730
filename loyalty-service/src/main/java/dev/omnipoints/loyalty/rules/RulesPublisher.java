package dev.omnipoints.loyalty.rules;

import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.earning.RuleBook;
import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.rules.Editing.Made;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Makes a draft the next rules version, where a second person wants it. */
@ApplicationScoped
class RulesPublisher {
    private final RulesStore store;
    private final Rulebooks rulebooks;
    private final Compiling compiling;

    @Inject
    RulesPublisher(RulesStore store, Rulebooks rulebooks, Compiling compiling) {
        this.store = store;
        this.rulebooks = rulebooks;
        this.compiling = compiling;
    }

    /**
     * Publishes a draft.
     *
     * @throws Refused RULES_UNKNOWN, VERSION_CONFLICT, IDEMPOTENCY_KEY_REUSED; NOT_GRANTED to whoever wrote on it;
     *     FIELD_INVALID where a rule can fit nobody
     */
    Uni<Made<Published>> publish(Editing.Publish wish) {
        String programme = wish.who().programme();
        // Compiled before the turn, which others wait for: what a draft's version says never changes.
        return store.draft(programme, wish.draft()).chain(read -> {
            boolean asExpected = read != null && read.version == wish.expected();
            Uni<RuleBook> book = asExpected
                    ? compiling.toPublish(read.document, read.basedOn + 1)
                    : Uni.createFrom().nullItem();
            return book.chain(compiled -> store.inTurn(programme, turn -> publish(wish, compiled, turn))
                    .invoke(made -> {
                        if (!made.replayed()) {
                            rulebooks.learn(programme, made.what().number, compiled);
                        }
                    }));
        });
    }

    private static Uni<Made<Published>> publish(Editing.Publish wish, RuleBook compiled, Turn turn) {
        return turn.byKey(wish.once().keyHash()).chain(known -> {
            if (known != null) {
                RulesEditor.sameAs(known, wish.once());
                return before(known, turn);
            }
            return turn.making(wish.draft(), wish.expected() + 1).chain(made -> {
                if (made == null || made.kind != Change.Kind.PUBLISH) {
                    return publishNow(wish, compiled, turn);
                }
                if (made.subject.equals(wish.who().subject())) {
                    return before(made, turn);
                }
                throw Refused.of(
                        Reason.REASON_VERSION_CONFLICT,
                        "The draft is published already, as version " + made.number + "; there is nothing left to do.");
            });
        });
    }

    /** As it was answered then. */
    private static Uni<Made<Published>> before(Change made, Turn turn) {
        return turn.published(made.number).map(version -> new Made<>(version, true));
    }

    private static Uni<Made<Published>> publishNow(Editing.Publish wish, RuleBook compiled, Turn turn) {
        Turn.Stand stand = turn.stand();
        return turn.draft(wish.draft()).chain(draft -> {
            secondPerson(draft, wish.who().subject());
            RulesEditor.asExpected(draft, wish.expected());
            if (draft.basedOn != stand.newest()) {
                throw Refused.of(
                        Reason.REASON_VERSION_CONFLICT,
                        "Version " + stand.newest() + " was published after the draft was made from version "
                                + draft.basedOn + "; read it, put your changes on top and send its number as basedOn.");
            }
            if (compiled == null) {
                throw Refused.of(
                        Reason.REASON_VERSION_CONFLICT,
                        "The draft was changed just now; read it again and publish it.");
            }
            Published version =
                    new Published(draft, stand.newest() + 1, wish.who().subject(), stand.now());
            return turn.document(stand.newest()).chain(before -> {
                Change change = new Change(
                                Change.Kind.PUBLISH,
                                draft,
                                draft.version + 1,
                                stand.position(),
                                wish.who(),
                                stand.now())
                        .from(before, draft.document)
                        .by(wish.once())
                        .numbered(version.number);
                return turn.insert(version, change)
                        .chain(() -> turn.delete(draft))
                        .replaceWith(new Made<>(version, false));
            });
        });
    }

    /** Two persons stand for what earns points: none who wrote on it publishes it. */
    private static void secondPerson(Draft draft, String subject) {
        RulesEditor.exists(draft);
        if (draft.isEditor(subject)) {
            throw Refused.of(
                    Reason.REASON_NOT_GRANTED,
                    "You have written on this draft; a second person, who has not, must publish it.");
        }
    }
}
