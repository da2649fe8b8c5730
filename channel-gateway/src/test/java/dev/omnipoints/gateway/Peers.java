package dev.omnipoints.gateway;

import dev.omnipoints.contracts.loyalty.v1.AccountServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.AdjustRequest;
import dev.omnipoints.contracts.loyalty.v1.AdjustResponse;
import dev.omnipoints.contracts.loyalty.v1.AuditServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.CaptureRequest;
import dev.omnipoints.contracts.loyalty.v1.CaptureResponse;
import dev.omnipoints.contracts.loyalty.v1.ClaimSaleRequest;
import dev.omnipoints.contracts.loyalty.v1.ClaimSaleResponse;
import dev.omnipoints.contracts.loyalty.v1.ConfirmRequest;
import dev.omnipoints.contracts.loyalty.v1.ConfirmResponse;
import dev.omnipoints.contracts.loyalty.v1.EventServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.GetBalanceRequest;
import dev.omnipoints.contracts.loyalty.v1.GetBalanceResponse;
import dev.omnipoints.contracts.loyalty.v1.GetHoldRequest;
import dev.omnipoints.contracts.loyalty.v1.GetHoldResponse;
import dev.omnipoints.contracts.loyalty.v1.GetProgrammeRequest;
import dev.omnipoints.contracts.loyalty.v1.GetProgrammeResponse;
import dev.omnipoints.contracts.loyalty.v1.GetSaleRequest;
import dev.omnipoints.contracts.loyalty.v1.GetSaleResponse;
import dev.omnipoints.contracts.loyalty.v1.HoldRequest;
import dev.omnipoints.contracts.loyalty.v1.HoldResponse;
import dev.omnipoints.contracts.loyalty.v1.ListActivityRequest;
import dev.omnipoints.contracts.loyalty.v1.ListActivityResponse;
import dev.omnipoints.contracts.loyalty.v1.ListGapsRequest;
import dev.omnipoints.contracts.loyalty.v1.ListGapsResponse;
import dev.omnipoints.contracts.loyalty.v1.ListProgrammeVersionsRequest;
import dev.omnipoints.contracts.loyalty.v1.ListProgrammeVersionsResponse;
import dev.omnipoints.contracts.loyalty.v1.LookupOperationRequest;
import dev.omnipoints.contracts.loyalty.v1.LookupOperationResponse;
import dev.omnipoints.contracts.loyalty.v1.OperationServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.ProgrammeServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.QuoteRequest;
import dev.omnipoints.contracts.loyalty.v1.QuoteResponse;
import dev.omnipoints.contracts.loyalty.v1.RecordReturnRequest;
import dev.omnipoints.contracts.loyalty.v1.RecordReturnResponse;
import dev.omnipoints.contracts.loyalty.v1.RecordSaleRequest;
import dev.omnipoints.contracts.loyalty.v1.RecordSaleResponse;
import dev.omnipoints.contracts.loyalty.v1.RedeemRequest;
import dev.omnipoints.contracts.loyalty.v1.RedeemResponse;
import dev.omnipoints.contracts.loyalty.v1.RedemptionServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.ReturnServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.ReverseRequest;
import dev.omnipoints.contracts.loyalty.v1.ReverseResponse;
import dev.omnipoints.contracts.loyalty.v1.RuleServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.SaleServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.SimulationServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.TerminalServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.TransferRequest;
import dev.omnipoints.contracts.loyalty.v1.TransferResponse;
import dev.omnipoints.contracts.loyalty.v1.UpdateProgrammeRequest;
import dev.omnipoints.contracts.loyalty.v1.UpdateProgrammeResponse;
import dev.omnipoints.contracts.loyalty.v1.VoidRequest;
import dev.omnipoints.contracts.loyalty.v1.VoidResponse;
import dev.omnipoints.contracts.profile.v1.EnrolRequest;
import dev.omnipoints.contracts.profile.v1.EnrolResponse;
import dev.omnipoints.contracts.profile.v1.GetMemberRequest;
import dev.omnipoints.contracts.profile.v1.GetMemberResponse;
import dev.omnipoints.contracts.profile.v1.MemberServiceGrpc;
import dev.omnipoints.contracts.profile.v1.ResolveRequest;
import dev.omnipoints.contracts.profile.v1.ResolveResponse;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
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
    public volatile Function<ListGapsRequest, ListGapsResponse> gaps;
    public volatile Function<QuoteRequest, QuoteResponse> quote;
    public volatile Function<ClaimSaleRequest, ClaimSaleResponse> claim;
    public volatile Function<RecordReturnRequest, RecordReturnResponse> recordReturn;
    public volatile Function<GetBalanceRequest, GetBalanceResponse> balance;
    public volatile Function<ListActivityRequest, ListActivityResponse> activity;
    public volatile Function<HoldRequest, HoldResponse> hold;
    public volatile Function<CaptureRequest, CaptureResponse> capture;
    public volatile Function<VoidRequest, VoidResponse> release;
    public volatile Function<GetHoldRequest, GetHoldResponse> heldNow;
    public volatile Function<RedeemRequest, RedeemResponse> redeem;
    public volatile Function<ReverseRequest, ReverseResponse> reverse;
    public volatile Function<TransferRequest, TransferResponse> transfer;
    public volatile Function<LookupOperationRequest, LookupOperationResponse> operation;

    public volatile Function<GetProgrammeRequest, GetProgrammeResponse> programme;
    public volatile Function<ListProgrammeVersionsRequest, ListProgrammeVersionsResponse> versions;
    public volatile Function<UpdateProgrammeRequest, UpdateProgrammeResponse> update;
    public volatile Function<AdjustRequest, AdjustResponse> adjust;
    public volatile Function<ConfirmRequest, ConfirmResponse> confirm;

    private final Map<Class<?>, Function<Object, Object>> rules = new ConcurrentHashMap<>();
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
        profile = server(
                profilePort,
                metadata,
                on(MemberServiceGrpc.getResolveMethod(), () -> resolve),
                on(MemberServiceGrpc.getEnrolMethod(), () -> enrol),
                on(MemberServiceGrpc.getGetMemberMethod(), () -> member),
                onRules(MemberServiceGrpc.getGetSegmentsMethod()),
                onRules(MemberServiceGrpc.getSetSegmentsMethod()),
                onRules(MemberServiceGrpc.getListSegmentsChangesMethod()));
        loyalty = server(
                loyaltyPort,
                metadata,
                on(SaleServiceGrpc.getRecordSaleMethod(), () -> recordSale),
                on(SaleServiceGrpc.getGetSaleMethod(), () -> sale),
                on(TerminalServiceGrpc.getListGapsMethod(), () -> gaps),
                on(SaleServiceGrpc.getQuoteMethod(), () -> quote),
                on(SaleServiceGrpc.getClaimSaleMethod(), () -> claim),
                on(ReturnServiceGrpc.getRecordReturnMethod(), () -> recordReturn),
                on(AccountServiceGrpc.getGetBalanceMethod(), () -> balance),
                on(AccountServiceGrpc.getListActivityMethod(), () -> activity),
                on(RedemptionServiceGrpc.getHoldMethod(), () -> hold),
                on(RedemptionServiceGrpc.getCaptureMethod(), () -> capture),
                on(RedemptionServiceGrpc.getVoidMethod(), () -> release),
                on(RedemptionServiceGrpc.getGetHoldMethod(), () -> heldNow),
                on(RedemptionServiceGrpc.getRedeemMethod(), () -> redeem),
                on(OperationServiceGrpc.getReverseMethod(), () -> reverse),
                on(OperationServiceGrpc.getTransferMethod(), () -> transfer),
                on(OperationServiceGrpc.getLookupOperationMethod(), () -> operation),
                on(OperationServiceGrpc.getAdjustMethod(), () -> adjust),
                on(OperationServiceGrpc.getConfirmMethod(), () -> confirm),
                onRules(EventServiceGrpc.getPostEventMethod()),
                on(ProgrammeServiceGrpc.getGetProgrammeMethod(), () -> programme),
                on(ProgrammeServiceGrpc.getListProgrammeVersionsMethod(), () -> versions),
                on(ProgrammeServiceGrpc.getUpdateProgrammeMethod(), () -> update),
                onRules(AuditServiceGrpc.getListRootsMethod()),
                onRules(RuleServiceGrpc.getCreateDraftMethod()),
                onRules(RuleServiceGrpc.getUpdateDraftMethod()),
                onRules(RuleServiceGrpc.getDeleteDraftMethod()),
                onRules(RuleServiceGrpc.getPublishDraftMethod()),
                onRules(RuleServiceGrpc.getGetDraftMethod()),
                onRules(RuleServiceGrpc.getListDraftsMethod()),
                onRules(RuleServiceGrpc.getGetRulesMethod()),
                onRules(RuleServiceGrpc.getListRulesVersionsMethod()),
                onRules(RuleServiceGrpc.getListRulesChangesMethod()),
                onRules(RuleServiceGrpc.getListRuleFailuresMethod()),
                onRules(RuleServiceGrpc.getGetRulesSchemaMethod()),
                onRules(SimulationServiceGrpc.getStartSimulationMethod()),
                onRules(SimulationServiceGrpc.getGetSimulationMethod()));
    }

    /** What is answered to a request about rules, the segments that rules ask for, an event, or the ledger's roots. */
    public <Q, A> void rules(Class<Q> request, Function<Q, A> script) {
        rules.put(request, asked -> script.apply(request.cast(asked)));
    }

    private <Q, A> ServerMethodDefinition<Q, A> onRules(MethodDescriptor<Q, A> method) {
        return ServerMethodDefinition.create(method, ServerCalls.asyncUnaryCall((request, caller) -> {
            Function<Object, Object> script = rules.getOrDefault(request.getClass(), Peers::unscripted);
            @SuppressWarnings("unchecked")
            Function<Q, A> scripted = asked -> (A) script.apply(asked);
            answer(request, scripted, caller);
        }));
    }

    private static Server server(int port, ServerInterceptor metadata, ServerMethodDefinition<?, ?>... methods)
            throws IOException {
        Map<String, ServerServiceDefinition.Builder> services = new TreeMap<>();
        for (ServerMethodDefinition<?, ?> method : methods) {
            services.computeIfAbsent(method.getMethodDescriptor().getServiceName(), ServerServiceDefinition::builder)
                    .addMethod(method);
        }
        NettyServerBuilder server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", port));
        services.values()
                .forEach(service -> server.addService(ServerInterceptors.intercept(service.build(), metadata)));
        return server.build().start();
    }

    private <Q, A> ServerMethodDefinition<Q, A> on(MethodDescriptor<Q, A> method, Supplier<Function<Q, A>> script) {
        return ServerMethodDefinition.create(
                method, ServerCalls.asyncUnaryCall((request, caller) -> answer(request, script.get(), caller)));
    }

    void stop(@Observes ShutdownEvent stopping) {
        profile.shutdownNow();
        loyalty.shutdownNow();
    }

    /** Forgets what was received and answers nothing but what a test says from now on. */
    public void reset() {
        received.clear();
        rules.clear();
        resolve = Peers::unscripted;
        enrol = Peers::unscripted;
        member = Peers::unscripted;
        recordSale = Peers::unscripted;
        sale = Peers::unscripted;
        gaps = Peers::unscripted;
        quote = Peers::unscripted;
        claim = Peers::unscripted;
        recordReturn = Peers::unscripted;
        balance = Peers::unscripted;
        activity = Peers::unscripted;
        programme = Peers::unscripted;
        versions = Peers::unscripted;
        update = Peers::unscripted;
        adjust = Peers::unscripted;
        confirm = Peers::unscripted;
        hold = Peers::unscripted;
        capture = Peers::unscripted;
        release = Peers::unscripted;
        heldNow = Peers::unscripted;
        redeem = Peers::unscripted;
        reverse = Peers::unscripted;
        transfer = Peers::unscripted;
        operation = Peers::unscripted;
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
}
