package dev.omnipoints.suite.local;

import dev.omnipoints.suite.terminal.Failure;
import java.io.IOException;
import java.nio.file.Files;

/** What outlived its launcher, or was started beside it. Call only while holding the folder's lock. */
final class Remains {
    private Remains() {}

    /** Stops its services and its database, and forgets its files; true where something still ran. */
    static boolean clear(Folder folder, Postgres postgres) {
        try {
            Files.deleteIfExists(folder.localJson());
            var left = Running.read(folder).stream()
                    .flatMap(running -> running.services().stream())
                    .flatMap(entry -> entry.alive().stream())
                    .toList();
            left.forEach(ProcessHandle::destroy);
            left.forEach(ServiceProcess::stop);
            boolean database = postgres.running().isPresent();
            postgres.stop();
            Files.deleteIfExists(folder.running());
            return database || !left.isEmpty();
        } catch (IOException e) {
            throw new Failure(folder.path() + " cannot be written (" + e + ").", "Mend its permissions.");
        }
    }
}
