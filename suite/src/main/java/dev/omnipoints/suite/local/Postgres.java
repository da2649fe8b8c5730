package dev.omnipoints.suite.local;

import dev.omnipoints.suite.terminal.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

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

    /** Makes the cluster at the first time: aside, so that it is there whole or not. The superuser's password. */
    void create(String password) {
        if (!Files.isDirectory(folder.server())) {
            Binaries.unpack(folder.server());
        }
        if (Files.exists(folder.database(), LinkOption.NOFOLLOW_LINKS)) {
            checkVersion();
            return;
        }
        var draft = folder.databaseDraft();
        var passwordFile = folder.path().resolve("password.new");
        try {
            // What an end in the middle left of the last try.
            Folder.delete(draft);
            Folder.write(passwordFile, password.getBytes(StandardCharsets.US_ASCII));
            run(List.of(
                    tool("initdb"),
                    "--pgdata=" + draft,
                    "--username=" + Secrets.SUPERUSER,
                    "--pwfile=" + passwordFile,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--locale=C",
                    "--no-instructions"));
            Files.writeString(
                    draft.resolve("postgresql.conf"), "\ninclude = 'omnipoints.conf'\n", StandardOpenOption.APPEND);
            Files.move(draft, folder.database(), StandardCopyOption.ATOMIC_MOVE);
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
        } catch (NoSuchFileException e) {
            throw new Failure(
                    folder.database() + " is no database of a suite: it has no PG_VERSION. Nothing was changed.",
                    "Put back what was taken out, name another folder with --data DIR, or start anew with --fresh"
                            + " (this forgets the data).");
        } catch (IOException e) {
            throw new Failure(folder.database() + " cannot be read (" + e + ").", "Mend its permissions.");
        }
    }

    /** Starts the server and waits until it answers; its process. */
    ProcessHandle start(int port) {
        forgetForeignPid();
        try {
            Folder.write(
                    folder.database().resolve("omnipoints.conf"),
                    CONFIGURATION.formatted(port).getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new Failure(
                    folder.database() + " cannot be written (" + e + ").",
                    "Mend its permissions, and see that the disk has room.");
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
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            // Through a pipe: on a full disk a file would say nothing.
            var output = CompletableFuture.supplyAsync(() -> read(process), Thread::startVirtualThread);
            if (!process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw failed(tool, "no answer in " + COMMAND_SECONDS + " s");
            }
            var said = output.get(COMMAND_SECONDS, TimeUnit.SECONDS);
            keep(said);
            if (process.exitValue() != 0) {
                throw failed(tool, said);
            }
        } catch (IOException | ExecutionException | TimeoutException e) {
            throw failed(tool, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(tool, "interrupted");
        }
    }

    private static String read(Process process) {
        try (var output = process.inputReader(StandardCharsets.UTF_8)) {
            return output.lines().collect(Collectors.joining("\n"));
        } catch (IOException e) {
            return "(nothing to be read: " + e + ")";
        }
    }

    /** For whoever asks later; where it cannot be written, it is told at least. */
    private void keep(String said) {
        try {
            Files.writeString(
                    folder.log("postgresql-tools"), said + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException full) {
            // What failed is told by the caller.
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
