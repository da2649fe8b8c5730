package dev.omnipoints.bench.load;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One connection to a gateway, with one request on its way at a time, written and read as bare bytes: at five times the
 * peak a client library would take the processor from who is measured. For its event loop alone.
 */
final class Line {
    private static final String HEAD_END = "\r\n\r\n";
    private static final String LENGTH = "content-length: ";
    private static final int STATUS_FROM = "HTTP/1.1 ".length();
    private static final int STATUS_TO = STATUS_FROM + 3;
    private static final String OVERLOADED = "\"OVERLOADED\"";

    /** What became of a request. */
    enum Told {
        ACCEPTED,
        REFUSED,
        FAILED
    }

    /** Who wants to know. */
    interface Listener {
        void told(Line line, Told told);
    }

    private final NetSocket socket;
    private final Listener listener;
    private Buffer answer;
    private int whole;
    private boolean busy;
    /** What is on its way, and since when it should be. */
    Buffer request;

    long due;

    Line(NetSocket socket, Listener listener) {
        this.socket = socket;
        this.listener = listener;
        socket.handler(this::read);
        socket.closeHandler(closed -> end(Told.FAILED));
        socket.exceptionHandler(broken -> {});
    }

    void send(Buffer next, long dueNanos) {
        request = next;
        due = dueNanos;
        busy = true;
        socket.write(next);
    }

    void close() {
        socket.close();
    }

    private void read(Buffer part) {
        answer = answer == null ? part : answer.appendBuffer(part);
        if (whole == 0) {
            whole = lengthOf(answer);
        }
        if (whole > 0 && answer.length() >= whole) {
            Told told = told(answer);
            answer = null;
            whole = 0;
            end(told);
        }
    }

    private void end(Told told) {
        if (busy) {
            busy = false;
            listener.told(this, told);
        }
    }

    /** Of head and body; 0 while the head has not come in whole. */
    private static int lengthOf(Buffer answer) {
        String text = answer.toString(StandardCharsets.ISO_8859_1);
        int headEnd = text.indexOf(HEAD_END);
        if (headEnd < 0) {
            return 0;
        }
        String head = text.substring(0, headEnd).toLowerCase(Locale.ROOT);
        int from = head.indexOf(LENGTH) + LENGTH.length();
        int to = head.indexOf("\r\n", from);
        return headEnd
                + HEAD_END.length()
                + Integer.parseInt(
                        head.substring(from, to < 0 ? head.length() : to).strip());
    }

    private static Told told(Buffer answer) {
        String status = answer.getString(STATUS_FROM, STATUS_TO);
        if (status.startsWith("2")) {
            return Told.ACCEPTED;
        }
        return status.equals("503")
                        && answer.toString(StandardCharsets.ISO_8859_1).contains(OVERLOADED)
                ? Told.REFUSED
                : Told.FAILED;
    }
}
