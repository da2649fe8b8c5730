package dev.omnipoints.gateway.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReconnectionTest {
    private final AtomicInteger tried = new AtomicInteger();
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
    private final Reconnection reconnection = new Reconnection(clock::get);

    @Test
    void whoeverFindsNobodyThereHasItTriedNow() {
        reconnection.wanted(new Counted());

        assertThat(tried).hasValue(1);
    }

    @Test
    void howeverManyCallsFailItIsTriedTenTimesASecond() {
        for (int millisecond = 0; millisecond < 1_000; millisecond++) {
            reconnection.wanted(new Counted());
            clock.addAndGet(Duration.ofMillis(1).toNanos());
        }

        assertThat(tried).hasValue(10);
    }

    /** Counts; gRPC's own has no way to see how long it means to wait. */
    private final class Counted extends ManagedChannel {
        @Override
        public void resetConnectBackoff() {
            tried.incrementAndGet();
        }

        @Override
        public ManagedChannel shutdown() {
            return this;
        }

        @Override
        public ManagedChannel shutdownNow() {
            return this;
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }

        @Override
        public <Q, A> ClientCall<Q, A> newCall(MethodDescriptor<Q, A> method, CallOptions options) {
            throw new UnsupportedOperationException("Nobody calls here");
        }

        @Override
        public String authority() {
            return "nobody";
        }
    }
}
