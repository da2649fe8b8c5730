package dev.omnipoints.suite.local;

import dev.omnipoints.suite.rest.LocalJson;
import dev.omnipoints.suite.terminal.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a suite keeps between two starts; suite.json, for its owner's eyes only.
 *
 * @param format of this file
 * @param migrated by service, which build's migrations its database has seen
 */
record Settings(int format, Ports ports, Secrets secrets, Map<String, String> migrated) {
    private static final int FORMAT = 1;

    static Settings fresh(Ports ports) {
        return new Settings(FORMAT, ports, Secrets.generate(), Map.of());
    }

    /** @throws Failure where the file is of another time or damaged */
    static Settings read(Folder folder) {
        try {
            var settings = Json.MAPPER.readValue(Files.readAllBytes(folder.settings()), Settings.class);
            if (settings.format == FORMAT && settings.ports != null && settings.secrets != null) {
                return settings;
            }
        } catch (IOException e) {
            throw unreadable(folder, e.getMessage());
        }
        throw unreadable(folder, "another format");
    }

    Settings with(Ports chosen) {
        return new Settings(format, chosen, secrets, migrated);
    }

    Settings withMigrated(Map<String, String> more) {
        var all = new TreeMap<>(migrated);
        all.putAll(more);
        return new Settings(format, ports, secrets, all);
    }

    /** What scripts are told. */
    LocalJson told(String programme) {
        var keys = new LinkedHashMap<String, String>();
        for (var till : Till.values()) {
            keys.put(till.name(), secrets.apiKeys().get(till.client()));
        }
        var till = new LocalJson.TillKey(secrets.apiKeys().get(Till.BOUND), Till.BOUND_STORE, Till.BOUND_TERMINAL);
        var gateway = "127.0.0.1:" + ports.gateway();
        var issuer = Issuer.url(ports.issuer());
        return new LocalJson("http://" + gateway, gateway, programme, keys, till, issuer, secrets.clients());
    }

    void write(Folder folder) {
        try {
            Folder.write(folder.settings(), Json.MAPPER.writeValueAsBytes(this));
        } catch (IOException e) {
            throw new Failure(
                    folder.settings() + " cannot be written (" + e + ").", "See that the disk has room and try again.");
        }
    }

    private static Failure unreadable(Folder folder, String why) {
        return new Failure(
                folder.settings() + " cannot be read (" + why + ").",
                "Start anew with ./omnipoints up --fresh (this forgets the data), or name another folder.");
    }
}
