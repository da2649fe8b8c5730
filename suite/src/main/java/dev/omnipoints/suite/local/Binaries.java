package dev.omnipoints.suite.local;

import dev.omnipoints.suite.terminal.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks the PostgreSQL server of this machine from the class path. */
final class Binaries {
    private static final int EXECUTABLE = 0111;

    private Binaries() {}

    /**
     * Unpacks into the folder, all or nothing.
     *
     * @throws Failure where there is no server for this machine, or no room
     */
    static void unpack(Path folder) {
        var resource = "/postgres-" + system() + ".txz";
        try (var packed = Binaries.class.getResourceAsStream(resource)) {
            if (packed == null) {
                throw new Failure(
                        "No PostgreSQL binaries for this machine (" + resource + ").",
                        "Supported are Linux on amd64 and arm64 and macOS on arm64.");
            }
            var draft = Files.createTempDirectory(folder.getParent(), "server-");
            try {
                untar(packed, draft);
                Files.move(draft, folder);
            } finally {
                // Of a part nothing stays: it would only take the room that was missing.
                Folder.delete(draft);
            }
        } catch (IOException e) {
            throw new Failure(
                    "PostgreSQL cannot be unpacked into " + folder + " (" + e + ").", "See that the disk has room.");
        }
    }

    private static String system() {
        var os = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
        var arm = System.getProperty("os.arch").equals("aarch64");
        return os + "-" + (arm ? "arm_64" : "x86_64");
    }

    private static void untar(InputStream packed, Path into) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(packed))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                var target = into.resolve(entry.getName()).normalize();
                if (!target.startsWith(into)) {
                    throw new IOException("an entry leads out of the archive: " + entry.getName());
                }
                place(tar, entry, target);
            }
        }
    }

    private static void place(InputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, target);
            if ((entry.getMode() & EXECUTABLE) != 0) {
                var permissions = new HashSet<>(Files.getPosixFilePermissions(target));
                permissions.addAll(Set.of(PosixFilePermission.OWNER_EXECUTE, PosixFilePermission.GROUP_EXECUTE));
                Files.setPosixFilePermissions(target, permissions);
            }
        }
    }
}
