package dev.omnipoints.suite.local;

import dev.omnipoints.suite.terminal.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.ToLongFunction;

/** How much room the disk under a suite's folder has. A full one is told as what it is, with what to do. */
final class Room {
    /** What a first start takes (PostgreSQL's binaries, the databases, its log and the services'), and some to work. */
    static final long TO_MAKE = 512L << 20;
    /** To start on what is there: PostgreSQL recovers, and begins a few segments of its log. */
    static final long TO_START = 96L << 20;

    /** One segment of PostgreSQL's log: with less than that it stops. */
    private static final long FULL = 16L << 20;
    /** As every system says it. */
    private static final String NO_SPACE = "No space left on device";

    private final Folder folder;
    private final ToLongFunction<Path> usable;

    Room(Folder folder) {
        this(folder, Room::usable);
    }

    /** @param usable how many bytes may be written to the disk of something that is there */
    Room(Folder folder, ToLongFunction<Path> usable) {
        this.folder = folder;
        this.usable = usable;
    }

    private static long usable(Path there) {
        try {
            return Files.getFileStore(there).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Looks before anything is made or started.
     *
     * @throws Failure where there is too little
     */
    void require() {
        long needed = Files.isDirectory(folder.database()) ? TO_START : TO_MAKE;
        long left = left();
        if (left < needed) {
            throw new Failure(
                    "The disk of " + folder.path() + " is full: " + megabytes(left) + " are left, a start needs "
                            + megabytes(needed) + ". Nothing was started or changed.",
                    "Free some there and run the same again, or name another folder with --data DIR.");
        }
    }

    /** What failed, told as what it is where the disk is full; else as it was. */
    Failure explained(Failure failed) {
        if (!failed.getMessage().contains(NO_SPACE) && left() >= FULL) {
            return failed;
        }
        return new Failure(
                "The disk of " + folder.path() + " is full. " + failed.getMessage(),
                "Free at least " + megabytes(TO_MAKE) + " there and run ./omnipoints up again: what was stored is safe,"
                        + " what was half made is made anew.");
    }

    private long left() {
        var there = folder.path();
        while (!Files.exists(there)) {
            there = there.getParent();
        }
        return usable.applyAsLong(there);
    }

    private static String megabytes(long bytes) {
        return (bytes >> 20) + " MB";
    }
}
