package dev.omnipoints.suite.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresTest {
    @TempDir
    Path temp;

    @Test
    void isDurableKeepsItsDataAndStopsWithoutTrace() throws Exception {
        var folder = Folder.at(temp.resolve("data"));
        folder.prepare();
        var settings = Settings.fresh(Ports.behind(Ports.DEFAULT_GATEWAY));
        settings.write(folder);
        var postgres = new Postgres(folder);
        postgres.create(settings.secrets().passwords().get(Secrets.SUPERUSER));
        var first = postgres.start(settings.ports().database());
        try {
            new Databases(settings).prepare();
            assertThat(shown(settings))
                    .isEqualTo(Map.of(
                            "fsync", "on",
                            "synchronous_commit", "on",
                            "full_page_writes", "on",
                            "listen_addresses", "127.0.0.1",
                            "unix_socket_directories", "",
                            "server_version", "18.6"));
            postgres.stop();
            assertThat(first.isAlive()).isFalse();
            postgres.create(settings.secrets().passwords().get(Secrets.SUPERUSER));
            postgres.start(settings.ports().database());
            new Databases(settings).prepare();
        } finally {
            postgres.stop();
        }
        assertThat(postgres.running()).isEmpty();
    }

    private static Map<String, String> shown(Settings settings) throws Exception {
        var shown = new TreeMap<String, String>();
        try (var connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + settings.ports().database() + "/loyalty",
                        Secrets.SUPERUSER,
                        settings.secrets().passwords().get(Secrets.SUPERUSER));
                var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        SELECT name, setting FROM pg_settings
                        WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes', 'listen_addresses',
                                       'unix_socket_directories', 'server_version')""")) {
            while (rows.next()) {
                shown.put(rows.getString(1), rows.getString(2));
            }
        }
        return shown;
    }
}
