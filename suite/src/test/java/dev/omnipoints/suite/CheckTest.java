package dev.omnipoints.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.suite.check.Asked;
import dev.omnipoints.suite.check.Balance;
import dev.omnipoints.suite.check.Entry;
import dev.omnipoints.suite.check.Kind;
import dev.omnipoints.suite.check.Recorder;
import dev.omnipoints.suite.check.Told;
import dev.omnipoints.suite.check.Verb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command, on histories that a client recorded. */
class CheckTest {
    private static final Balance HUNDRED = new Balance(0, 100, 0, 0);

    @TempDir
    private Path folder;

    @Test
    void aLinearizableHistoryEndsWithZero() throws Exception {
        var file = history("good", HUNDRED);

        var checked = Cli.run("check", file);

        assertThat(checked.output())
                .isEqualTo(file + ": 3 operations on 1 members, 0 of unknown outcome: linearizable\n");
        assertThat(checked.code()).isZero();
    }

    @Test
    void ofSeveralTheWorstDecides() throws Exception {
        var stale = history("stale", Balance.ZERO);

        var checked = Cli.run("check", history("good", HUNDRED), stale);

        assertThat(checked.output())
                .contains("good: 3 operations")
                .contains("VIOLATION: #2, process 0, read {\"member\":\"A\"}: a stale read: told row 0")
                .endsWith(stale + ": 3 operations on 1 members, 0 of unknown outcome\n");
        assertThat(checked.code()).isOne();
    }

    @Test
    void whatIsNoHistoryIsNotJudged() throws Exception {
        var file = Files.writeString(folder.resolve("none"), "{}\n");

        var checked = Cli.run("check", file, folder.resolve("absent"));

        assertThat(checked.output())
                .contains("CANNOT BE READ: " + file + ", line 1: `index` is missing")
                .contains("absent cannot be read");
        assertThat(checked.code()).isEqualTo(2);
    }

    private Path history(String name, Balance read) {
        var file = folder.resolve(name);
        try (var recorder = Recorder.into(file)) {
            var client = recorder.client();
            client.invoke(Verb.EARN, Asked.of("A").key("k").points(100));
            client.ok(Told.of(1, HUNDRED));
            client.invoke(Verb.READ, Asked.of("A"));
            client.ok(Told.of(read.available() / 100, read));
            client.invoke(Verb.STATEMENT, Asked.of("A"));
            client.ok(Told.of(1, HUNDRED)
                    .entries(List.of(new Entry("e", 1, Kind.EARN, null, 100, HUNDRED, null, "2026-11-22T09:00:00Z"))));
        }
        return file;
    }
}
