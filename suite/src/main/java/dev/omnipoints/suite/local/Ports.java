package dev.omnipoints.suite.local;

import dev.omnipoints.suite.terminal.Failure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Where the parts listen, all on 127.0.0.1. Remembered, so that addresses and tokens outlive a restart.
 *
 * @param gateway the only one that users meet
 */
record Ports(int gateway, int profile, int loyalty, int database, int issuer) {
    static final int DEFAULT_GATEWAY = 8080;
    /** Below what Linux and macOS hand out for outgoing connections. */
    private static final int FROM = 20_000;

    private static final int TO = 32_000;
    private static final int CONNECT_MILLIS = 500;

    /** Free ports for a new suite behind this gateway. */
    static Ports behind(int gateway) {
        var taken = new HashSet<Integer>(Set.of(gateway));
        return new Ports(gateway, free(taken), free(taken), free(taken), free(taken));
    }

    /** The same ports, those that someone took meanwhile replaced; the gateway's is the user's to choose. */
    Ports refreshed(int wantedGateway) {
        var taken = new HashSet<Integer>(Set.of(wantedGateway, profile, loyalty, database, issuer));
        return new Ports(
                wantedGateway,
                kept(profile, wantedGateway, taken),
                kept(loyalty, wantedGateway, taken),
                kept(database, wantedGateway, taken),
                kept(issuer, wantedGateway, taken));
    }

    /** The same, but for one part another free port. */
    Ports elsewhere(Part part) {
        int other = free(new HashSet<>(Set.of(gateway, profile, loyalty, database, issuer)));
        return switch (part) {
            case GATEWAY -> new Ports(other, profile, loyalty, database, issuer);
            case PROFILE -> new Ports(gateway, other, loyalty, database, issuer);
            case LOYALTY -> new Ports(gateway, profile, other, database, issuer);
        };
    }

    private static int kept(int port, int wantedGateway, Set<Integer> taken) {
        return port != wantedGateway && isFree(port) ? port : free(taken);
    }

    private static int free(Set<Integer> taken) {
        for (int attempt = 0; attempt < 1_000; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FROM, TO);
            if (!taken.contains(port) && isFree(port)) {
                taken.add(port);
                return port;
            }
        }
        throw new Failure("No free port between " + FROM + " and " + TO + ".", "Stop what listens there.");
    }

    /** Nobody listens there and we may. */
    static boolean isFree(int port) {
        var loopback = InetAddress.getLoopbackAddress();
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(loopback, port), CONNECT_MILLIS);
            return false;
        } catch (IOException e) {
            // Nobody answers; whether we may listen is asked next.
        }
        try (var socket = new ServerSocket(port, 1, loopback)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
