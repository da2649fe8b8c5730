package dev.omnipoints.gateway.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.omnipoints.contracts.loyalty.v1.MutinySaleServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.MutinySaleServiceGrpc.MutinySaleServiceStub;
import dev.omnipoints.contracts.loyalty.v1.RecordSaleRequest;
import dev.omnipoints.contracts.loyalty.v1.RecordSaleResponse;
import dev.omnipoints.contracts.loyalty.v1.SaleServiceGrpc;
import dev.omnipoints.contracts.type.v1.Caller;
import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.gateway.Told;
import dev.omnipoints.gateway.platform.Refused;
import io.grpc.Deadline;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a call whose service breaks off, dies or is not there: real connections to a real server. */
class GuardedTest {
    private static final StatusRuntimeException BROKE_OFF = Status.UNAVAILABLE.asRuntimeException();
    private static final RecordSaleResponse DONE =
            RecordSaleResponse.newBuilder().setReplayed(true).build();

    /** What the service does at the first, second, third call; an answer, a status to throw, or null for silence. */
    private volatile IntFunction<Object> script;

    private final AtomicInteger received = new AtomicInteger();
    private Server service;
    private Relay relay;
    private ManagedChannel channel;
    private Guarded guarded;

    @BeforeEach
    void start() throws Exception {
        service = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(new Sales())
                .build()
                .start();
        relay = Relay.to(service.getPort());
        channel = channel(relay.port());
        byte[] key = KeyPairGenerator.getInstance("Ed25519")
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
        guarded = new Guarded(
                "loyalty-service", new CallerSigner(Base64.getEncoder().encodeToString(key)));
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        relay.close();
        service.shutdownNow();
    }

    @Test
    void ofACommandWhoseServiceDiedWithItTheOutcomeIsUnknown() {
        script = call -> {
            relay.die();
            return null;
        };

        assertThat(refusalOf(command(channel, in(10)))).isEqualTo(Reason.REASON_OUTCOME_UNKNOWN);
        assertThat(received).hasValue(1);
    }

    @Test
    void aReadWhoseServiceDiedWithItChangedNothing() {
        script = call -> {
            relay.die();
            return null;
        };

        Uni<RecordSaleResponse> read = guarded.read(stub(channel), in(10), GuardedTest::call);

        assertThat(refusalOf(read)).isEqualTo(Reason.REASON_DEPENDENCY_UNAVAILABLE);
    }

    @Test
    void aCommandThatNobodyCouldTakeWasNotDone() {
        relay.die();

        assertThat(refusalOf(command(channel, in(10)))).isEqualTo(Reason.REASON_DEPENDENCY_UNAVAILABLE);
        assertThat(received).hasValue(0);
    }

    @Test
    void aCommandThatFoundNoConnectionInTimeWasNotDone() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            ManagedChannel toSilence = channel(silent.getLocalPort());

