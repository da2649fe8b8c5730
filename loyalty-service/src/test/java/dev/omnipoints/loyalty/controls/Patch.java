package dev.omnipoints.loyalty.controls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A patch in the unified format that `git apply` and `patch` read too, neither of which a bare machine has: this needs
 * the JDK alone and runs from its source, {@code java Patch.java FILE ROOT}. A hunk is found by its lines, whatever
 * stands before them meanwhile, and must be found once.
 *
 * @param takesOut what is missing in the patched ledger
 * @param turnsRed the test that must fail there, as Surefire names it: {@code Class#method}
 * @param hunks by file, from the root of the repository
 */
record Patch(String takesOut, String turnsRed, Map<String, List<Hunk>> hunks) {

    private static final String TAKES_OUT = "Takes out: ";
    private static final String TURNS_RED = "Turns red: ";

    /** Lines that stand together, as they are and as they become. */
    record Hunk(List<String> before, List<String> after) {}

    static Patch read(Path file) throws IOException {
        String takesOut = null;
        String turnsRed = null;
        Map<String, List<Hunk>> hunks = new LinkedHashMap<>();
        List<Hunk> ofFile = null;
        for (String line : Files.readAllLines(file)) {
            if (ofFile == null && line.startsWith(TAKES_OUT)) {
                takesOut = line.substring(TAKES_OUT.length());
            } else if (ofFile == null && line.startsWith(TURNS_RED)) {
                turnsRed = line.substring(TURNS_RED.length());
            } else if (line.startsWith("+++ b/")) {
                ofFile = hunks.computeIfAbsent(line.substring("+++ b/".length()), name -> new ArrayList<>());
            } else if (line.startsWith("@@")) {
                ofFile.add(new Hunk(new ArrayList<>(), new ArrayList<>()));
            } else if (ofFile != null && !ofFile.isEmpty() && !line.startsWith("--- a/")) {
                add(ofFile.getLast(), line);
            }
        }
        return new Patch(takesOut, turnsRed, hunks);
    }

    private static void add(Hunk hunk, String line) {
        String text = line.isEmpty() ? "" : line.substring(1);
        if (!line.startsWith("+")) {
            hunk.before().add(text);
        }
        if (!line.startsWith("-")) {
            hunk.after().add(text);
        }
    }

    /** What the files become. */
    Map<Path, List<String>> appliedTo(Path root) throws IOException {
        Map<Path, List<String>> files = new LinkedHashMap<>();
        for (Map.Entry<String, List<Hunk>> file : hunks.entrySet()) {
            List<String> lines = new ArrayList<>(Files.readAllLines(root.resolve(file.getKey())));
            for (Hunk hunk : file.getValue()) {
                int at = Collections.indexOfSubList(lines, hunk.before());
                if (at < 0 || at != Collections.lastIndexOfSubList(lines, hunk.before())) {
                    throw new IllegalStateException((at < 0 ? "Nowhere in " : "More than once in ") + file.getKey()
                            + ":\n" + String.join("\n", hunk.before()));
                }
                lines.subList(at, at + hunk.before().size()).clear();
                lines.addAll(at, hunk.after());
            }
            files.put(root.resolve(file.getKey()), lines);
        }
        return files;
    }

    /** Applies a patch to the files under a root. */
    public static void main(String[] arguments) throws IOException {
        Map<Path, List<String>> files = read(Path.of(arguments[0])).appliedTo(Path.of(arguments[1]));
        for (Map.Entry<Path, List<String>> file : files.entrySet()) {
            Files.write(file.getKey(), file.getValue());
        }
    }
}
