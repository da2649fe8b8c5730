package dev.omnipoints.gateway;

import dev.omnipoints.contracts.loyalty.v1.AccountServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.AdjustRequest;
import dev.omnipoints.contracts.loyalty.v1.AdjustResponse;
import dev.omnipoints.contracts.loyalty.v1.ConfirmRequest;
import dev.omnipoints.contracts.loyalty.v1.ConfirmResponse;
import dev.omnipoints.contracts.loyalty.v1.GetBalanceRequest;
import dev.omnipoints.contracts.loyalty.v1.GetBalanceResponse;
import dev.omnipoints.contracts.loyalty.v1.GetProgrammeRequest;
import dev.omnipoints.contracts.loyalty.v1.GetProgrammeResponse;
import dev.omnipoints.contracts.loyalty.v1.GetSaleRequest;
import dev.omnipoints.contracts.loyalty.v1.GetSaleResponse;
import dev.omnipoints.contracts.loyalty.v1.ListActivityRequest;
import dev.omnipoints.contracts.loyalty.v1.ListActivityResponse;
import dev.omnipoints.contracts.loyalty.v1.ListProgrammeVersionsRequest;
import dev.omnipoints.contracts.loyalty.v1.ListProgrammeVersionsResponse;
import dev.omnipoints.contracts.loyalty.v1.OperationServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.ProgrammeServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.RecordSaleRequest;
import dev.omnipoints.contracts.loyalty.v1.RecordSaleResponse;
import dev.omnipoints.contracts.loyalty.v1.SaleServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.TransferRequest;
import dev.omnipoints.contracts.loyalty.v1.TransferResponse;
import dev.omnipoints.contracts.loyalty.v1.UpdateProgrammeRequest;
import dev.omnipoints.contracts.loyalty.v1.UpdateProgrammeResponse;
import dev.omnipoints.contracts.profile.v1.EnrolRequest;
import dev.omnipoints.contracts.profile.v1.EnrolResponse;
import dev.omnipoints.contracts.profile.v1.GetMemberRequest;
import dev.omnipoints.contracts.profile.v1.GetMemberResponse;
import dev.omnipoints.contracts.profile.v1.MemberServiceGrpc;
import dev.omnipoints.contracts.profile.v1.ResolveRequest;
import dev.omnipoints.contracts.profile.v1.ResolveResponse;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Two real gRPC servers in the place of profile-service and loyalty-service; each test says what they answer. */
@Singleton
public class Peers {
    /** What was called, and what came with it. */
    public record Received(Object request, Metadata metadata) {}

    private static final io.grpc.Context.Key<Metadata> METADATA = io.grpc.Context.key("metadata");

    public volatile Function<ResolveRequest, ResolveResponse> resolve;
    public volatile Function<EnrolRequest, EnrolResponse> enrol;
    public volatile Function<GetMemberRequest, GetMemberResponse> member;
    public volatile Function<RecordSaleRequest, RecordSaleResponse> recordSale;
    public volatile Function<GetSaleRequest, GetSaleResponse> sale;
    public volatile Function<GetBalanceRequest, GetBalanceResponse> balance;
    public volatile Function<ListActivityRequest, ListActivityResponse> activity;

    public volatile Function<GetProgrammeRequest, GetProgrammeResponse> programme;
    public volatile Function<ListProgrammeVersionsRequest, ListProgrammeVersionsResponse> versions;
    public volatile Function<UpdateProgrammeRequest, UpdateProgrammeResponse> update;
    public volatile Function<AdjustRequest, AdjustResponse> adjust;
    public volatile Function<ConfirmRequest, ConfirmResponse> confirm;
    public volatile Function<TransferRequest, TransferResponse> transfer;

    private final List<Received> received = new CopyOnWriteArrayList<>();

    @ConfigProperty(name = "quarkus.grpc.clients.profile.test-port")
    int profilePort;

    @ConfigProperty(name = "quarkus.grpc.clients.loyalty.test-port")
    int loyaltyPort;

    private Server profile;
    private Server loyalty;

    void start(@Observes @Priority(1) StartupEvent starting) throws IOException {
        reset();
        ServerInterceptor metadata = new ServerInterceptor() {
            @Override
            public <Q, A> ServerCall.Listener<Q> interceptCall(
                    ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
                return io.grpc.Contexts.interceptCall(
                        io.grpc.Context.current().withValue(METADATA, headers), call, headers, next);
            }
        };
        profile = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", profilePort))
                .addService(ServerInterceptors.intercept(new Profile(), metadata))
                .build()
                .start();
        loyalty = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", loyaltyPort))
                .addService(ServerInterceptors.intercept(new Sales(), metadata))
                .addService(ServerInterceptors.intercept(new Accounts(), metadata))
                .addService(ServerInterceptors.intercept(new Programmes(), metadata))
                .addService(ServerInterceptors.intercept(new Operations(), metadata))
                .build()
                .start();
    }

