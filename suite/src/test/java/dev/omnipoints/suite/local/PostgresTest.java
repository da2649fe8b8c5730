package dev.omnipoints.suite.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.omnipoints.suite.terminal.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresTest {
    @TempDir
    Path temp;

    @Test
    void isDurableKeepsItsDataAndStopsWithoutTrace() throws Exception {
        var folder = folder();
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

    @Test
    void whatAnEndInTheMiddleLeftIsMadeAnew() throws Exception {
        var folder = folder();
        Files.createDirectories(folder.databaseDraft().resolve("base"));
        Files.writeString(folder.databaseDraft().resolve("PG_VERSION"), "18");
        var postgres = new Postgres(folder);

        postgres.create("a password");

        assertThat(folder.databaseDraft()).doesNotExist();
        assertThat(folder.database().resolve("omnipoints.conf")).doesNotExist();
        assertThat(folder.database().resolve("postgresql.auto.conf")).exists();
    }

    @ParameterizedTest
    @CsvSource({
        "'', is no database of a suite: it has no PG_VERSION. Nothing was changed.",
        "15, was written by PostgreSQL 15; this is 18."
    })
    void aForeignDatabaseIsToldOfAndLeftAlone(String version, String told) throws Exception {
        var folder = folder();
        Files.createDirectories(folder.database());
        Files.writeString(folder.database().resolve("letter.txt"), "Dear Ada");
        if (!version.isEmpty()) {
            Files.writeString(folder.database().resolve("PG_VERSION"), version);
        }
        var postgres = new Postgres(folder);

        assertThatThrownBy(() -> postgres.create("a password"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining(folder.database() + " " + told);

        assertThat(folder.database().resolve("letter.txt")).hasContent("Dear Ada");
    }

    private Folder folder() {
        var folder = Folder.at(temp.resolve("data"));
        folder.prepare();
        return folder;
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
