package dev.omnipoints.suite.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.omnipoints.suite.terminal.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What scripts and tests need of a running suite; local.json in its folder, there while it is ready.
 *
 * @param rest the gateway's address
 * @param grpc the same as host:port
 * @param programme the programme that all keys belong to
 * @param keys API keys for the whole programme, by channel
 * @param tillKey an API key bound to one store and terminal
 * @param issuer where tokens come from
 * @param clients the issuer's clients
 */
public record LocalJson(
        String rest,
        String grpc,
        String programme,
        Map<String, String> keys,
        TillKey tillKey,
        String issuer,
        Map<String, Client> clients) {
    /** Its name in the suite's folder. */
    public static final String FILE = "local.json";

    /** A key and where it may sell. */
    public record TillKey(String key, String store, String terminal) {}

    /** Credentials of a token client. */
    public record Client(String id, String secret) {}

    /**
     * What the suite of this folder says of itself.
     *
     * @throws Failure where none is ready
     */
    public static LocalJson of(Path folder) {
        var file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw new Failure(
                    "No suite runs in " + folder + ".",
                    "Start one: ./omnipoints up --detach, or name another folder with --data DIR.");
        }
        try {
            return new ObjectMapper().readValue(Files.readAllBytes(file), LocalJson.class);
        } catch (IOException e) {
            throw new Failure(file + " cannot be read (" + e + ").", "Run ./omnipoints down, then up.");
        }
    }
}
