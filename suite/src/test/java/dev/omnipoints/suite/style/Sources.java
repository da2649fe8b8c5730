package dev.omnipoints.suite.style;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Java files of the repository, as text. */
final class Sources {
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
    private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:static )?([\\w.]+)\\.(?:\\w+|\\*);");
    private static final List<String> MODULES =
            List.of("profile-service", "loyalty-service", "channel-gateway", "bench", "suite");

    private Sources() {}

    /**
     * One file.
     *
     * @param module the folder of its module
     * @param main not a test
     */
    record Source(Path path, String module, boolean main, String text) {

        List<String> lines() {
            return text.lines().toList();
        }

        String packageName() {
            Matcher matcher = PACKAGE.matcher(text);
            return matcher.find() ? matcher.group(1) : "";
        }

        /** The packages (for nested types: the outer type) that it imports from. */
        List<String> imported() {
            return IMPORT.matcher(text).results().map(found -> found.group(1)).toList();
        }

        String typeName() {
            return path.getFileName().toString().replace(".java", "");
        }
    }

    /** The folder that has all modules. */
    static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("contracts")) ? here : here.getParent();
    }

    static List<Source> all() {
        return MODULES.stream().flatMap(Sources::of).toList();
    }

    private static Stream<Source> of(String module) {
        Path sources = root().resolve(module).resolve("src");
        try (Stream<Path> files = Files.walk(sources)) {
            return files
                    .filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .map(file -> read(module, sources, file))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Source read(String module, Path sources, Path file) {
        try {
            boolean main = sources.relativize(file).startsWith("main");
            return new Source(root().relativize(file), module, main, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
