package dev.omnipoints.suite.local;

import dev.omnipoints.suite.terminal.Failure;
import java.nio.file.Files;
import java.nio.file.Path;

/** The three services, each with its jar and its database. */
enum Part {
    PROFILE("profile-service", "profile"),
    LOYALTY("loyalty-service", "loyalty"),
    GATEWAY("channel-gateway", "gateway");

    /** Given by the script: the repository. */
    static final String HOME = "omnipoints.home";

    /** Given by the script for a benchmark: what serves in loyalty-service's place. */
    static final String LOYALTY_JAR = "omnipoints.loyalty-jar";

    /** Given by tests: one more argument of the services' Java. */
    static final String SERVICES_JAVA = "omnipoints.services.java";

    private final String service;
    private final String database;

    Part(String service, String database) {
        this.service = service;
        this.database = database;
    }

    String service() {
        return service;
    }

    String database() {
        return database;
    }

    /** Owns the schema; migrations alone use it. */
    String owner() {
        return database + "_owner";
    }

    /** What the running service is. */
    String runtimeRole() {
        return database + "_app";
    }

    int port(Ports ports) {
        return switch (this) {
            case PROFILE -> ports.profile();
            case LOYALTY -> ports.loyalty();
            case GATEWAY -> ports.gateway();
        };
    }

    /**
     * The packaged service.
     *
     * @throws Failure where it is not built
     */
    Path jar() {
        var jar = applicationFolder().resolve("quarkus-run.jar");
        if (!Files.isRegularFile(jar)) {
            throw new Failure(
                    service + " is not built: " + jar + " is missing.", "Run ./omnipoints up, which builds it.");
        }
        return jar;
    }

    /** What is run to serve. */
    Path servingJar() {
        var instead = this == LOYALTY ? System.getProperty(LOYALTY_JAR) : null;
        return instead == null ? jar() : Path.of(instead);
    }

    /** Our own classes and migrations of the packaged service. */
    Path ownJars() {
        return applicationFolder().resolve("app");
    }

    private Path applicationFolder() {
        return Path.of(System.getProperty(HOME, "."))
                .toAbsolutePath()
                .normalize()
                .resolve(service)
                .resolve("target")
                .resolve("quarkus-app");
    }
}
