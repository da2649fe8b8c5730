package dev.omnipoints.loyalty.posting;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StatementTest {

    static Stream<Statement<?>> ofTheTables() {
        return Stream.of(
                        AccountTable.class,
                        JournalTable.class,
                        UndoneTable.class,
                        LotTable.class,
                        HoldTable.class,
                        SaleTable.class,
                        ChangedSaleTable.class,
                        ReturnTable.class,
                        EventTable.class,
                        TallyTable.class)
                .flatMap(table -> Stream.of(table.getDeclaredFields()))
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == Statement.class)
                .map(StatementTest::statement);
    }

    private static Statement<?> statement(Field field) {
        try {
            field.setAccessible(true);
            return (Statement<?>) field.get(null);
        } catch (IllegalAccessException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @ParameterizedTest
    @MethodSource("ofTheTables")
    void carriesItsBucketAlone(Statement<?> statement) {
        assertThat(statement.whole()).contains("unnest($1::smallint[], $2");

        assertThat(statement.ofBucket())
                .contains("unnest($2")
                .containsPattern("(bucket = \\$1::smallint|SELECT \\$1::smallint, )")
                .doesNotContain("$1::smallint[]", "k.bucket", "k (bucket");
    }

    @Test
    void lockOfOneBucketReadsSo() {
        Statement<Long> statement = new Statement<>(
                Columns.<Long>of(number -> (short) 1).longs(number -> number),
                "SELECT t.id FROM unnest($1::smallint[], $2::bigint[]) AS k (bucket, id)"
                        + " JOIN t ON t.bucket = k.bucket AND t.id = k.id FOR UPDATE OF t");

        assertThat(statement.ofBucket())
                .isEqualTo("SELECT t.id FROM unnest($2::bigint[]) AS k (id)"
                        + " JOIN t ON t.bucket = $1::smallint AND t.id = k.id FOR UPDATE OF t");
    }

    @Test
    void thereAreAllOfTheLedgersStatements() {
        assertThat(ofTheTables().map(Statement::whole).toList()).hasSize(36).doesNotHaveDuplicates();
    }
}
