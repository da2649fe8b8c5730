package dev.omnipoints.loyalty.rules;

import dev.omnipoints.loyalty.earning.RuleBook;
import dev.omnipoints.loyalty.platform.Refused;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/** Drafts for whoever tries them before they are published. */
@ApplicationScoped
public class TriedDrafts {

    private final RulesStore store;
    private final Compiling compiling;

    @Inject
    TriedDrafts(RulesStore store, Compiling compiling) {
        this.store = store;
        this.compiling = compiling;
    }

    /** A draft as it stood. */
    public record Tried(UUID draft, int version) {}

    /**
     * A draft as it stands, which compiles.
     *
     * @param draft as it was sent
     * @throws Refused RULES_UNKNOWN; FIELD_INVALID with the path of what no longer compiles
     */
    public Uni<Tried> now(String programme, String draft) {
        return store.draft(programme, RulesRequests.draft(draft)).chain(found -> {
            RulesEditor.exists(found);
            return compiling
                    .book(found.document, found.basedOn + 1)
                    .replaceWith(() -> new Tried(found.id, found.version));
        });
    }

    /**
     * The rules of a draft as it stood, compiled, whatever became of it since.
     *
     * @throws Refused RULES_UNKNOWN; FIELD_INVALID as above
     */
    public Uni<RuleBook> book(String programme, Tried tried) {
        return store.written(programme, tried.draft(), tried.version()).chain(change -> {
            if (change == null || change.after == null) {
                RulesEditor.exists(null);
            }
            return compiling.book(change.after, change.basedOn + 1);
        });
    }
}
