package dev.omnipoints.gateway.platform;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import dev.omnipoints.gateway.GatewayTest;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class MigrationTest extends GatewayTest {
    @ConfigProperty(name = "test.postgres.port")
    int port;

    @Test
    void migratedAgainItDoesNothingAndSaysDone() {
        assertThat(Migration.run(environment())).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OMNIPOINTS_MIGRATE_URL",
                "OMNIPOINTS_MIGRATE_USER",
                "OMNIPOINTS_MIGRATE_PASSWORD",
                "OMNIPOINTS_MIGRATE_RUNTIME_ROLE"
            })
    void withoutAllItNeedsItSaysSo(String missing) {
        Map<String, String> environment = environment();
        environment.remove(missing);

        assertThat(Migration.run(environment)).isEqualTo(1);
    }

    @Test
    void asARoleThatIsNotThereItSaysSo() {
        Map<String, String> environment = environment();
        environment.put("OMNIPOINTS_MIGRATE_USER", "nobody");

        assertThat(Migration.run(environment)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE mine (id int)",
                "DELETE FROM api_key",
                "DROP TABLE api_client",
                "UPDATE programme SET id = 'x'",
                "TRUNCATE api_key",
                "UPDATE audit_entry SET target = 'x'",
                "DELETE FROM audit_entry",
                "UPDATE audit_step SET subject = 'x'",
                "DELETE FROM audit_step",
                "TRUNCATE audit_entry, audit_step"
            })
    void theRunningServiceMayNotChangeTheSchemaOrDelete(String sql) throws SQLException {
        try (Connection app = DriverManager.getConnection(url(), "gateway_app", "app");
                Statement statement = app.createStatement()) {
            assertThatThrownBy(() -> statement.execute(sql))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            denied -> assertThat(denied.getSQLState()).isEqualTo("42501"));
        }
    }

    @Test
    void readyMeansThatTheOwnDatabaseAnswers() {
        given().get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP"));
        given().get("/q/health/live").then().statusCode(200).body("status", equalTo("UP"));
    }

    private Map<String, String> environment() {
        return new HashMap<>(Map.of(
                "OMNIPOINTS_MIGRATE_URL", url(),
                "OMNIPOINTS_MIGRATE_USER", "gateway_owner",
                "OMNIPOINTS_MIGRATE_PASSWORD", "owner",
                "OMNIPOINTS_MIGRATE_RUNTIME_ROLE", "gateway_app"));
    }

    private String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/gateway";
    }
}
