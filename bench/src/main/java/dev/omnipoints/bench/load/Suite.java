package dev.omnipoints.bench.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A running suite, as its folder tells of it. */
record Suite(Path folder, JsonNode local, JsonNode settings, JsonNode running) {
    private static final String HOST = "127.0.0.1";

    static Suite read(Path folder) throws IOException {
        ObjectMapper json = new ObjectMapper();
        return new Suite(
                folder,
                json.readTree(folder.resolve("local.json").toFile()),
                json.readTree(folder.resolve("suite.json").toFile()),
                json.readTree(folder.resolve("run.json").toFile()));
    }

    SocketAddress gateway() {
        return SocketAddress.inetSocketAddress(
                settings.path("ports").path("gateway").asInt(), HOST);
    }

    SocketAddress loyalty() {
        return SocketAddress.inetSocketAddress(
                settings.path("ports").path("loyalty").asInt(), HOST);
    }

    String apiKey() {
        return local.path("keys").path("STORE").asText();
    }

    String programme() {
        return local.path("programme").asText();
    }

    /** The key by which the gateway vouches for callers; base64 of PKCS#8. */
    String gatewayKey() {
        return settings.path("secrets")
                .path("callers")
                .path("channel-gateway")
                .path("privateKey")
                .asText();
    }

    String databaseUrl(String database) {
        return "postgresql://" + HOST + ":"
                + settings.path("ports").path("database").asInt() + "/" + database;
    }

    String password(String role) {
        return settings.path("secrets").path("passwords").path(role).asText();
    }

    /** The processes by name, PostgreSQL and this one, which sends the load, among them. */
    Map<String, Long> processes() throws IOException {
        Map<String, Long> processes = new TreeMap<>();
        for (JsonNode service : running.path("services")) {
            String name = service.path("name").asText();
            if (!name.endsWith("-migrate")) {
                processes.put(name, service.path("pid").asLong());
            }
        }
        try (var lines = Files.lines(folder.resolve("pg").resolve("postmaster.pid"))) {
            processes.put(
                    "postgresql", Long.valueOf(lines.findFirst().orElseThrow().strip()));
        }
        processes.put("load", ProcessHandle.current().pid());
        return processes;
    }
}
