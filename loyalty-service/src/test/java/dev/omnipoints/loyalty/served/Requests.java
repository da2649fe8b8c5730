package dev.omnipoints.loyalty.served;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.Message;
import dev.omnipoints.contracts.loyalty.v1.AccountServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.AdjustRequest;
import dev.omnipoints.contracts.loyalty.v1.CaptureRequest;
import dev.omnipoints.contracts.loyalty.v1.ConfirmRequest;
import dev.omnipoints.contracts.loyalty.v1.EarnRequest;
import dev.omnipoints.contracts.loyalty.v1.GetBalanceRequest;
import dev.omnipoints.contracts.loyalty.v1.HoldRequest;
import dev.omnipoints.contracts.loyalty.v1.MergeRequest;
import dev.omnipoints.contracts.loyalty.v1.MergeServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.OnUnknownMember;
import dev.omnipoints.contracts.loyalty.v1.OpenAccountRequest;
import dev.omnipoints.contracts.loyalty.v1.OperationServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.Possession;
import dev.omnipoints.contracts.loyalty.v1.RecordSaleRequest;
import dev.omnipoints.contracts.loyalty.v1.RedeemRequest;
import dev.omnipoints.contracts.loyalty.v1.RedemptionServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.ReverseRequest;
import dev.omnipoints.contracts.loyalty.v1.Sale;
import dev.omnipoints.contracts.loyalty.v1.SaleServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.SetStatusRequest;
import dev.omnipoints.contracts.loyalty.v1.TransferRequest;
import dev.omnipoints.contracts.loyalty.v1.UndoMergeRequest;
import dev.omnipoints.contracts.loyalty.v1.VoidRequest;
import dev.omnipoints.loyalty.Calls;
import dev.omnipoints.loyalty.Sales;
import dev.omnipoints.loyalty.model.Ask;
import dev.omnipoints.loyalty.model.Asked;
import java.time.LocalDate;

/** What is asked in the model's words, sent as the request that says it; in the order in which it is asked. */
final class Requests {

    private final Signed signed;
    private final Ids ids;
    private long version = 1;

    Requests(Signed signed, Ids ids) {
        this.signed = signed;
        this.ids = ids;
    }

    ListenableFuture<? extends Message> send(Asked asked) {
        return switch (asked.ask()) {
            case Ask.Earn ask -> operations(asked).earn(earn(asked, ask).build());
            case Ask.Sale ask -> sales(asked).recordSale(sale(asked, ask).build());
            case Ask.Confirm ask ->
                operations(asked)
                        .confirm(ConfirmRequest.newBuilder()
                                .setIdempotencyKey(asked.key())
                                .setOperationId(ids.operation(ask.earn()))
                                .build());
            case Ask.Hold ask -> redemptions(asked).hold(hold(asked, ask).build());
            case Ask.Capture ask -> redemptions(asked).capture(capture(asked, ask));
            case Ask.Void ask ->
                redemptions(asked)
                        .void_(VoidRequest.newBuilder()
                                .setIdempotencyKey(asked.key())
                                .setHoldId(Ids.hold(ask.hold()))
                                .build());
            case Ask.Redeem ask -> redemptions(asked).redeem(redeem(asked, ask).build());
            case Ask.Reverse ask -> operations(asked).reverse(reverse(asked, ask));
            case Ask.Adjust ask ->
                signed.byStaff(OperationServiceGrpc.newFutureStub(Calls.channel()), asked.caller())
                        .adjust(AdjustRequest.newBuilder()
                                .setIdempotencyKey(asked.key())
                                .setMember(Ids.member(ask.member()))
                                .setPoints(ask.points())
                                .setReason("GOODWILL")
                                .setExpiresOn(day(ask.expiresOn()))
                                .build());
            case Ask.Transfer ask -> transfer(asked, ask);
            case Ask.SetStatus ask -> gate(ask);
            case Ask.Merge ask ->
                merges(asked)
                        .merge(MergeRequest.newBuilder()
                                .setIdempotencyKey(asked.key())
                                .setMember(Ids.member(ask.member()))
                                .setSurvivor(Ids.member(ask.survivor()))
                                .build());
            case Ask.Unmerge ask ->
                merges(asked)
                        .undoMerge(UndoMergeRequest.newBuilder()
                                .setIdempotencyKey(asked.key())
                                .setMember(Ids.member(ask.member()))
                                .setSurvivor(Ids.member(ask.survivor()))
                                .build());
            case Ask.Read ask -> balance(ask.member());
        };
    }

    ListenableFuture<? extends Message> balance(int member) {
        return signed.byTill(AccountServiceGrpc.newFutureStub(Calls.channel()), "till")
                .getBalance(GetBalanceRequest.newBuilder()
                        .setMember(Ids.member(member))
                        .build());
    }

