package dev.omnipoints.suite.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands before the instances of a service as a cluster's network does: each new connection goes to the first instance
 * that is ready, and stays with it.
 */
final class Balancer implements AutoCloseable {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private final List<Integer> ports;
    private final FirstReady ready;
    private final ServerSocket door;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /** @param ports of the instances; the earlier is preferred */
    Balancer(List<Integer> ports) {
        this.ports = ports;
        this.ready = new FirstReady(
                ports.stream().map(port -> "http://127.0.0.1:" + port).toList());
        try {
            door = new ServerSocket(0, 0, HERE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.startVirtualThread(this::serve);
    }

    int port() {
        return door.getLocalPort();
    }

    private void serve() {
        while (!door.isClosed()) {
            try {
                join(door.accept());
            } catch (IOException closed) {
                // The door is closed: the loop ends.
            }
        }
    }

    private void join(Socket caller) throws IOException {
        open.add(caller);
        try {
            var instance = new Socket(HERE, ports.get(ready.get()));
            open.add(instance);
            // As a network would: a short frame does not wait for the answer to the one before.
            caller.setTcpNoDelay(true);
            instance.setTcpNoDelay(true);
            Thread.startVirtualThread(() -> pass(caller, instance));
            Thread.startVirtualThread(() -> pass(instance, caller));
        } catch (IOException refused) {
            caller.close();
            open.remove(caller);
        }
    }

    /** Until the one has no more to say; then the other is told, who may still answer. */
    private void pass(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException broken) {
            close(from);
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        ready.close();
        door.close();
        open.forEach(Balancer::close);
    }
}