    void stop(@Observes ShutdownEvent stopping) {
        profile.shutdownNow();
        loyalty.shutdownNow();
    }

    /** Forgets what was received and answers nothing but what a test says from now on. */
    public void reset() {
        received.clear();
        resolve = Peers::unscripted;
        enrol = Peers::unscripted;
        member = Peers::unscripted;
        recordSale = Peers::unscripted;
        sale = Peers::unscripted;
        balance = Peers::unscripted;
        activity = Peers::unscripted;
        programme = Peers::unscripted;
        versions = Peers::unscripted;
        update = Peers::unscripted;
        adjust = Peers::unscripted;
        confirm = Peers::unscripted;
        transfer = Peers::unscripted;
    }

    /** What was called since the last reset. */
    public List<Received> received() {
        return List.copyOf(received);
    }

    /** The only request of this type since the last reset. */
    public <Q> Q only(Class<Q> type) {
        List<Q> found = received.stream()
                .map(Received::request)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
        if (found.size() != 1) {
            throw new AssertionError("expected one " + type.getSimpleName() + ", got " + found.size());
        }
        return found.getFirst();
    }

    private static <Q, A> A unscripted(Q request) {
        throw new IllegalStateException("not scripted: " + request.getClass().getSimpleName());
    }

    private <Q, A> void answer(Q request, Function<Q, A> script, StreamObserver<A> caller) {
        received.add(new Received(request, METADATA.get()));
        try {
            A answer = script.apply(request);
            if (answer == null) {
                return; // Never answers: the caller's deadline has to end it.
            }
            caller.onNext(answer);
            caller.onCompleted();
        } catch (RuntimeException told) {
            caller.onError(told);
        }
    }

    private final class Profile extends MemberServiceGrpc.MemberServiceImplBase {
        @Override
        public void resolve(ResolveRequest request, StreamObserver<ResolveResponse> caller) {
            answer(request, resolve, caller);
        }

        @Override
        public void enrol(EnrolRequest request, StreamObserver<EnrolResponse> caller) {
            answer(request, enrol, caller);
        }

        @Override
        public void getMember(GetMemberRequest request, StreamObserver<GetMemberResponse> caller) {
            answer(request, member, caller);
        }
    }

    private final class Sales extends SaleServiceGrpc.SaleServiceImplBase {
        @Override
        public void recordSale(RecordSaleRequest request, StreamObserver<RecordSaleResponse> caller) {
            answer(request, recordSale, caller);
        }

        @Override
        public void getSale(GetSaleRequest request, StreamObserver<GetSaleResponse> caller) {
            answer(request, sale, caller);
        }
    }

    private final class Accounts extends AccountServiceGrpc.AccountServiceImplBase {
        @Override
        public void getBalance(GetBalanceRequest request, StreamObserver<GetBalanceResponse> caller) {
            answer(request, balance, caller);
        }

        @Override
        public void listActivity(ListActivityRequest request, StreamObserver<ListActivityResponse> caller) {
            answer(request, activity, caller);
        }
    }

    private final class Programmes extends ProgrammeServiceGrpc.ProgrammeServiceImplBase {
        @Override
        public void getProgramme(GetProgrammeRequest request, StreamObserver<GetProgrammeResponse> caller) {
            answer(request, programme, caller);
        }

        @Override
        public void listProgrammeVersions(
                ListProgrammeVersionsRequest request, StreamObserver<ListProgrammeVersionsResponse> caller) {
            answer(request, versions, caller);
        }

        @Override
        public void updateProgramme(UpdateProgrammeRequest request, StreamObserver<UpdateProgrammeResponse> caller) {
            answer(request, update, caller);
        }
    }

    private final class Operations extends OperationServiceGrpc.OperationServiceImplBase {
        @Override
        public void adjust(AdjustRequest request, StreamObserver<AdjustResponse> caller) {
            answer(request, adjust, caller);
        }

        @Override
        public void confirm(ConfirmRequest request, StreamObserver<ConfirmResponse> caller) {
            answer(request, confirm, caller);
        }

        @Override
        public void transfer(TransferRequest request, StreamObserver<TransferResponse> caller) {
            answer(request, transfer, caller);
        }
    }
}
