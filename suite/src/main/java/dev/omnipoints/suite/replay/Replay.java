package dev.omnipoints.suite.replay;

import dev.omnipoints.suite.local.DataOption;
import dev.omnipoints.suite.rest.Gateway;
import dev.omnipoints.suite.rest.LocalJson;
import dev.omnipoints.suite.terminal.Failure;
import dev.omnipoints.suite.terminal.Terminal;
import dev.omnipoints.suite.terminal.Terminal.Style;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Sends files of members, sales and returns through the gateway. Ends with 0 where every line was sent and none was
 * refused for another reason than its own content (bad lines and refusals are in the table); else with 1.
 */
@Command(name = "replay", description = "Send members, sales and returns (.ndjson, .ndjson.gz) as many tills would.")
public final class Replay implements Callable<Integer> {
    private static final int MOST_TILLS = 1_000;

    @Mixin
    private DataOption data;

    @Option(
            names = "--tills",
            paramLabel = "N",
            defaultValue = "32",
            description = "How many tills send at once (default: 32). A member's lines keep their order.")
    private int tills;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Lines of kind member, sale, return.")
    private List<Path> files;

    @Override
    public Integer call() throws InterruptedException {
        if (tills < 1 || tills > MOST_TILLS) {
            throw new Failure("--tills " + tills + " cannot be.", "Choose from 1 to " + MOST_TILLS + ".");
        }
        long bytes = files.stream().mapToLong(Replay::size).sum();
        var terminal = Terminal.standard();
        var local = LocalJson.of(data.folder().path());
        var tally = new Tally();
        var read = new LongAdder();
        long began = System.nanoTime();
        Failure stopped = null;
        try (var gateway = new Gateway(local);
                var bar = new ProgressBar(terminal, tally, bytes, read)) {
            var sender = new Sender(gateway, local.keys(), tally);
            send(new LineParser(local.keys().keySet()), new Tills(tills, sender, tally), tally, read);
        } catch (Failure e) {
            stopped = e;
        }
        var totals = tally.totals();
        new Report(totals, (System.nanoTime() - began) / 1e9).lines().forEach(terminal::line);
        if (stopped != null) {
            terminal.line(terminal.paint(Style.RED, "Stopped before the end; the table is of what was sent."));
            throw stopped;
        }
        return totals.faulty() ? 1 : 0;
    }

    private void send(LineParser parser, Tills workers, Tally tally, LongAdder read) throws InterruptedException {
        var lanes = new Lanes(tills);
        IOException damaged = null;
        Path current = null;
        for (var iterator = files.iterator(); iterator.hasNext() && damaged == null; ) {
            current = iterator.next();
            try (var lines = new LineReader(current, read)) {
                for (var raw = lines.next(); raw.isPresent(); raw = lines.next()) {
                    dispatch(current, raw.get(), parser, lanes, workers, tally);
                }
            } catch (IOException e) {
                damaged = e;
            }
        }
        workers.finish();
        if (damaged != null) {
            throw new Failure(
                    current + " cannot be read to its end (" + damaged + ").",
                    "Mend the file and run the replay again: nothing is counted twice.");
        }
    }

    private static void dispatch(
            Path file, LineReader.RawLine raw, LineParser parser, Lanes lanes, Tills workers, Tally tally)
            throws InterruptedException {
        if (raw.bytes().map(Replay::isBlank).orElse(false)) {
            return;
        }
        var line = raw.bytes()
                .map(parser::parse)
                .orElseGet(() -> new Line.Bad("longer than " + LineReader.MAX_LINE_BYTES + " bytes"));
        var where = file.getFileName() + ", line " + raw.number();
        switch (line) {
            case Line.Sent sent -> workers.send(lanes.of(sent.names()), new Tills.Work(where, sent));
            case Line.Bad bad -> tally.bad(where, bad.reason());
        }
    }

    private static boolean isBlank(byte[] line) {
        for (byte character : line) {
            if (character > ' ' || character < 0) {
                return false;
            }
        }
        return true;
    }

    private static long size(Path file) {
        try {
            if (Files.isRegularFile(file) && Files.isReadable(file)) {
                return Files.size(file);
            }
        } catch (IOException e) {
            // Told below, as any file that cannot be read.
        }
        throw new Failure(file + " is not a file that can be read.", "Name .ndjson or .ndjson.gz files.");
    }
}