            assertThat(refusalOf(command(toSilence, in(0.3)))).isEqualTo(Reason.REASON_DEPENDENCY_UNAVAILABLE);
            toSilence.shutdownNow();
        }
    }

    @Test
    void aCommandThatIsNotAnsweredInTimeIsUnknown() {
        connect();
        script = call -> null;

        assertThat(refusalOf(command(channel, in(1)))).isEqualTo(Reason.REASON_OUTCOME_UNKNOWN);
    }

    @Test
    void aCommandThatBrokeOffThreeTimesIsUnknown() {
        script = call -> BROKE_OFF;

        assertThat(refusalOf(command(channel, in(10)))).isEqualTo(Reason.REASON_OUTCOME_UNKNOWN);
        assertThat(received).hasValue(3);
    }

    @Test
    void aCommandWhoseTimeIsOverAtItsSecondTryIsUnknown() {
        connect();
        script = call -> call == 1 ? BROKE_OFF : null;

        assertThat(refusalOf(command(channel, in(2)))).isEqualTo(Reason.REASON_OUTCOME_UNKNOWN);
        assertThat(received).hasValue(2);
    }

    @Test
    void aCommandWhoseTimeIsOverBeforeItsSecondTryIsUnknown() {
        AtomicLong nanos = new AtomicLong();
        Call call = new Call(Caller.getDefaultInstance(), Deadline.after(10, TimeUnit.SECONDS, ticking(nanos)));
        script = attempt -> {
            nanos.set(TimeUnit.SECONDS.toNanos(11));
            return BROKE_OFF;
        };

        assertThat(refusalOf(command(channel, call))).isEqualTo(Reason.REASON_OUTCOME_UNKNOWN);
        assertThat(received).hasValue(1);
    }

    @Test
    void aCommandWhoseTimeWasOverBeforeItsFirstTryWasNotDone() {
        assertThat(refusalOf(command(channel, in(-1)))).isEqualTo(Reason.REASON_DEPENDENCY_UNAVAILABLE);
        assertThat(received).hasValue(0);
    }

    @Test
    void whatIsToldOfASecondTrySaysNothingOfTheFirst() {
        script = call -> call == 1
                ? BROKE_OFF
                : Told.refusal(Problem.newBuilder()
                        .setReason(Reason.REASON_OVERLOADED)
                        .setRetryAfterMillis(2_000)
                        .build());

        assertThat(refusalOf(command(channel, in(10)))).isEqualTo(Reason.REASON_OUTCOME_UNKNOWN);
        assertThat(received).hasValue(2);
    }

    @Test
    void aRefusalOfASecondTryIsTheAnswer() {
        script = call -> call == 1 ? BROKE_OFF : Told.refusal(Reason.REASON_INSUFFICIENT_POINTS, "");

        assertThat(refusalOf(command(channel, in(10)))).isEqualTo(Reason.REASON_INSUFFICIENT_POINTS);
    }

    @Test
    void aServiceThatSaysThatItCouldNotIsBelieved() {
        script = call -> Told.refusal(Reason.REASON_DEPENDENCY_UNAVAILABLE, "");

        assertThat(refusalOf(command(channel, in(10)))).isEqualTo(Reason.REASON_DEPENDENCY_UNAVAILABLE);
    }

    @Test
    void theAnswerToASecondTryIsTheAnswer() {
        script = call -> call == 1 ? BROKE_OFF : DONE;

        assertThat(command(channel, in(10)).await().atMost(Duration.ofSeconds(20)))
                .isEqualTo(DONE);
    }

    /** The connection is up, so that a short time is enough to send. */
    private void connect() {
        script = call -> DONE;
        command(channel, in(10)).await().atMost(Duration.ofSeconds(20));
        received.set(0);
    }

    private Uni<RecordSaleResponse> command(ManagedChannel over, Call call) {
        return guarded.command(stub(over), call, GuardedTest::call);
    }

    private static Uni<RecordSaleResponse> call(MutinySaleServiceStub stub) {
        return stub.recordSale(RecordSaleRequest.getDefaultInstance());
    }

    private static Reason refusalOf(Uni<?> call) {
        return catchThrowableOfType(Refused.class, () -> call.await().atMost(Duration.ofSeconds(20)))
                .reason();
    }

    private static MutinySaleServiceStub stub(ManagedChannel channel) {
        return MutinySaleServiceGrpc.newMutinyStub(channel);
    }

    private static ManagedChannel channel(int port) {
        return NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    }

    private static Call in(double seconds) {
        return new Call(
                Caller.getDefaultInstance(), Deadline.after(Math.round(seconds * 1_000), TimeUnit.MILLISECONDS));
    }

    private static Deadline.Ticker ticking(AtomicLong nanos) {
        return new Deadline.Ticker() {
            @Override
            public long nanoTime() {
                return nanos.get();
            }
        };
    }

    private final class Sales extends SaleServiceGrpc.SaleServiceImplBase {
        @Override
        public void recordSale(RecordSaleRequest request, StreamObserver<RecordSaleResponse> caller) {
            switch (script.apply(received.incrementAndGet())) {
                case null -> {} // Silence: the caller's deadline or its connection has to end it.
                case RecordSaleResponse answer -> {
                    caller.onNext(answer);
                    caller.onCompleted();
                }
                case Throwable told -> caller.onError(told);
                case Object other -> throw new IllegalStateException("not scripted: " + other);
            }
        }
    }
}
