package dev.omnipoints.suite.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How each service is told what it needs: plain settings as arguments, secrets by the environment. */
final class ServiceSettings {
    private static final String HOST = "127.0.0.1";
    /** As loyalty-service names its first key. */
    private static final String ROOT_KEY_ID = "1";
    /** Netty's and protobuf's ways to memory, which Java 25 would warn of. */
    private static final List<String> QUIET =
            List.of("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED");

    private final Folder folder;
    private final Settings settings;

    ServiceSettings(Folder folder, Settings settings) {
        this.folder = folder;
        this.settings = settings;
    }

    /** Java's arguments to serve. */
    List<String> serve(Part part) {
        return serve(part, Map.of());
    }

    /** Likewise, with more settings; nothing secret. */
    List<String> serve(Part part, Map<String, String> more) {
        var ports = settings.ports();
        var arguments = new ArrayList<>(QUIET);
        arguments.addAll(
                List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-XX:+ExitOnOutOfMemoryError"));
        var java = System.getProperty(Part.SERVICES_JAVA, "");
        if (!java.isBlank()) {
            arguments.add(java);
        }
        property(arguments, "quarkus.profile", "local");
        property(arguments, "quarkus.http.host", HOST);
        property(arguments, "quarkus.http.port", String.valueOf(part.port(ports)));
        property(arguments, "quarkus.datasource.reactive.url", database(part));
        property(arguments, "quarkus.datasource.username", part.runtimeRole());
        property(arguments, "omnipoints.programme.bootstrap-file", folder.bootstrap(part.database()));
        switch (part) {
            case GATEWAY -> {
                peer(arguments, Part.PROFILE);
                peer(arguments, Part.LOYALTY);
                property(arguments, "omnipoints.access.bootstrap-file", folder.bootstrap(Bootstrap.CLIENTS));
                property(arguments, "omnipoints.access.issuer", Issuer.url(ports.issuer()));
            }
            case PROFILE -> {
                peer(arguments, Part.LOYALTY);
                trust(arguments, Part.GATEWAY);
            }
            case LOYALTY -> {
                trust(arguments, Part.GATEWAY);
                trust(arguments, Part.PROFILE);
            }
        }
        more.forEach((name, value) -> property(arguments, name, value));
        arguments.add("-jar");
        arguments.add(part.servingJar().toString());
        return arguments;
    }

    /** The secrets of a serving process. */
    Map<String, String> secrets(Part part) {
        var secrets = settings.secrets();
        var environment = new TreeMap<String, String>();
        environment.put("QUARKUS_DATASOURCE_PASSWORD", secrets.passwords().get(part.runtimeRole()));
        var own = secrets.callers().get(part.service());
        if (own != null) {
            environment.put("OMNIPOINTS_CALLER_PRIVATE_KEY", own.privateKey());
        }
        if (part == Part.GATEWAY) {
            environment.put("OMNIPOINTS_PROOF_KEY", secrets.proofKey());
            environment.put("OMNIPOINTS_ACCESS_KEY_SECRET", secrets.keySecret());
        }
        if (part == Part.LOYALTY && secrets.rootKey() != null) {
            environment.put("OMNIPOINTS_LEDGER_ROOT_KEY", secrets.rootKey().privateKey());
        }
        if (part == Part.PROFILE) {
            environment.put("OMNIPOINTS_PRIVACY_KEY_ENCRYPTION_KEY", secrets.keyEncryptionKey());
            environment.put("OMNIPOINTS_PRIVACY_LOOKUP_KEY", secrets.lookupKey());
        }
        return environment;
    }

    /** Java's arguments for a mode that does one thing and ends. */
    static List<String> once(Part part, String mode) {
        var arguments = new ArrayList<>(QUIET);
        arguments.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        arguments.addAll(List.of("-jar", part.jar().toString(), mode));
        return arguments;
    }

    /** What `migrate` is told; it runs under the owner role, which no serving process knows. */
    Map<String, String> migration(Part part) {
        var environment = new TreeMap<>(Map.of(
                "OMNIPOINTS_MIGRATE_URL", "jdbc:" + database(part),
                "OMNIPOINTS_MIGRATE_USER", part.owner(),
                "OMNIPOINTS_MIGRATE_PASSWORD", settings.secrets().passwords().get(part.owner()),
                "OMNIPOINTS_MIGRATE_RUNTIME_ROLE", part.runtimeRole()));
        if (part == Part.LOYALTY) {
            environment.put("OMNIPOINTS_MIGRATE_AUDITOR_ROLE", Secrets.AUDITOR);
        }
        return environment;
    }

    /** What `audit` is told; it runs under a role that reads only. */
    Map<String, String> audit() {
        var secrets = settings.secrets();
        var environment = new TreeMap<>(Map.of(
                "OMNIPOINTS_AUDIT_URL", database(Part.LOYALTY),
                "OMNIPOINTS_AUDIT_USER", Secrets.AUDITOR,
                "OMNIPOINTS_AUDIT_PASSWORD", secrets.passwords().get(Secrets.AUDITOR)));
        if (secrets.rootKey() != null) {
            environment.put(
                    "OMNIPOINTS_AUDIT_ROOT_KEYS",
                    ROOT_KEY_ID + "=" + secrets.rootKey().publicKey());
        }
        return environment;
    }

    private String database(Part part) {
        return "postgresql://" + HOST + ":" + settings.ports().database() + "/" + part.database();
    }

    private void peer(List<String> arguments, Part peer) {
        property(arguments, "quarkus.grpc.clients." + peer.database() + ".host", HOST);
        property(
                arguments,
                "quarkus.grpc.clients." + peer.database() + ".port",
                String.valueOf(peer.port(settings.ports())));
    }

    private void trust(List<String> arguments, Part caller) {
        var key = settings.secrets().callers().get(caller.service()).publicKey();
        property(arguments, "omnipoints.caller.trusted.\"" + caller.service() + "\"", key);
    }

    private static void property(List<String> arguments, String name, String value) {
        arguments.add("-D" + name + "=" + value);
    }

    private static void property(List<String> arguments, String name, Path value) {
        property(arguments, name, value.toString());
    }
}
