package dev.omnipoints.suite.local;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.omnipoints.suite.terminal.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who runs in a folder; run.json, there while something may run.
 *
 * @param launcher the process that all others belong to
 * @param services its children, and what was started beside them; PostgreSQL keeps its own pid file
 */
record Running(Entry launcher, List<Entry> services) {
    /** Start times are counted from boot, whose time the kernel rounds. */
    private static final Duration CLOCK_SLACK = Duration.ofSeconds(2);

    /**
     * A process by more than its number, for numbers are used again.
     *
     * @param mark stands in its command line
     */
    record Entry(String name, long pid, String started, String mark) {
        static Entry of(String name, ProcessHandle process, String mark) {
            var started = process.info().startInstant().orElse(Instant.EPOCH);
            return new Entry(name, process.pid(), started.toString(), mark);
        }

        /** The process, if it is still this one. */
        @JsonIgnore
        Optional<ProcessHandle> alive() {
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> process.info()
                            .startInstant()
                            .map(at -> Duration.between(at, Instant.parse(started))
                                            .abs()
                                            .compareTo(CLOCK_SLACK)
                                    <= 0)
                            .orElse(false))
                    .filter(process -> process.info()
                            .commandLine()
                            .map(line -> line.contains(mark))
                            .orElse(true));
        }
    }

    static Optional<Running> read(Folder folder) {
        try {
            return Optional.of(Json.MAPPER.readValue(Files.readAllBytes(folder.running()), Running.class));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Puts down a process that is no child of the launcher, for whatever stops the suite to find it. */
    static synchronized void add(Folder folder, Entry another) {
        read(folder).ifPresent(running -> {
            var all = new ArrayList<>(running.services);
            all.removeIf(entry -> entry.alive().isEmpty());
            all.add(another);
            new Running(running.launcher, List.copyOf(all)).write(folder);
        });
    }

    void write(Folder folder) {
        try {
            Folder.write(folder.running(), Json.MAPPER.writeValueAsBytes(this));
        } catch (IOException e) {
            throw new Failure(
                    folder.running() + " cannot be written (" + e + ").", "See that the disk has room and try again.");
        }
    }
}
