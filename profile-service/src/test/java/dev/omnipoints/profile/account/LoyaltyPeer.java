package dev.omnipoints.profile.account;

import dev.omnipoints.contracts.loyalty.v1.AccountServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.OpenAccountRequest;
import dev.omnipoints.contracts.loyalty.v1.OpenAccountResponse;
import dev.omnipoints.contracts.loyalty.v1.SetStatusRequest;
import dev.omnipoints.contracts.loyalty.v1.SetStatusResponse;
import dev.omnipoints.contracts.type.v1.MemberStatus;
import dev.omnipoints.profile.Gateway;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.ConfigProvider;

/** A real gRPC server where the service expects loyalty-service; writes down what it is told. */
final class LoyaltyPeer implements AutoCloseable {
    private static final Context.Key<String> TOKEN = Context.key("token");

    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Manner manner;
    private final Server server;

    private LoyaltyPeer(Manner manner) {
        this.manner = manner;
        int port = ConfigProvider.getConfig().getValue("quarkus.grpc.clients.loyalty.test-port", Integer.class);
        try {
            this.server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", port))
                    .intercept(new TokenReader())
                    .addService(new Accounts())
                    .build()
                    .start();
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    /** Up, in a manner of answering. */
    static LoyaltyPeer up(Manner manner) {
        return new LoyaltyPeer(manner);
    }

    /** What it was told of a member, in order. */
    List<Call> callsFor(String memberId) {
        return calls.stream().filter(call -> call.memberId.equals(memberId)).toList();
    }

    @Override
    public void close() {
        try {
            server.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** How it answers. */
    enum Manner {
        ANSWERS,
        /** Takes the call and never answers; closing it then kills the call. */
        FALLS_SILENT,
        /** Says NOT_GRANTED: a defect, not an outage. */
        REFUSES
    }

    /** What it was told. */
    record Call(String method, String memberId, MemberStatus status, long version, String token) {}

    private <T> void take(Call call, StreamObserver<T> observer, T answer) {
        calls.add(call);
        switch (manner) {
            case ANSWERS -> {
                observer.onNext(answer);
                observer.onCompleted();
            }
            case REFUSES -> observer.onError(Status.PERMISSION_DENIED.asRuntimeException());
            case FALLS_SILENT -> {}
        }
    }

    private final class Accounts extends AccountServiceGrpc.AccountServiceImplBase {
        @Override
        public void openAccount(OpenAccountRequest request, StreamObserver<OpenAccountResponse> observer) {
            take(
                    new Call(
                            "OpenAccount",
                            request.getMemberId(),
                            request.getStatus(),
                            request.getStatusVersion(),
                            TOKEN.get()),
                    observer,
                    OpenAccountResponse.newBuilder()
                            .setStatusVersion(request.getStatusVersion())
                            .build());
        }

        @Override
        public void setStatus(SetStatusRequest request, StreamObserver<SetStatusResponse> observer) {
            take(
                    new Call(
                            "SetStatus",
                            request.getMemberId(),
                            request.getStatus(),
                            request.getStatusVersion(),
                            TOKEN.get()),
                    observer,
                    SetStatusResponse.newBuilder()
                            .setStatusVersion(request.getStatusVersion())
                            .build());
        }
    }

    private static final class TokenReader implements ServerInterceptor {
        @Override
        public <Q, R> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
            return Contexts.interceptCall(
                    Context.current().withValue(TOKEN, headers.get(Gateway.HEADER)), call, headers, next);
        }
    }
}
