package dev.omnipoints.loyalty;

import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.omnipoints.contracts.loyalty.v1.ClaimSaleRequest;
import dev.omnipoints.contracts.loyalty.v1.CreateDraftRequest;
import dev.omnipoints.contracts.loyalty.v1.HoldRequest;
import dev.omnipoints.contracts.loyalty.v1.Operation;
import dev.omnipoints.contracts.loyalty.v1.Possession;
import dev.omnipoints.contracts.loyalty.v1.PublishDraftRequest;
import dev.omnipoints.contracts.loyalty.v1.QuoteRequest;
import dev.omnipoints.contracts.loyalty.v1.QuoteResponse;
import dev.omnipoints.contracts.loyalty.v1.RecordReturnRequest;
import dev.omnipoints.contracts.loyalty.v1.RecordReturnResponse;
import dev.omnipoints.contracts.loyalty.v1.RecordSaleRequest;
import dev.omnipoints.contracts.loyalty.v1.Return;
import dev.omnipoints.contracts.loyalty.v1.ReturnServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.RuleServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.Sale;
import dev.omnipoints.contracts.loyalty.v1.SaleResult;
import dev.omnipoints.contracts.loyalty.v1.Tender;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.contracts.type.v1.Money;
import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.programme.Programmes;
import io.grpc.StatusRuntimeException;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A programme of a test's own, with its rules, and a till in it. */
public record Shop(String programme) {

    /**
     * A copy of demo, once the running instance has seen it.
     *
     * @param settings assignments in SQL of what is otherwise than there; empty: nothing
     */
    public static Shop open(Programmes programmes, String settings) {
        String id = "s-" + Sales.fresh();
        String set = "id = '" + id + "'" + (settings.isEmpty() ? "" : ", " + settings);
        Database.execute("CREATE TEMP TABLE copied AS SELECT * FROM programme WHERE id = 'demo' AND version = 1;"
                + " UPDATE copied SET " + set + "; INSERT INTO programme SELECT * FROM copied; DROP TABLE copied");
        await().until(() -> isKnown(programmes, id));
        return new Shop(id);
    }

    private static boolean isKnown(Programmes programmes, String id) {
        try {
            return programmes.now(id).version() == 1;
        } catch (Refused unknown) {
            return false;
        }
    }

    /** These rules from now on: drafted by one, published by another. */
    public Shop with(String rules) {
        var draft = rules("ann")
                .createDraft(CreateDraftRequest.newBuilder()
                        .setIdempotencyKey(Sales.fresh())
                        .setName("Rules")
                        .setDocumentJson(rules)
                        .build())
                .getDraft();
        rules("bob")
                .publishDraft(PublishDraftRequest.newBuilder()
                        .setIdempotencyKey(Sales.fresh())
                        .setDraftId(draft.getDraftId())
                        .setExpectedVersion(draft.getVersion())
                        .build());
        return this;
    }

    private RuleServiceGrpc.RuleServiceBlockingStub rules(String subject) {
        return Calls.as(
                RuleServiceGrpc.newBlockingStub(Calls.channel()), "channel-gateway", Calls.staff(programme, subject));
    }

    /** A sale is recorded. */
    public SaleResult sell(Sale.Builder sale, MemberContext member) {
        return record(Sales.request(sale, member)).getResult();
    }

    /** A sale for no one is recorded. */
    public SaleResult sell(Sale.Builder sale) {
        return record(Sales.request(sale)).getResult();
    }

    public dev.omnipoints.contracts.loyalty.v1.RecordSaleResponse record(RecordSaleRequest.Builder request) {
        return Calls.sales(programme, "till-1").recordSale(request.build());
    }

    /** What a basket would earn. */
    public QuoteResponse quote(Sale.Builder sale, MemberContext member) {
        return Calls.sales(programme, "till-1")
                .quote(QuoteRequest.newBuilder().setSale(sale).setMember(member).build());
    }

    /** So many cents of points are held. */
    public Operation hold(MemberContext member, long cents) {
        return Calls.redemptions(Calls.till(programme, "till-1"))
                .hold(HoldRequest.newBuilder()
                        .setIdempotencyKey(Sales.fresh())
                        .setMember(member)
                        .setPossession(Possession.POSSESSION_CARD)
                        .setMoney(Money.newBuilder().setAmount(cents).setCurrency("EUR"))
                        .build())
                .getOperation();
    }

    /** Paid with so many cents of a hold's points, the rest by card. */
    public static Sale.Builder paidBy(Sale.Builder sale, String hold, long cents) {
        long total = sale.getTenders(0).getAmount();
        return sale.clearTenders()
                .addTenders(
                        Tender.newBuilder().setType("POINTS").setHoldId(hold).setAmount(cents))
                .addTenders(Tender.newBuilder().setType("CARD").setAmount(total - cents));
    }

    /** Goods of a receipt come back where they were bought. */
    public static Return.Builder goods(Sale.Builder sale) {
        return Return.newBuilder()
                .setReturnId(Sales.fresh())
                .setStore("PAR-012")
                .setReceipt(sale.getReceipt())
                .setOccurredAt(Sales.timestamp(Instant.now()));
    }

    public RecordReturnResponse bringBack(RecordReturnRequest.Builder request) {
        return Calls.as(
                        ReturnServiceGrpc.newBlockingStub(Calls.channel()),
                        "channel-gateway",
                        Calls.till(programme, "till-1"))
                .recordReturn(request.build());
    }

    /** A return under a key of its own. */
    public static RecordReturnRequest.Builder request(Return.Builder goods) {
        return RecordReturnRequest.newBuilder().setIdempotencyKey(Sales.fresh()).setGoods(goods);
    }

    /** What a call is refused with. */
    public static Problem refused(ThrowingCallable call) {
        return Calls.problem(catchThrowableOfType(StatusRuntimeException.class, call));
    }

    /** A sale is claimed for a member by a till. */
    public SaleResult claim(String saleId, MemberContext member) {
        return Calls.sales(programme, "till-1")
                .claimSale(claimOf(saleId, member).build())
                .getResult();
    }

    public static ClaimSaleRequest.Builder claimOf(String saleId, MemberContext member) {
        return ClaimSaleRequest.newBuilder()
                .setIdempotencyKey(Sales.fresh())
                .setSaleId(saleId)
                .setMember(member);
    }
}
