package dev.omnipoints.gateway.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.omnipoints.contracts.loyalty.v1.MutinySaleServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.RecordSaleRequest;
import dev.omnipoints.contracts.loyalty.v1.RecordSaleResponse;
import dev.omnipoints.contracts.loyalty.v1.SaleServiceGrpc;
import dev.omnipoints.contracts.type.v1.Caller;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Deadline;
import io.grpc.Grpc;
import io.grpc.LoadBalancerRegistry;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A peer's connections, told apart by the port that the service sees each come from. */
class ConnectionsTest {
    private static final int EACH = 3;
    private static final Context.Key<Integer> PORT = Context.key("port");

    private final List<Integer> ports = new CopyOnWriteArrayList<>();
    /** Whether the service answers a call that came from this port. */
    private volatile IntPredicate answers = port -> true;

    private Server service;
    private Relay relay;
    private ManagedChannel channel;
    private Guarded guarded;

    @BeforeEach
    void start() throws Exception {
        service = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(new Sales())
                .intercept(new Ports())
                .build()
                .start();
        relay = Relay.to(service.getPort());
        Connections connections = new Connections(EACH);
        LoadBalancerRegistry.getDefaultRegistry().register(connections);
        channel = NettyChannelBuilder.forAddress("127.0.0.1", relay.port())
                .usePlaintext()
                .defaultLoadBalancingPolicy(connections.getPolicyName())
                .build();
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
    void callsTakeTurnsOverAllConnections() {
        Set<Integer> connections = connect();
        ports.clear();

        for (int i = 0; i < 4 * EACH; i++) {
            sell();
        }

        assertThat(connections).hasSize(EACH);
        for (int connection : connections) {
            assertThat(ports).filteredOn(port -> port == connection).hasSize(4);
        }
    }

    @Test
    void aCallWhoseConnectionBreaksIsAnsweredOverAnother() {
        Set<Integer> connections = connect();
        ports.clear();
        List<Integer> broken = new ArrayList<>();
        answers = port -> {
            if (broken.isEmpty()) {
                broken.add(port);
                relay.cut(port);
                return false;
            }
            return true;
        };

        sell();

        assertThat(ports).hasSize(2).startsWith(broken.getFirst());
        assertThat(connections).contains(ports.getLast());
        assertThat(ports.getLast()).isNotEqualTo(broken.getFirst());
    }

    @Test
    void whereOneConnectionIsBrokenNoOtherCallNoticesAndItStandsAgain() {
        Set<Integer> connections = connect();
        int broken = connections.iterator().next();
        relay.cut(broken);
        await().until(() -> {
            ports.clear();
            for (int i = 0; i < EACH; i++) {
                sell();
            }
            return !ports.contains(broken) && ports.size() == EACH;
        });

        Set<Integer> again = connect();

        assertThat(again).doesNotContain(broken).hasSize(EACH);
    }

    @Test
    void aNumberThatCannotBeIsRefused() {
        assertThatThrownBy(() -> new Connections(0)).hasMessage("omnipoints.peers.connections must be from 1 to 8");
        assertThatThrownBy(() -> new Connections(9)).hasMessage("omnipoints.peers.connections must be from 1 to 8");
    }

    /** Until all are up, which open one by one; those over which the last calls came. */
    private Set<Integer> connect() {
        await().until(() -> {
            ports.clear();
            for (int i = 0; i < EACH; i++) {
                sell();
            }
            return new HashSet<>(ports).size() == EACH;
        });
        return new HashSet<>(ports);
    }

    private void sell() {
        Call call = new Call(Caller.getDefaultInstance(), Deadline.after(10, TimeUnit.SECONDS));
        guarded.command(
                        MutinySaleServiceGrpc.newMutinyStub(channel),
                        call,
                        stub -> stub.recordSale(RecordSaleRequest.getDefaultInstance()))
                .await()
                .atMost(Duration.ofSeconds(20));
    }

    private final class Sales extends SaleServiceGrpc.SaleServiceImplBase {
        @Override
        public void recordSale(RecordSaleRequest request, StreamObserver<RecordSaleResponse> caller) {
            int port = PORT.get();
            ports.add(port);
            if (answers.test(port)) {
                caller.onNext(RecordSaleResponse.getDefaultInstance());
                caller.onCompleted();
            }
        }
    }

    private static final class Ports implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            InetSocketAddress from = (InetSocketAddress) call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
            return Contexts.interceptCall(Context.current().withValue(PORT, from.getPort()), call, headers, next);
        }
    }
}
