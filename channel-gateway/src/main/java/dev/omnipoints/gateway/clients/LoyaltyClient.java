package dev.omnipoints.gateway.clients;

import dev.omnipoints.contracts.loyalty.v1.AdjustRequest;
import dev.omnipoints.contracts.loyalty.v1.AdjustResponse;
import dev.omnipoints.contracts.loyalty.v1.CaptureRequest;
import dev.omnipoints.contracts.loyalty.v1.CaptureResponse;
import dev.omnipoints.contracts.loyalty.v1.ClaimSaleRequest;
import dev.omnipoints.contracts.loyalty.v1.ClaimSaleResponse;
import dev.omnipoints.contracts.loyalty.v1.ConfirmRequest;
import dev.omnipoints.contracts.loyalty.v1.ConfirmResponse;
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
import dev.omnipoints.contracts.loyalty.v1.MutinyAccountServiceGrpc.MutinyAccountServiceStub;
import dev.omnipoints.contracts.loyalty.v1.MutinyEventServiceGrpc.MutinyEventServiceStub;
import dev.omnipoints.contracts.loyalty.v1.MutinyOperationServiceGrpc.MutinyOperationServiceStub;
import dev.omnipoints.contracts.loyalty.v1.MutinyProgrammeServiceGrpc.MutinyProgrammeServiceStub;
import dev.omnipoints.contracts.loyalty.v1.MutinyRedemptionServiceGrpc.MutinyRedemptionServiceStub;
import dev.omnipoints.contracts.loyalty.v1.MutinyReturnServiceGrpc.MutinyReturnServiceStub;
import dev.omnipoints.contracts.loyalty.v1.MutinySaleServiceGrpc.MutinySaleServiceStub;
import dev.omnipoints.contracts.loyalty.v1.MutinyTerminalServiceGrpc.MutinyTerminalServiceStub;
import dev.omnipoints.contracts.loyalty.v1.PostEventRequest;
import dev.omnipoints.contracts.loyalty.v1.PostEventResponse;
import dev.omnipoints.contracts.loyalty.v1.QuoteRequest;
import dev.omnipoints.contracts.loyalty.v1.QuoteResponse;
import dev.omnipoints.contracts.loyalty.v1.RecordReturnRequest;
import dev.omnipoints.contracts.loyalty.v1.RecordReturnResponse;
import dev.omnipoints.contracts.loyalty.v1.RecordSaleRequest;
import dev.omnipoints.contracts.loyalty.v1.RecordSaleResponse;
import dev.omnipoints.contracts.loyalty.v1.RedeemRequest;
import dev.omnipoints.contracts.loyalty.v1.RedeemResponse;
import dev.omnipoints.contracts.loyalty.v1.ReverseRequest;
import dev.omnipoints.contracts.loyalty.v1.ReverseResponse;
import dev.omnipoints.contracts.loyalty.v1.TransferRequest;
import dev.omnipoints.contracts.loyalty.v1.TransferResponse;
import dev.omnipoints.contracts.loyalty.v1.UpdateProgrammeRequest;
import dev.omnipoints.contracts.loyalty.v1.UpdateProgrammeResponse;
import dev.omnipoints.contracts.loyalty.v1.VoidRequest;
import dev.omnipoints.contracts.loyalty.v1.VoidResponse;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** The connection to loyalty-service. What it refuses comes as a Refused. */
@Singleton
public final class LoyaltyClient {
    private final MutinySaleServiceStub sales;
    private final MutinyReturnServiceStub returns;
    private final MutinyAccountServiceStub accounts;
    private final MutinyRedemptionServiceStub redemptions;
    private final MutinyOperationServiceStub operations;
    private final MutinyProgrammeServiceStub programmes;
    private final MutinyTerminalServiceStub terminals;
    private final MutinyEventServiceStub events;
    private final Guarded guarded;

    LoyaltyClient(
            @GrpcClient("loyalty") MutinySaleServiceStub sales,
            @GrpcClient("loyalty") MutinyReturnServiceStub returns,
            @GrpcClient("loyalty") MutinyAccountServiceStub accounts,
            @GrpcClient("loyalty") MutinyRedemptionServiceStub redemptions,
            @GrpcClient("loyalty") MutinyOperationServiceStub operations,
            @GrpcClient("loyalty") MutinyProgrammeServiceStub programmes,
            @GrpcClient("loyalty") MutinyTerminalServiceStub terminals,
            @GrpcClient("loyalty") MutinyEventServiceStub events,
            CallerSigner signer) {
        this.sales = sales;
        this.returns = returns;
        this.accounts = accounts;
        this.redemptions = redemptions;
        this.operations = operations;
        this.programmes = programmes;
        this.terminals = terminals;
        this.events = events;
        this.guarded = new Guarded("loyalty-service", signer);
    }

    /** Keeps a sale and earns; the request's key makes it safe to send again. */
    public Uni<RecordSaleResponse> recordSale(Call call, RecordSaleRequest request) {
        return guarded.command(sales, call, stub -> stub.recordSale(request));
    }

