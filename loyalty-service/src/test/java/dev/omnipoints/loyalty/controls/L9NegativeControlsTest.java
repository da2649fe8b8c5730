package dev.omnipoints.loyalty.controls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * L9: with the row lock, the unique key, the fingerprint, the expiry check, the debt rule or the chain taken out, some
 * test turns red. Each is a patch in {@code src/test/negative-controls}; {@code run} there applies it to a copy, sees
 * the test that it names fail, and pass without. That takes minutes and belongs to the long form; that each still fits
 * the sources is looked at every time.
 */
class L9NegativeControlsTest {

    private static final Path MODULE = Path.of("").toAbsolutePath();
    private static final Path CONTROLS = MODULE.resolve("src/test/negative-controls");

    @Test
    void thereIsOneForWhateverThePageNames() {
        assertThat(patches().map(Path::getFileName).map(Path::toString))
                .contains(
                        "row-lock.patch",
                        "unique-key.patch",
                        "known-key.patch",
                        "fingerprint.patch",
                        "expiry-check.patch",
                        "debt-rule.patch",
                        "chain.patch",
                        "feed-held-back.patch");
    }

    @ParameterizedTest
    @MethodSource("patches")
    void eachStillAppliesAndNamesATest(Path file) throws IOException {
        Patch patch = Patch.read(file);

        assertThat(patch.takesOut()).isNotBlank();
        assertThat(patch.appliedTo(MODULE.getParent())).isNotEmpty();
        String[] named = patch.turnsRed().split("#");
        assertThat(sourceOf(named[0])).contains("class " + named[0] + " ").contains("void " + named[1] + "(");
    }

    @Tag("long")
    @Test
    void eachTurnsItsTestRed() throws Exception {
        ProcessBuilder run = new ProcessBuilder("sh", CONTROLS.resolve("run").toString()).redirectErrorStream(true);
        run.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = run.start();
        process.getOutputStream().close();
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        System.out.println(told);

        assertThat(process.waitFor()).as(told).isZero();
        assertThat(told.lines().filter(line -> line.contains(" red: ")))
                .hasSize((int) patches().count());
    }

    static Stream<Path> patches() {
        try (Stream<Path> files = Files.list(CONTROLS)) {
            List<Path> patches = files.filter(file -> file.toString().endsWith(".patch"))
                    .sorted()
                    .toList();
            return patches.stream();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String sourceOf(String test) throws IOException {
        try (Stream<Path> files = Files.walk(MODULE.resolve("src/test/java"))) {
            Path source = files.filter(file -> file.getFileName().toString().equals(test + ".java"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("There is no " + test));
            return Files.readString(source);
        }
    }
}
