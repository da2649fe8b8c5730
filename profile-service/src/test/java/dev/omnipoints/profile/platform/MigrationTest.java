package dev.omnipoints.profile.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.omnipoints.profile.ProfileEnvironment;
import dev.omnipoints.profile.Tables;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(ProfileEnvironment.class)
class MigrationTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void migratingAgainChangesNothing() {
        assertThat(run(environment())).isZero();
        assertThat(out.toString()).contains("0 applied, schema at 2");
    }

    @Test
    void aMissingVariableIsNamed() {
        Map<String, String> environment = environment();
        environment.remove("OMNIPOINTS_MIGRATE_RUNTIME_ROLE");

        assertThat(run(environment)).isEqualTo(1);
        assertThat(err.toString()).contains("set OMNIPOINTS_MIGRATE_RUNTIME_ROLE");
    }

    @Test
    void aDatabaseThatIsNotThereEndsWithAFailureThatShowsNoPassword() {
        Map<String, String> environment = environment();
        environment.put("OMNIPOINTS_MIGRATE_URL", value("test.owner.url") + "_absent");
        environment.put("OMNIPOINTS_MIGRATE_PASSWORD", "not-to-be-seen");

        assertThat(run(environment)).isEqualTo(1);
        assertThat(err.toString()).contains("migrate:").doesNotContain("not-to-be-seen");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE public.mine (id int)",
                "DROP TABLE enrolment",
                "ALTER TABLE member ADD COLUMN mine int",
                "TRUNCATE enrolment",
                "DELETE FROM enrolment",
                "DELETE FROM identity",
                "DELETE FROM member",
                "UPDATE identity SET member_id = member_id",
                "UPDATE enrolment SET fingerprint = fingerprint",
                "UPDATE member SET wrapped_key = NULL",
                "UPDATE programme SET card_check = 'NONE'",
                "SELECT * FROM flyway_schema_history",
            })
    void theRuntimeRoleMayNot(String sql) {
        assertThatThrownBy(() -> asRuntime(sql))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        denied -> assertThat(denied.getSQLState()).isEqualTo("42501"));
    }

    @Test
    void theRuntimeRoleMayWhatTheServiceDoes() {
        assertThatCode(() -> {
                    asRuntime("SELECT count(*) FROM programme, member, identity, enrolment");
                    asRuntime("UPDATE member SET status = status, acknowledged_version = acknowledged_version "
                            + "WHERE false");
                })
                .doesNotThrowAnyException();
    }

    private static void asRuntime(String sql) throws SQLException {
        try (Connection connection = Tables.runtime();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private int run(Map<String, String> environment) {
        return Migration.run(environment, new PrintStream(out), new PrintStream(err));
    }

    private static Map<String, String> environment() {
        return new HashMap<>(Map.of(
                "OMNIPOINTS_MIGRATE_URL", value("test.owner.url"),
                "OMNIPOINTS_MIGRATE_USER", value("test.owner.username"),
                "OMNIPOINTS_MIGRATE_PASSWORD", value("test.owner.password"),
                "OMNIPOINTS_MIGRATE_RUNTIME_ROLE", value("quarkus.datasource.username")));
    }

    private static String value(String property) {
        return ConfigProvider.getConfig().getValue(property, String.class);
    }
}
