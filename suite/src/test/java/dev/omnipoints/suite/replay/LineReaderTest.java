package dev.omnipoints.suite.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineReaderTest {
    @TempDir
    Path temp;

    @Test
    void readsPlainAndGzipAlikeAndCountsWhatItRead() throws Exception {
        var plain = Files.writeString(temp.resolve("a.ndjson"), "one\n\nthree");
        var gzip = temp.resolve("a.ndjson.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(gzip))) {
            out.write(Files.readAllBytes(plain));
        }
        for (var file : List.of(plain, gzip)) {
            var read = new LongAdder();
            assertThat(lines(file, read)).containsExactly("1 one", "2 ", "3 three");
            assertThat(read.sum()).isEqualTo(Files.size(file));
        }
    }

    @Test
    void lineLongerThanTheGatewayTakesIsNotHeldInMemory() throws Exception {
        var most = "x".repeat(LineReader.MAX_LINE_BYTES);
        var file = Files.writeString(temp.resolve("long.ndjson"), most + "\n" + most + "y\nshort\n");
        assertThat(lines(file, new LongAdder())).containsExactly("1 " + most, "2 too long", "3 short");
    }

    private static List<String> lines(Path file, LongAdder read) throws IOException {
        var lines = new ArrayList<String>();
        try (var reader = new LineReader(file, read)) {
            for (var line = reader.next(); line.isPresent(); line = reader.next()) {
                lines.add(line.get().number() + " "
                        + line.get().bytes().map(String::new).orElse("too long"));
            }
        }
        return lines;
    }
}
