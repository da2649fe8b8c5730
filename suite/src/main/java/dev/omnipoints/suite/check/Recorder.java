package dev.omnipoints.suite.check;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Writes what clients ask and are told as a history in Jepsen's form, one JSON object a line
 * (https://jepsen-io.github.io/history): `index`, `time` (nanoseconds since the history began, of this JVM's monotonic
 * clock), `process`, `type`, `f`, `value`. Events are numbered in the order in which they come, under one lock: what
 * completed before another began has a lower index. Safe for many threads, each with a {@link Client} of its own.
 */
public final class Recorder implements AutoCloseable {
    /** What Jepsen calls whoever breaks things; it is no client and is not judged. */
    static final String NEMESIS = "nemesis";

    private final Path file;
    private final BufferedWriter lines;
    private final long began = System.nanoTime();
    private long index;
    private long processes;

    private Recorder(Path file, BufferedWriter lines) {
        this.file = file;
        this.lines = lines;
    }

    /** A history that begins now, in a file that is made, or overwritten. */
    public static Recorder into(Path file) {
        try {
            return new Recorder(file, Files.newBufferedWriter(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it is written; whole lines at any time. */
    public Path file() {
        return file;
    }

    /** Someone who asks for one thing at a time. For one thread at a time. */
    public Client client() {
        return new Client();
    }

    /** Something that is done to the services, such as `kill loyalty-service`. */
    public void fault(String what) {
        write(event -> event.put("process", NEMESIS)
                .put("type", "info")
                .put("f", "fault")
                .put("value", what));
    }

    private synchronized long nextProcess() {
        return processes++;
    }

    private interface Filler {
        void fill(ObjectNode event);
    }

    private synchronized void write(Filler filler) {
        var event = Json.MAPPER.createObjectNode();
        event.put("index", index++).put("time", System.nanoTime() - began);
        filler.fill(event);
        try {
            lines.write(Json.MAPPER.writeValueAsString(event));
            lines.write('\n');
            lines.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A client: at any time one process of the history. Each invocation is followed by exactly one of ok, fail and
     * info; after an info the process is gone for good, and the client goes on as a new one.
     */
    public final class Client {
        private long process = nextProcess();
        private Verb pending;

        private Client() {}

        /** Asks; to be said before anything is sent. */
        public void invoke(Verb verb, Asked asked) {
            if (pending != null) {
                throw new IllegalStateException("still waiting for " + pending.word());
            }
            pending = verb;
            write(Type.INVOKE, Json.MAPPER.valueToTree(asked));
        }

        /** It is done; to be said once the whole answer is there. */
        public void ok(Told told) {
            complete(Type.OK, told);
        }

        /** It is not done, and will not be. */
        public void fail(Told told) {
            complete(Type.FAIL, told);
        }

        /** No answer, or none that says whether it is done. */
        public void info(String error) {
            complete(Type.INFO, Told.nothing(error));
            process = nextProcess();
        }

        private void complete(Type type, Told told) {
            if (pending == null) {
                throw new IllegalStateException("nothing was asked");
            }
            write(type, Json.MAPPER.valueToTree(told));
            pending = null;
        }

        private void write(Type type, ObjectNode value) {
            Recorder.this.write(event -> event.put("process", process)
                    .put("type", type.name().toLowerCase(Locale.ROOT))
                    .put("f", pending.word())
                    .set("value", value));
        }
    }
}