    static EarnRequest.Builder earn(Asked asked, Ask.Earn ask) {
        return EarnRequest.newBuilder()
                .setIdempotencyKey(asked.key())
                .setMember(Ids.member(ask.member()))
                .setPoints(ask.points())
                .setOccurredAt(Sales.timestamp(ask.occurredAt()))
                .setExpiresOn(day(ask.expiresOn()));
    }

    static RecordSaleRequest.Builder sale(Asked asked, Ask.Sale ask) {
        // What does not fill a whole unit earns nothing.
        Sale.Builder sale = Sales.sale(
                        ask.points() * 100 + Math.floorMod(ask.receipt().hashCode(), 100))
                .setReceipt(Ids.receipt(ask.receipt()))
                .setOccurredAt(Sales.timestamp(ask.occurredAt()));
        if (ask.refuse()) {
            sale.setOnUnknownMember(OnUnknownMember.ON_UNKNOWN_MEMBER_REFUSE);
        }
        return RecordSaleRequest.newBuilder()
                .setIdempotencyKey(asked.key())
                .setSale(sale)
                .setMember(Ids.member(ask.member()))
                .setMemberNamed(true);
    }

    static HoldRequest.Builder hold(Asked asked, Ask.Hold ask) {
        return HoldRequest.newBuilder()
                .setIdempotencyKey(asked.key())
                .setMember(Ids.member(ask.member()))
                .setPossession(Possession.POSSESSION_CARD)
                .setPoints(ask.points())
                .setTtlSeconds(ask.ttlSeconds());
    }

    static RedeemRequest.Builder redeem(Asked asked, Ask.Redeem ask) {
        return RedeemRequest.newBuilder()
                .setIdempotencyKey(asked.key())
                .setMember(Ids.member(ask.member()))
                .setPossession(Possession.POSSESSION_CARD)
                .setPoints(ask.points());
    }

    private CaptureRequest capture(Asked asked, Ask.Capture ask) {
        CaptureRequest.Builder request =
                CaptureRequest.newBuilder().setIdempotencyKey(asked.key()).setHoldId(Ids.hold(ask.hold()));
        if (ask.points() != null) {
            request.setPoints(ask.points());
        }
        return request.build();
    }

    private ReverseRequest reverse(Asked asked, Ask.Reverse ask) {
        ReverseRequest.Builder request = ReverseRequest.newBuilder()
                .setIdempotencyKey(asked.key())
                .setOperationId(ids.operation(ask.original()));
        if (ask.points() != null) {
            request.setPoints(ask.points());
        }
        return request.build();
    }

    /** Some members give points away themselves: each of them with a token to be signed. */
    private ListenableFuture<? extends Message> transfer(Asked asked, Ask.Transfer ask) {
        var stub = OperationServiceGrpc.newFutureStub(Calls.channel());
        var by = ask.from() % 4 == 1
                ? signed.byMember(stub, asked.caller(), Ids.memberId(ask.from()))
                : signed.byStaff(stub, asked.caller());
        return by.transfer(TransferRequest.newBuilder()
                .setIdempotencyKey(asked.key())
                .setFrom(Ids.member(ask.from()))
                .setTo(Ids.member(ask.to()))
                .setPoints(ask.points())
                .build());
    }

    /** To be told of an account that is active is to open it. */
    private ListenableFuture<? extends Message> gate(Ask.SetStatus ask) {
        var accounts = signed.byProfile(AccountServiceGrpc.newFutureStub(Calls.channel()), "profile-service");
        version++;
        return ask.status() == Ask.Status.ACTIVE
                ? accounts.openAccount(OpenAccountRequest.newBuilder()
                        .setMemberId(Ids.memberId(ask.member()))
                        .setStatus(Ids.status(ask.status()))
                        .setStatusVersion(version)
                        .build())
                : accounts.setStatus(SetStatusRequest.newBuilder()
                        .setMemberId(Ids.memberId(ask.member()))
                        .setStatus(Ids.status(ask.status()))
                        .setStatusVersion(version)
                        .build());
    }

    OperationServiceGrpc.OperationServiceFutureStub operations(Asked asked) {
        return signed.byTill(OperationServiceGrpc.newFutureStub(Calls.channel()), asked.caller());
    }

    RedemptionServiceGrpc.RedemptionServiceFutureStub redemptions(Asked asked) {
        return signed.byTill(RedemptionServiceGrpc.newFutureStub(Calls.channel()), asked.caller());
    }

    SaleServiceGrpc.SaleServiceFutureStub sales(Asked asked) {
        return signed.byTill(SaleServiceGrpc.newFutureStub(Calls.channel()), asked.caller());
    }

    private MergeServiceGrpc.MergeServiceFutureStub merges(Asked asked) {
        return signed.byProfile(MergeServiceGrpc.newFutureStub(Calls.channel()), asked.caller());
    }

    private static String day(LocalDate day) {
        return day == null ? "" : day.toString();
    }
}
