package dev.omnipoints.gateway.clients;

import dev.omnipoints.contracts.loyalty.v1.GetBalanceRequest;
import dev.omnipoints.contracts.loyalty.v1.GetBalanceResponse;
import dev.omnipoints.contracts.loyalty.v1.GetSaleRequest;
import dev.omnipoints.contracts.loyalty.v1.GetSaleResponse;
import dev.omnipoints.contracts.loyalty.v1.ListActivityRequest;
import dev.omnipoints.contracts.loyalty.v1.ListActivityResponse;
import dev.omnipoints.contracts.loyalty.v1.MutinyAccountServiceGrpc.MutinyAccountServiceStub;
import dev.omnipoints.contracts.loyalty.v1.MutinySaleServiceGrpc.MutinySaleServiceStub;
import dev.omnipoints.contracts.loyalty.v1.RecordSaleRequest;
import dev.omnipoints.contracts.loyalty.v1.RecordSaleResponse;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** The connection to loyalty-service. What it refuses comes as a Refused. */
@Singleton
public final class LoyaltyClient {
    private final MutinySaleServiceStub sales;
    private final MutinyAccountServiceStub accounts;
    private final Guarded guarded;

    LoyaltyClient(
            @GrpcClient("loyalty") MutinySaleServiceStub sales,
            @GrpcClient("loyalty") MutinyAccountServiceStub accounts,
            CallerSigner signer) {
        this.sales = sales;
        this.accounts = accounts;
        this.guarded = new Guarded("loyalty-service", signer);
    }

    /** Keeps a sale and earns; the request's key makes it safe to send again. */
    public Uni<RecordSaleResponse> recordSale(Call call, RecordSaleRequest request) {
        return guarded.command(sales, call, stub -> stub.recordSale(request));
    }

    /** A sale as it is kept; SALE_UNKNOWN, RECEIPT_UNKNOWN. */
    public Uni<GetSaleResponse> sale(Call call, GetSaleRequest request) {
        return guarded.read(sales, call, stub -> stub.getSale(request));
    }

    /** The balance now. */
    public Uni<GetBalanceResponse> balance(Call call, GetBalanceRequest request) {
        return guarded.read(accounts, call, stub -> stub.getBalance(request));
    }

    /** A page of the statement, newest first. */
    public Uni<ListActivityResponse> activity(Call call, ListActivityRequest request) {
        return guarded.read(accounts, call, stub -> stub.listActivity(request));
    }
}
