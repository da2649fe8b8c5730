package dev.omnipoints.loyalty.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.omnipoints.loyalty.Database;
import dev.omnipoints.loyalty.LoyaltyEnvironment;
import dev.omnipoints.loyalty.earning.RuleBook;
import dev.omnipoints.loyalty.platform.OwnContext;
import dev.omnipoints.loyalty.programme.Programmes;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(LoyaltyEnvironment.class)
class RulebooksTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Inject
    Programmes programmes;

    @Inject
    Rulebooks rulebooks;

    @Inject
    RulesStore store;

    @Inject
    Compiling compiling;

    @Inject
    Vertx vertx;

    private Staff ann;
    private Staff bob;
    private String programme;

    @BeforeEach
    void aProgrammeOfTheTestsOwn() {
        programme = Refusing.programme(programmes);
        ann = new Staff(programme, "ann");
        bob = new Staff(programme, "bob");
    }

    @Test
    void theRulesOfAnOlderVersionAreStillToBeHad() {
        bob.publish(ann.create(5).getDraftId(), 1);
        RuleBook first = rulebooks.current(programme);
        assertThat(of(rulebooks, 1)).isSameAs(first);
        bob.publish(ann.create(6).getDraftId(), 1);
        Rulebooks other = new Rulebooks(store, compiling, vertx, Duration.ofDays(1));
        other.start(null);

        RuleBook older = of(other, 1);

        assertThat(older).isNotSameAs(other.current(programme)).isSameAs(of(other, 1));
        assertThat(of(other, 2)).isSameAs(other.current(programme));
        assertThat(of(other, 0)).isSameAs(other.current("nowhere"));
        assertThatThrownBy(() -> of(other, 3))
                .hasMessage("Rules version 3 of programme " + programme + " is not there");
        other.stop(null);
    }

    private RuleBook of(Rulebooks books, long number) {
        return OwnContext.await(vertx, LIMIT, () -> books.of(programme, number));
    }

    @Test
    void anotherInstanceSeesAPublicationAtItsNextLook() {
        Rulebooks other = new Rulebooks(store, compiling, vertx, Duration.ofDays(1));
        other.start(null);
        bob.publish(ann.create(5).getDraftId(), 1);
        assertThat(other.number(programme)).isZero();

        other.look();

        assertThat(other.number(programme)).isEqualTo(1);
        assertThat(other.current(programme)).isNotSameAs(rulebooks.current(programme));
        other.stop(null);
    }

    @Test
    void anInstanceThatOnlyPollsSeesItWithinItsPoll() {
        Rulebooks other = new Rulebooks(store, compiling, vertx, Duration.ofMillis(50));
        other.start(null);
        bob.publish(ann.create(5).getDraftId(), 1);

        await().atMost(Duration.ofSeconds(5)).until(() -> other.number(programme) == 1);
        other.stop(null);
    }

    @Test
    void aStoredVersionThatDoesNotCompileStopsTheStartByName() {
        Database.execute("INSERT INTO rules_version VALUES ('" + programme + "', 1, 'Broken',"
                + " '{\"rules\":[{\"id\":\"a\"}]}', 1, gen_random_uuid(), '{ann}', now(), 'bob')");
        Rulebooks other = new Rulebooks(store, compiling, vertx, Duration.ofDays(1));

        assertThatThrownBy(() -> other.start(null))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Rules version 1 of programme " + programme
                        + " does not compile: document.rules[0].name: This field is required.");
        other.stop(null);
        Database.execute("DELETE FROM rules_version WHERE programme = '" + programme + "'");
    }

    @Test
    void theRunningServiceMayNotRewriteVersionsOrChanges() {
        for (String sql : List.of(
                "UPDATE rules_version SET name = 'x'",
                "DELETE FROM rules_version",
                "UPDATE rules_change SET subject = 'x'",
                "DELETE FROM rules_change")) {
            assertThatThrownBy(() -> Database.executeAsService(sql)).hasMessageContaining("permission denied");
        }
    }
}
