package dev.omnipoints.gateway.platform;

import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings the schema up to date under the owner role, with plain JDBC and without starting the service: a running
 * service never has the owner's credentials.
 */
public final class Migration {
    private Migration() {}

    /**
     * Migrates by what the environment says.
     *
     * @param environment OMNIPOINTS_MIGRATE_URL (jdbc:postgresql://…), _USER, _PASSWORD (the owner) and _RUNTIME_ROLE
     *     (who gets the grants)
     * @return the exit code: 0 done, 1 not
     */
    public static int run(Map<String, String> environment) {
        try {
            int applied = Flyway.configure(Migration.class.getClassLoader())
                    .dataSource(
                            required(environment, "OMNIPOINTS_MIGRATE_URL"),
                            required(environment, "OMNIPOINTS_MIGRATE_USER"),
                            required(environment, "OMNIPOINTS_MIGRATE_PASSWORD"))
                    .placeholders(Map.of("runtimeRole", required(environment, "OMNIPOINTS_MIGRATE_RUNTIME_ROLE")))
                    .locations("classpath:db/migration")
                    .failOnMissingLocations(true)
                    .load()
                    .migrate()
                    .migrationsExecuted;
            System.out.printf("channel-gateway: %d migrations applied%n", applied);
            return 0;
        } catch (FlywayException | IllegalArgumentException failed) {
            System.err.println("channel-gateway: the database could not be migrated: " + failed.getMessage());
            return 1;
        }
    }

    private static String required(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("set " + name);
        }
        return value;
    }
}
