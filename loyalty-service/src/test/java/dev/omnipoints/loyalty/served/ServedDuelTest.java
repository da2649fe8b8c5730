package dev.omnipoints.loyalty.served;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.loyalty.Database;
import dev.omnipoints.loyalty.ledger.Outcome;
import dev.omnipoints.loyalty.ledger.Refusal;
import dev.omnipoints.loyalty.model.Ask;
import dev.omnipoints.loyalty.model.GroupDuel;
import dev.omnipoints.loyalty.programme.Programmes;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The running service and the naive model, asked the same at random over gRPC, agree on every answer and on all that
 * then stands.
 */
@QuarkusTest
@TestProfile(ServedDuelTest.OnStandingClock.class)
class ServedDuelTest {

    private static final int SEEDS = Boolean.getBoolean("long") ? 100 : 10;
    private static final int COMMANDS = 2_000;
    private static final int AUDIT_EACH = 1_000;

    private final Map<String, Long> outcomes = new TreeMap<>();
    private final AtomicInteger ledgers = new AtomicInteger();
    private Connection owner;

    @Inject
    Pool pool;

    @Inject
    Programmes programmes;

    /** A service and a database of its own. */
    public static class OnStandingClock implements QuarkusTestProfile {
        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(StandingClock.class));
        }

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }
    }

    @BeforeEach
    void connect() throws SQLException {
        owner = DriverManager.getConnection(
                value("test.owner.url"), value("test.owner.username"), value("test.owner.password"));
    }

    private static String value(String property) {
        return ConfigProvider.getConfig().getValue(property, String.class);
    }

    @AfterEach
    void disconnect() throws SQLException {
        owner.close();
    }

    private ServedSubject subject(String name) {
        String programme = name + "-" + ledgers.incrementAndGet();
        return new ServedSubject(owner, pool, programmes, programme, outcomes);
    }

    private static void audit() {
        assertThat(Database.audit()).startsWith("0 ");
    }

    @Test
    void agreesWithTheModel() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            String name = "duel-" + seed;
            GroupDuel.run(seed, COMMANDS, () -> subject(name), AUDIT_EACH, ServedDuelTest::audit)
                    .forEach((what, often) -> outcomes.merge(what, often, Long::sum));
        }

        outcomes.forEach((what, often) -> System.out.printf("%8d %s%n", often, what));
        assertThat(outcomes.keySet()).containsAll(everyOperation());
        assertThat(lastWords())
                .containsAll(everyReason())
                .contains("kind", "points", "hold", "original", "receipt", "body");
    }

    private static List<String> everyOperation() {
        return Arrays.stream(Ask.class.getPermittedSubclasses())
                .flatMap(ask -> ask == Ask.SetStatus.class || ask == Ask.Read.class
                        ? Stream.of(ask.getSimpleName() + " shown")
                        : Stream.of(ask.getSimpleName() + " done", ask.getSimpleName() + " first"))
                .toList();
    }

    private Set<String> lastWords() {
        return outcomes.keySet().stream()
                .map(what -> what.substring(what.lastIndexOf(' ') + 1))
                .collect(Collectors.toSet());
    }

    /**
     * All that the ledger refuses of single commands, in the words of the wire, but for what takes thousands of lots
     * (L7). What it refuses of returns, and of points that pay, have ReturnTest and PointsTenderTest.
     */
    private static List<String> everyReason() {
        Stream<String> recorded = Arrays.stream(Refusal.values())
                .filter(refusal -> refusal != Refusal.TOO_MANY_LOTS && refusal != Refusal.RETURN_EXCEEDS_SALE)
                .map(Refusal::name);
        Stream<String> unwritten = Arrays.stream(Outcome.Unwritten.values())
                .filter(reason ->
                        reason != Outcome.Unwritten.HOLD_WITHOUT_MONEY && reason != Outcome.Unwritten.HOLD_CURRENCY)
                .map(reason -> switch (reason) {
                    case NOT_PROVEN -> "NOT_GRANTED";
                    case SAME_MEMBER -> "FIELD_INVALID";
                    default -> reason.name();
                });
        return Stream.concat(recorded, unwritten).toList();
    }
}
