package dev.omnipoints.loyalty.platform;

import java.io.PrintStream;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;

/**
 * The {@code migrate} mode: brings the schema up to date under the owner role and ends, without starting
 * the service. JDBC and the owner's credentials exist in this mode alone.
 */
public final class Migration {
    private static final String URL = "OMNIPOINTS_MIGRATE_URL";
    private static final String USER = "OMNIPOINTS_MIGRATE_USER";
    private static final String PASSWORD = "OMNIPOINTS_MIGRATE_PASSWORD";
    private static final String RUNTIME_ROLE = "OMNIPOINTS_MIGRATE_RUNTIME_ROLE";
    private static final String AUDITOR_ROLE = "OMNIPOINTS_MIGRATE_AUDITOR_ROLE";

    private Migration() {}

    /**
     * Migrates as the environment says and tells the outcome.
     *
     * @param environment the OMNIPOINTS_MIGRATE_ variables
     * @return the exit code: 0 done, 1 not
     */
    public static int run(Map<String, String> environment, PrintStream out, PrintStream err) {
        for (String name : new String[] {URL, USER, PASSWORD, RUNTIME_ROLE, AUDITOR_ROLE}) {
            if (environment.getOrDefault(name, "").isBlank()) {
                err.println("migrate: set " + name + " and run it again.");
                return 1;
            }
        }
        try {
            MigrateResult result = migrate(
                    environment.get(URL),
                    environment.get(USER),
                    environment.get(PASSWORD),
                    environment.get(RUNTIME_ROLE),
                    environment.get(AUDITOR_ROLE));
            out.printf("migrate: %d applied, schema at %s%n", result.migrationsExecuted, version(result));
            return 0;
        } catch (FlywayException failed) {
            err.println("migrate: " + failed.getMessage());
            return 1;
        }
    }

    /**
     * Migrates one database.
     *
     * @param url JDBC URL
     * @param runtimeRole the role of the running service; gets grants, never ownership
     * @param auditorRole a role that may read everything and write nothing
     * @throws FlywayException where the database cannot be reached or a migration fails
     */
    public static MigrateResult migrate(
            String url, String user, String password, String runtimeRole, String auditorRole) {
        return Flyway.configure(Migration.class.getClassLoader())
                .dataSource(url, user, password)
                .locations("classpath:db/migration")
                .placeholders(Map.of("runtimeRole", runtimeRole, "auditorRole", auditorRole))
                .validateMigrationNaming(true)
                .load()
                .migrate();
    }

    private static String version(MigrateResult result) {
        return result.targetSchemaVersion == null ? result.initialSchemaVersion : result.targetSchemaVersion;
    }
}
