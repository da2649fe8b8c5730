package dev.omnipoints.suite.local;

import dev.omnipoints.suite.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
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
    /** A key and where it may sell. */
    public record TillKey(String key, String store, String terminal) {}

    /** Credentials of a token client. */
    public record Client(String id, String secret) {}

    static LocalJson of(Settings settings, String programme) {
        var secrets = settings.secrets();
        var keys = new LinkedHashMap<String, String>();
        for (var till : Till.values()) {
            keys.put(till.name(), secrets.apiKeys().get(till.client()));
        }
        var till = new TillKey(secrets.apiKeys().get(Till.BOUND), Till.BOUND_STORE, Till.BOUND_TERMINAL);
        var gateway = "127.0.0.1:" + settings.ports().gateway();
        return new LocalJson(
                "http://" + gateway,
                gateway,
                programme,
                keys,
                till,
                Issuer.url(settings.ports().issuer()),
                secrets.clients());
    }

    /**
     * What the suite of this folder says of itself.
     *
     * @throws Failure where none is ready
     */
    public static LocalJson of(Folder folder) {
        if (!Files.isRegularFile(folder.localJson())) {
            throw new Failure(
                    "No suite runs in " + folder.path() + ".",
                    "Start one: ./omnipoints up --detach, or name another folder with --data DIR.");
        }
        try {
            return Json.MAPPER.readValue(Files.readAllBytes(folder.localJson()), LocalJson.class);
        } catch (IOException e) {
            throw new Failure(folder.localJson() + " cannot be read (" + e + ").", "Run ./omnipoints down, then up.");
        }
    }
}
