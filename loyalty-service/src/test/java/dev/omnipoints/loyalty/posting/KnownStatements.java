package dev.omnipoints.loyalty.posting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.loyalty.posting.fake.Server;
import dev.omnipoints.loyalty.posting.fake.Work;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The statements of the ledger's tables that the fake database knows. */
final class KnownStatements {

    private static final List<Class<?>> TABLES =
            List.of(AccountTable.class, JournalTable.class, UndoneTable.class, LotTable.class, HoldTable.class);

    /** No lane sends it. */
    private static final Set<String> OF_OTHERS = Set.of("JournalTable.PARTS");

    private static final Set<String> ALL = TABLES.stream()
            .flatMap(table -> Stream.of(table.getDeclaredFields()))
            .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == Statement.class)
            .map(field -> field.getDeclaringClass().getSimpleName() + "." + field.getName())
            .collect(Collectors.toCollection(TreeSet::new));

    private final Server server;
    private final Set<String> known = new TreeSet<>(OF_OTHERS);

    KnownStatements(Server server) {
        this.server = server;
    }

    /** @param action what a statement does, by its text */
    void on(Class<?> table, String name, Function<String, Work.Action> action) {
        Statement<?> statement = statement(table, name);
        server.answer(statement.whole(), action.apply(statement.whole()));
        server.answer(statement.ofBucket(), action.apply(statement.ofBucket()));
        known.add(table.getSimpleName() + "." + name);
    }

    /** One that is new in a table must be taught before anything is simulated. */
    void areAll() {
        if (!known.equals(ALL)) {
            assertThat(known).as("statements that the fake database knows").containsExactlyElementsOf(ALL);
        }
    }

    private static Statement<?> statement(Class<?> table, String name) {
        try {
            Field field = table.getDeclaredField(name);
            field.setAccessible(true);
            return (Statement<?>) field.get(null);
        } catch (ReflectiveOperationException gone) {
            throw new AssertionError("There is no statement " + table.getSimpleName() + "." + name, gone);
        }
    }
}
