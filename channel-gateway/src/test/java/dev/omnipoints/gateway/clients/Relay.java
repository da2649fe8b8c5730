package dev.omnipoints.gateway.clients;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands between a client and a service so that the service can die: from one moment on nobody is there. */
final class Relay implements AutoCloseable {
    private final ServerSocket door;
    private final int service;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final Map<Integer, Socket> clients = new ConcurrentHashMap<>();

    private Relay(int service) throws IOException {
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.service = service;
    }

    /** To the port of a running service. */
    static Relay to(int service) throws IOException {
        Relay relay = new Relay(service);
        Thread.ofVirtual().start(relay::welcome);
        return relay;
    }

    int port() {
        return door.getLocalPort();
    }

    /** Every connection breaks, and a new one is refused. */
    void die() {
        close();
    }

    /** One connection breaks: the one that the service sees come from this port. */
    void cut(int port) {
        try {
            clients.get(port).close();
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    @Override
    public void close() {
        try {
            door.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private void welcome() {
        try {
            while (true) {
                Socket client = door.accept();
                open.add(client);
                Socket peer = new Socket(InetAddress.getLoopbackAddress(), service);
                open.add(peer);
                clients.put(peer.getLocalPort(), client);
                client.setTcpNoDelay(true);
                peer.setTcpNoDelay(true);
                Thread.ofVirtual().start(() -> pass(client, peer));
                Thread.ofVirtual().start(() -> pass(peer, client));
            }
        } catch (IOException dead) {
            // As it was told to be.
        }
    }

    private static void pass(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException dead) {
            // As it was told to be.
        }
    }
}
