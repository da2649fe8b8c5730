package dev.omnipoints.suite.local;

import dev.omnipoints.suite.rest.LocalJson;
import dev.omnipoints.suite.terminal.Failure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The data folder of one suite: database, keys, logs, and the lock that says a suite runs here.
 *
 * @param path absolute
 */
public record Folder(Path path) {
    /** What the launcher itself says, where it runs in the background. */
    static final String SUITE_LOG = "suite";

    private static final String LOCK = "lock";
    private static final String LOGS = "log";
    private static final String BOOTSTRAP = "bootstrap";
    private static final List<String> OURS =
            List.of("pg", "server", BOOTSTRAP, LocalJson.FILE, "run.json", "suite.json");

    /** The folder under this name, relative to where the user stands; looks at nothing yet. */
    public static Folder at(Path path) {
        return new Folder(path.toAbsolutePath().normalize());
    }

    Path database() {
        return path.resolve("pg");
    }

    /** Where the database is made, until it is whole. */
    Path databaseDraft() {
        return path.resolve("pg.new");
    }

    Path server() {
        return path.resolve("server");
    }

    /** What scripts read while the suite runs. */
    public Path localJson() {
        return path.resolve(LocalJson.FILE);
    }

    Path settings() {
        return path.resolve("suite.json");
    }

    Path running() {
        return path.resolve("run.json");
    }

    Path bootstrap(String name) {
        return path.resolve(BOOTSTRAP).resolve(name + ".json");
    }

    Path log(String name) {
        return path.resolve(LOGS).resolve(name + ".log");
    }

    /** A suite has been here before. */
    boolean used() {
        return Files.isRegularFile(settings());
    }

    /**
     * Makes the folder where there is none.
     *
     * @throws Failure where it cannot be written, or holds something that is not a suite's
     */
    void prepare() {
        try {
            if (!Files.exists(path)) {
                Files.createDirectories(path);
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
            }
            if (!Files.isDirectory(path)) {
                throw new Failure(path + " is not a folder.", "Name another with --data DIR.");
            }
            if (!used() && holdsBeside(name -> name.equals(BOOTSTRAP) || isDraft(name))) {
                throw new Failure(
                        path + " holds files that are not a suite's.", "Name an empty or new folder with --data DIR.");
            }
            Files.createDirectories(path.resolve(LOGS));
            Files.createDirectories(path.resolve(BOOTSTRAP));
        } catch (IOException e) {
            throw new Failure(
                    path + " cannot be written (" + e + ").", "Mend its permissions or name another with --data DIR.");
        }
    }

    private boolean holdsBeside(Predicate<String> known) throws IOException {
        try (var entries = Files.list(path)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .anyMatch(name -> !name.equals(LOCK) && !name.equals(LOGS) && !known.test(name));
        }
    }

    /** What a suite makes here, drafts of it that a killed one left among them. */
    private static boolean isOurs(String name) {
        return OURS.contains(name) || isDraft(name);
    }

    private static boolean isDraft(String name) {
        return name.startsWith("server-") || name.endsWith(".new");
    }

    /** Holds the folder for this process, until the process ends; empty where another suite holds it. */
    Optional<Lock> lock() {
        try {
            var channel = FileChannel.open(
                    path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            try {
                var lock = channel.tryLock();
                if (lock != null) {
                    return Optional.of(new Lock(channel));
                }
            } catch (OverlappingFileLockException e) {
                // Held by this very process: as good as by another.
            }
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            throw new Failure(
                    path + " cannot be locked (" + e + ").", "Mend its permissions or name another with --data DIR.");
        }
    }

    /** Removes what a suite made here and nothing else; its own log goes on. */
    void wipe() {
        try {
            if (holdsBeside(Folder::isOurs)) {
                throw new Failure(
                        path + " holds files that are not a suite's; nothing was removed.",
                        "Take them out, or name another folder with --data DIR.");
            }
            try (var entries = Files.list(path)) {
                for (var entry : entries.toList()) {
                    if (isOurs(entry.getFileName().toString())) {
                        delete(entry);
                    }
                }
            }
            try (var logs = Files.list(path.resolve(LOGS))) {
                for (var log : logs.filter(log -> !log.equals(log(SUITE_LOG))).toList()) {
                    Files.delete(log);
                }
            }
        } catch (IOException e) {
            throw new Failure(path + " cannot be emptied (" + e + ").", "Remove it by hand, then try again.");
        }
    }

    /** Removes a folder with all that is in it, where there is one. */
    static void delete(Path tree) throws IOException {
        if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (var entries = Files.walk(tree)) {
            for (var entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        }
    }

    /** Writes a file that its owner alone may read; readers see the old one or the new one, never a part. */
    static void write(Path file, byte[] content) throws IOException {
        var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, owner);
        Files.write(draft, content);
        try {
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException("the file system cannot rename atomically", e);
        }
    }

    /** Held until closed. */
    record Lock(FileChannel channel) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
