package dev.omnipoints.gateway.clients;

import io.grpc.Channel;
import io.grpc.ManagedChannel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Has a peer's channel try to connect while it is asked for: on its own gRPC waits up to two minutes after a long
 * outage, and all that time a peer that is back would be told as gone. Not more often than ten times a second, however
 * many calls fail.
 */
final class Reconnection {
    private static final long APART = Duration.ofMillis(100).toNanos();

    private final LongSupplier nanoClock;
    private final AtomicLong next;

    Reconnection(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.next = new AtomicLong(nanoClock.getAsLong());
    }

    /** A call found nobody there. */
    void wanted(Channel channel) {
        long now = nanoClock.getAsLong();
        long due = next.get();
        if (channel instanceof ManagedChannel managed && now - due >= 0 && next.compareAndSet(due, now + APART)) {
            managed.resetConnectBackoff();
        }
    }
}
