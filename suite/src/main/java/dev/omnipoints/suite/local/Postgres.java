package dev.omnipoints.suite.local;

import dev.omnipoints.suite.terminal.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The folder's own PostgreSQL server: durable, on 127.0.0.1, in a session of its own (Ctrl-C does not reach it). */
final class Postgres {
    private static final String VERSION = "18";
    private static final int START_SECONDS = 120;
    private static final int COMMAND_SECONDS = 180;
    /** Durability as in production; memory for a laptop. */
    private static final String CONFIGURATION = """
            listen_addresses = '127.0.0.1'
            port = %d
            unix_socket_directories = ''
            max_connections = 100
            fsync = on
            synchronous_commit = on
            full_page_writes = on
            shared_buffers = 256MB
            work_mem = 8MB
            maintenance_work_mem = 64MB
            effective_cache_size = 1GB
            wal_buffers = 16MB
            max_wal_size = 2GB
            min_wal_size = 256MB
            checkpoint_timeout = 15min
            jit = off
            timezone = 'UTC'
            log_timezone = 'UTC'
            """;

    private final Folder folder;

    Postgres(Folder folder) {
        this.folder = folder;
    }

    /** Makes the cluster at the first time; the password is the superuser's. */
    void create(String password) {
        if (!Files.isDirectory(folder.server())) {
            Binaries.unpack(folder.server());
        }
        if (Files.exists(folder.database().resolve("PG_VERSION"))) {
            checkVersion();
            return;
        }
        var passwordFile = folder.path().resolve("password.new");
        try {
            Folder.write(passwordFile, password.getBytes(StandardCharsets.US_ASCII));
            run(List.of(
                    tool("initdb"),
                    "--pgdata=" + folder.database(),
                    "--username=" + Secrets.SUPERUSER,
                    "--pwfile=" + passwordFile,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--locale=C",
                    "--no-instructions"));
            Files.writeString(
                    folder.database().resolve("postgresql.conf"),
                    "\ninclude = 'omnipoints.conf'\n",
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new Failure("The database cannot be made (" + e + ").", "See that the disk has room.");
        } finally {
            passwordFile.toFile().delete();
        }
    }

    private void checkVersion() {
        try {
            var version =
                    Files.readString(folder.database().resolve("PG_VERSION")).strip();
            if (!version.equals(VERSION)) {
                throw new Failure(
                        folder.database() + " was written by PostgreSQL " + version + "; this is " + VERSION + ".",
                        "Name another folder with --data DIR, or start anew with --fresh (this forgets the data).");
            }
        } catch (IOException e) {
            throw new Failure(folder.database() + " cannot be read (" + e + ").", "Mend its permissions.");
        }
    }

    /** Starts the server and waits until it answers; its process. */
    ProcessHandle start(int port) {
        forgetForeignPid();
        try {
            Files.writeString(folder.database().resolve("omnipoints.conf"), CONFIGURATION.formatted(port));
        } catch (IOException e) {
            throw new Failure(folder.database() + " cannot be written (" + e + ").", "Mend its permissions.");
        }
        run(List.of(
                tool("pg_ctl"),
                "start",
                "--wait",
                "--timeout=" + START_SECONDS,
                "--pgdata=" + folder.database(),
                "--log=" + folder.log("postgresql")));
        return running()
                .orElseThrow(() -> new Failure(
                        "PostgreSQL stopped as soon as it had started.", "Read " + folder.log("postgresql") + "."));
    }

    /** Ends all sessions and stops; does nothing where no server of ours runs. */
    void stop() {
        running().ifPresent(server -> {
            run(List.of(
                    tool("pg_ctl"),
                    "stop",
                    "--mode=fast",
                    "--wait",
                    "--timeout=" + START_SECONDS,
                    "--pgdata=" + folder.database()));
            // pg_ctl returns when the pid file is gone, a moment before the process is.
            server.onExit().orTimeout(COMMAND_SECONDS, TimeUnit.SECONDS).join();
        });
    }

    /** The server of this folder, where one runs. */
    Optional<ProcessHandle> running() {
        try {
            var pid = Files.readAllLines(folder.database().resolve("postmaster.pid"))
                    .getFirst();
            return ProcessHandle.of(Long.parseLong(pid.strip())).filter(this::isServer);
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** After a crash of the machine the pid may be a stranger's, for which PostgreSQL would refuse to start. */
    private void forgetForeignPid() {
        if (running().isEmpty()) {
            folder.database().resolve("postmaster.pid").toFile().delete();
        }
    }

    /** A PostgreSQL of this very folder: a pid that a crash left behind may be another suite's server by now. */
    private boolean isServer(ProcessHandle process) {
        return process.isAlive()
                && process.info()
                        .command()
                        .map(command -> command.endsWith("/postgres"))
                        .orElse(false)
                && process.info()
                        .arguments()
                        .map(arguments ->
                                List.of(arguments).contains(folder.database().toString()))
                        .orElse(true);
    }

    private String tool(String name) {
        return folder.server().resolve("bin").resolve(name).toString();
    }

    private void run(List<String> tool) {
        var command = new ArrayList<String>();
        if (isRoot()) {
            // PostgreSQL refuses to be root; in a user namespace of its own it is not.
            command.addAll(List.of("unshare", "--user"));
        }
        command.addAll(tool);
        var log = folder.log("postgresql-tools").toFile();
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                    .start();
            if (!process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw failed(tool, "no answer in " + COMMAND_SECONDS + " s");
            }
            if (process.exitValue() != 0) {
                throw failed(tool, LogTail.of(log.toPath(), 5));
            }
        } catch (IOException e) {
            throw failed(tool, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(tool, "interrupted");
        }
    }

    private Failure failed(List<String> tool, String why) {
        var name = Path.of(tool.getFirst()).getFileName();
        var hint = isRoot() ? " As root it needs `unshare --user`; better run this as an ordinary user." : "";
        return new Failure("PostgreSQL's " + name + " failed: " + why, "Read " + folder.log("postgresql") + "." + hint);
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }
}
