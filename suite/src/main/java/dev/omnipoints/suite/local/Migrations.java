package dev.omnipoints.suite.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Brings a service's database to its build's schema, or sees that the database has seen this build already. */
final class Migrations {
    private Migrations() {}

    /** Names a build by what is in its own jars. */
    static String build(Part part) {
        part.jar();
        try (var jars = Files.list(part.ownJars())) {
            var digest = MessageDigest.getInstance("SHA-256");
            for (Path jar : jars.sorted().toList()) {
                digest.update(Files.readAllBytes(jar));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
