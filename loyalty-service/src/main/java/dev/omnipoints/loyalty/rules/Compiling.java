package dev.omnipoints.loyalty.rules;

import dev.omnipoints.loyalty.earning.Conditions;
import dev.omnipoints.loyalty.earning.RuleBook;
import dev.omnipoints.loyalty.earning.RulesVersion;
import dev.omnipoints.loyalty.earning.Scope;
import dev.omnipoints.loyalty.platform.Refused;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** Reads and compiles documents, of which a long one keeps a core busy, beside the event loops. */
@ApplicationScoped
class Compiling {
    /** Where the document stands in what staff send. */
    private static final String PATH = "document";

    private final Vertx vertx;

    @Inject
    Compiling(Vertx vertx) {
        this.vertx = vertx;
    }

    /** The first condition takes a second or two to compile, for all that CEL loads: not while somebody waits. */
    void warmUp(@Observes StartupEvent event) {
        vertx.executeBlocking(() -> Conditions.compile("basket.total > 0", Scope.SALE), false);
    }

    /**
     * What is to be written in a draft.
     *
     * @throws Refused MALFORMED_REQUEST, BODY_TOO_LARGE; FIELD_INVALID with a path below {@code document}
     */
    Uni<Draft.Content> content(String name, String document) {
        return UniHelper.toUni(vertx.executeBlocking(
                () -> {
                    Parts.checkedText("name", name);
                    RulesDocument read = RulesDocument.of(document);
                    int rules = read.read(PATH, 1).rules().size();
                    return new Draft.Content(name, read.text(), rules);
                },
                false));
    }

    /** The compiled rules of a stored document. */
    Uni<RuleBook> book(String document, long number) {
        return UniHelper.toUni(vertx.executeBlocking(() -> compiled(document, number), false));
    }

    /**
     * Likewise, of a draft that is to be published.
     *
     * @throws Refused FIELD_INVALID where a rule can fit nobody
     */
    Uni<RuleBook> toPublish(String document, long number) {
        return UniHelper.toUni(vertx.executeBlocking(
                () -> {
                    RulesVersion version = RulesDocument.of(document).read(PATH, number);
                    Vouched.check(PATH, version);
                    return RuleBook.compile(version);
                },
                false));
    }

    /** As {@link #book}, at once: blocks. */
    static RuleBook compiled(String document, long number) {
        return RuleBook.compile(RulesDocument.of(document).read(PATH, number));
    }
}
