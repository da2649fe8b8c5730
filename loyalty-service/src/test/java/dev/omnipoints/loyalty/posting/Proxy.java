package dev.omnipoints.loyalty.posting;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** A way to the database on which things go wrong, once for each time that it is told to, or every so often. */
final class Proxy implements AutoCloseable {

    /** What goes wrong when the client says the word. */
    enum Trouble {
        /** It reaches the server, but nothing of what the server says reaches the client; then the line is cut. */
        ANSWER_LOST,
        /** It does not reach the server: the line is cut. */
        CUT,
        /** It does not reach the server, and nothing is said any more. */
        SILENCE,
        /** It reaches the server, but nothing is said any more. */
        SILENCE_AFTER,
        /** It reaches the server late; nothing else goes wrong. */
        LATE
    }

    private record Plan(String word, Trouble trouble) {}

    private static final Duration HOW_LATE = Duration.ofMillis(100);
    private static final Trouble[] TROUBLES = Trouble.values();

    private final ServerSocket server;
    private final int database;
    private final AtomicReference<Plan> plan = new AtomicReference<>();
    private final Random random = new Random(1);
    private volatile int percent;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    Proxy(int database) {
        this.database = database;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** On whichever connection the client next says this word. */
    void next(String word, Trouble trouble) {
        plan.set(new Plan(word, trouble));
    }

    /** From now on in so many of a hundred beginnings and ends of transactions something or other goes wrong. */
    void often(int ofAHundred) {
        percent = ofAHundred;
    }

    /** What goes wrong with what the client says; null: nothing. */
    private Trouble met(byte[] said) {
        Plan next = plan.get();
        if (next != null && has(said, next.word()) && plan.compareAndSet(next, null)) {
            return next.trouble();
        }
        boolean isHit = percent > 0 && (has(said, "BEGIN") || has(said, "COMMIT")) && random.nextInt(100) < percent;
        return isHit ? TROUBLES[random.nextInt(TROUBLES.length)] : null;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                Line line = new Line(client, new Socket(InetAddress.getLoopbackAddress(), database));
                Thread.ofVirtual().start(line::up);
                Thread.ofVirtual().start(line::down);
            }
        } catch (IOException closed) {
            // That is its end.
        }
    }

    /** One connection. */
    private final class Line {
        private final Socket client;
        private final Socket database;
        private volatile Trouble trouble;

        Line(Socket client, Socket database) throws IOException {
            client.setTcpNoDelay(true);
            database.setTcpNoDelay(true);
            this.client = client;
            this.database = database;
            sockets.add(client);
            sockets.add(database);
        }

        void up() {
            try (InputStream in = client.getInputStream();
                    OutputStream out = database.getOutputStream()) {
                for (byte[] said = read(in); said.length > 0; said = read(in)) {
                    Trouble met = met(said);
                    if (met == Trouble.LATE) {
                        LockSupport.parkNanos(HOW_LATE.toNanos());
                    } else if (met != null) {
                        trouble = met;
                    }
                    if (trouble == Trouble.CUT) {
                        return;
                    }
                    if (trouble != Trouble.SILENCE) {
                        out.write(said);
                        out.flush();
                    }
                }
            } catch (IOException closed) {
                // Either side has gone.
            } finally {
                cut();
            }
        }

        void down() {
            try (InputStream in = database.getInputStream();
                    OutputStream out = client.getOutputStream()) {
                for (byte[] said = read(in); said.length > 0; said = read(in)) {
                    if (trouble == Trouble.ANSWER_LOST && has(said, "COMMIT")) {
                        return;
                    }
                    if (trouble == null) {
                        out.write(said);
                        out.flush();
                    }
                }
            } catch (IOException closed) {
                // Either side has gone.
            } finally {
                cut();
            }
        }

        private void cut() {
            for (Socket socket : new Socket[] {client, database}) {
                try {
                    socket.close();
                } catch (IOException closed) {
                    // It has gone already.
                }
            }
        }
    }

    private static byte[] read(InputStream in) throws IOException {
        byte[] buffer = new byte[1 << 16];
        int length = in.read(buffer);
        return Arrays.copyOf(buffer, Math.max(0, length));
    }

    private static boolean has(byte[] said, String word) {
        return new String(said, StandardCharsets.ISO_8859_1).contains(word);
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