    /** Keeps a named event and earns; the request's key makes it safe to send again. */
    public Uni<PostEventResponse> postEvent(Call call, PostEventRequest request) {
        return guarded.command(events, call, stub -> stub.postEvent(request));
    }

    /** A sale as it is kept; SALE_UNKNOWN, RECEIPT_UNKNOWN. */
    public Uni<GetSaleResponse> sale(Call call, GetSaleRequest request) {
        return guarded.read(sales, call, stub -> stub.getSale(request));
    }

    /** What a basket would earn; changes nothing. */
    public Uni<QuoteResponse> quote(Call call, QuoteRequest request) {
        return guarded.read(sales, call, stub -> stub.quote(request));
    }

    /** Gives a sale to a member afterwards; SALE_UNKNOWN, SALE_ALREADY_CLAIMED. */
    public Uni<ClaimSaleResponse> claim(Call call, ClaimSaleRequest request) {
        return guarded.command(sales, call, stub -> stub.claimSale(request));
    }

    /** Keeps a return; RECEIPT_UNKNOWN. */
    public Uni<RecordReturnResponse> recordReturn(Call call, RecordReturnRequest request) {
        return guarded.command(returns, call, stub -> stub.recordReturn(request));
    }

    /** Reserves points. */
    public Uni<HoldResponse> hold(Call call, HoldRequest request) {
        return guarded.command(redemptions, call, stub -> stub.hold(request));
    }

    /** Spends what a hold reserved; HOLD_UNKNOWN. */
    public Uni<CaptureResponse> capture(Call call, CaptureRequest request) {
        return guarded.command(redemptions, call, stub -> stub.capture(request));
    }

    /** Releases a hold; HOLD_UNKNOWN. */
    public Uni<VoidResponse> release(Call call, VoidRequest request) {
        return guarded.command(redemptions, call, stub -> stub.void_(request));
    }

    /** How a hold stands; HOLD_UNKNOWN. */
    public Uni<GetHoldResponse> hold(Call call, GetHoldRequest request) {
        return guarded.read(redemptions, call, stub -> stub.getHold(request));
    }

    /** Spends points at once. */
    public Uni<RedeemResponse> redeem(Call call, RedeemRequest request) {
        return guarded.command(redemptions, call, stub -> stub.redeem(request));
    }

    /** Undoes an operation, whole or part; OPERATION_UNKNOWN. */
    public Uni<ReverseResponse> reverse(Call call, ReverseRequest request) {
        return guarded.command(operations, call, stub -> stub.reverse(request));
    }

    /** Moves points from one member to another. */
    public Uni<TransferResponse> transfer(Call call, TransferRequest request) {
        return guarded.command(operations, call, stub -> stub.transfer(request));
    }

    /** What became of a key; OPERATION_UNKNOWN where nothing did. */
    public Uni<LookupOperationResponse> operation(Call call, LookupOperationRequest request) {
        return guarded.read(operations, call, stub -> stub.lookupOperation(request));
    }

    /** The balance now. */
    public Uni<GetBalanceResponse> balance(Call call, GetBalanceRequest request) {
        return guarded.read(accounts, call, stub -> stub.getBalance(request));
    }

    /** A page of the statement, newest first. */
    public Uni<ListActivityResponse> activity(Call call, ListActivityRequest request) {
        return guarded.read(accounts, call, stub -> stub.listActivity(request));
    }

    /** Gives or takes points, as staff correct them. */
    public Uni<AdjustResponse> adjust(Call call, AdjustRequest request) {
        return guarded.command(operations, call, stub -> stub.adjust(request));
    }

    /** Makes an earn's pending points spendable; OPERATION_UNKNOWN. */
    public Uni<ConfirmResponse> confirm(Call call, ConfirmRequest request) {
        return guarded.command(operations, call, stub -> stub.confirm(request));
    }

    /** The newest version of the caller's programme's settings. */
    public Uni<GetProgrammeResponse> programme(Call call) {
        GetProgrammeRequest request = GetProgrammeRequest.getDefaultInstance();
        return guarded.read(programmes, call, stub -> stub.getProgramme(request));
    }

    /** A page of the versions of the settings, newest first. */
    public Uni<ListProgrammeVersionsResponse> versions(Call call, ListProgrammeVersionsRequest request) {
        return guarded.read(programmes, call, stub -> stub.listProgrammeVersions(request));
    }

    /** A page of what is missing of a terminal's own count. */
    public Uni<ListGapsResponse> gaps(Call call, ListGapsRequest request) {
        return guarded.read(terminals, call, stub -> stub.listGaps(request));
    }

    /** A new version of the settings; VERSION_CONFLICT. The same change of the same version is safe to send again. */
    public Uni<UpdateProgrammeResponse> update(Call call, UpdateProgrammeRequest request) {
        return guarded.command(programmes, call, stub -> stub.updateProgramme(request));
    }
}
