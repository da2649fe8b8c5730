package dev.omnipoints.suite.replay;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.zip.GZIPInputStream;

/** The lines of a file, plain or gzip, one in memory at a time, none longer than the gateway takes. */
final class LineReader implements AutoCloseable {
    /** The gateway's limit of a body. */
    static final int MAX_LINE_BYTES = 1 << 20;

    private static final int BUFFER = 1 << 16;

    private final InputStream input;
    private long number;

    /** @param bytesRead counts what was read of the file itself, for progress */
    LineReader(Path file, LongAdder bytesRead) throws IOException {
        var counted = new Counted(Files.newInputStream(file), bytesRead);
        boolean gzip = file.getFileName().toString().endsWith(".gz");
        try {
            this.input = new BufferedInputStream(gzip ? new GZIPInputStream(counted, BUFFER) : counted, BUFFER);
        } catch (IOException e) {
            counted.close();
            throw e;
        }
    }

    /**
     * A line as it stands in the file.
     *
     * @param number from 1
     * @param bytes empty where it is too long
     */
    record RawLine(long number, Optional<byte[]> bytes) {}

    /** The next line; empty at the end. */
    Optional<RawLine> next() throws IOException {
        var line = new ByteArrayOutputStream();
        boolean tooLong = false;
        int read = input.read();
        if (read < 0) {
            return Optional.empty();
        }
        for (; read >= 0 && read != '\n'; read = input.read()) {
            tooLong |= line.size() == MAX_LINE_BYTES;
            if (!tooLong) {
                line.write(read);
            }
        }
        number++;
        return Optional.of(new RawLine(number, tooLong ? Optional.empty() : Optional.of(line.toByteArray())));
    }

    @Override
    public void close() throws IOException {
        input.close();
    }

    private static final class Counted extends FilterInputStream {
        private final LongAdder bytes;

        Counted(InputStream input, LongAdder bytes) {
            super(input);
            this.bytes = bytes;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            bytes.add(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            bytes.add(Math.max(0, read));
            return read;
        }
    }
}
