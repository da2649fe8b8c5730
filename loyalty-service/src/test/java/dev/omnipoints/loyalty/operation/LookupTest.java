package dev.omnipoints.loyalty.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.contracts.loyalty.v1.ClaimSaleRequest;
import dev.omnipoints.contracts.loyalty.v1.LookupOperationRequest;
import dev.omnipoints.contracts.loyalty.v1.LookupOperationResponse;
import dev.omnipoints.contracts.loyalty.v1.RecordReturnRequest;
import dev.omnipoints.contracts.loyalty.v1.RecordSaleRequest;
import dev.omnipoints.contracts.loyalty.v1.ReturnLine;
import dev.omnipoints.contracts.loyalty.v1.ReturnResult;
import dev.omnipoints.contracts.loyalty.v1.Sale;
import dev.omnipoints.contracts.loyalty.v1.SaleResult;
import dev.omnipoints.contracts.loyalty.v1.Tender;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.contracts.type.v1.MemberStatus;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.Calls;
import dev.omnipoints.loyalty.Database;
import dev.omnipoints.loyalty.LoyaltyEnvironment;
import dev.omnipoints.loyalty.Sales;
import dev.omnipoints.loyalty.Shop;
import dev.omnipoints.loyalty.programme.Programmes;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What became of the keys of returns and claims: each answers what its own call did. */
@QuarkusTest
@QuarkusTestResource(LoyaltyEnvironment.class)
class LookupTest {

    @Inject
    Programmes programmes;

    private final MemberContext ada = Sales.active();
    private Shop shop;

    @BeforeEach
    void aShop() {
        shop = Shop.open(programmes, "");
    }

    private LookupOperationResponse byReceipt(String key, Sale.Builder sale) {
        return lookup("till-1", question(key).setReceipt(sale.getReceipt()));
    }

    private LookupOperationResponse byMember(String key, MemberContext member) {
        return lookup("till-1", question(key).setMember(member));
    }

    private static LookupOperationRequest.Builder question(String key) {
        return LookupOperationRequest.newBuilder().setKey(key);
    }

    private LookupOperationResponse lookup(String client, LookupOperationRequest.Builder question) {
        return Database.leavingNoTrace(
                () -> Calls.operations(Calls.till(shop.programme(), client)).lookupOperation(question.build()));
    }

    private void assertUnknown(String client, LookupOperationRequest.Builder question) {
        assertThat(Shop.refused(() -> lookup(client, question)).getReason()).isEqualTo(Reason.REASON_OPERATION_UNKNOWN);
    }

    private static void assertRefused(LookupOperationResponse outcome, Reason reason) {
        assertThat(outcome.getRefused().getProblem().getReason()).isEqualTo(reason);
    }

    private static LookupOperationResponse goods(ReturnResult result) {
        return LookupOperationResponse.newBuilder().setGoods(result).build();
    }

    private static LookupOperationResponse sale(SaleResult result) {
        return LookupOperationResponse.newBuilder().setSale(result).build();
    }

    private static LookupOperationResponse claim(SaleResult result) {
        return LookupOperationResponse.newBuilder().setClaim(result).build();
    }

    private static RecordReturnRequest.Builder all(Sale.Builder sale) {
        return Shop.request(Shop.goods(sale).setAll(true));
    }

    private static RecordReturnRequest.Builder half(Sale.Builder sale) {
        return Shop.request(
                Shop.goods(sale).addLines(ReturnLine.newBuilder().setLineId("1").setAmount(1_000)));
    }

    @Test
    void aReturnIsAnsweredByItsReceiptAndByTheMember() {
        Sale.Builder sale = Sales.sale(2_000);
        RecordSaleRequest.Builder selling = Sales.request(sale, ada);
        SaleResult sold = shop.record(selling).getResult();
        RecordReturnRequest.Builder first = half(sale);
        RecordReturnRequest.Builder second = half(sale);
        ReturnResult firstBack = shop.bringBack(first).getResult();
        ReturnResult secondBack = shop.bringBack(second).getResult();

        assertThat(firstBack.getTakenBack()).isEqualTo(10);
        assertThat(byReceipt(first.getIdempotencyKey(), sale)).isEqualTo(goods(firstBack));
        assertThat(byMember(first.getIdempotencyKey(), ada)).isEqualTo(goods(firstBack));
        assertThat(byReceipt(second.getIdempotencyKey(), sale)).isEqualTo(goods(secondBack));
        assertThat(byMember(second.getIdempotencyKey(), ada)).isEqualTo(goods(secondBack));
        assertThat(byMember(selling.getIdempotencyKey(), ada)).isEqualTo(sale(sold));
        assertUnknown("till-2", question(first.getIdempotencyKey()).setReceipt(sale.getReceipt()));
        assertUnknown("till-2", question(first.getIdempotencyKey()).setMember(ada));
    }

    @Test
    void aReturnOfNoOnesSaleIsAnsweredByItsReceipt() {
        Sale.Builder sale = Sales.sale(2_000);
        shop.sell(sale);
        RecordReturnRequest.Builder request = all(sale);
        RecordReturnRequest.Builder another = all(sale);
        ReturnResult back = shop.bringBack(request).getResult();
        assertThat(Shop.refused(() -> shop.bringBack(another)).getReason())
                .isEqualTo(Reason.REASON_RETURN_EXCEEDS_SALE);

        assertThat(byReceipt(request.getIdempotencyKey(), sale)).isEqualTo(goods(back));
        assertUnknown("till-2", question(request.getIdempotencyKey()).setReceipt(sale.getReceipt()));
        // Nothing was written of what was refused: it may be sent again.
        assertUnknown("till-1", question(another.getIdempotencyKey()).setReceipt(sale.getReceipt()));
    }

    @Test
    void aReturnThatWasRefusedForGoodIsToldSo() {
        Sale.Builder sale = Sales.sale(2_000);
        shop.sell(sale, ada);
        shop.bringBack(all(sale));
        RecordReturnRequest.Builder more = all(sale);
        assertThat(Shop.refused(() -> shop.bringBack(more)).getReason()).isEqualTo(Reason.REASON_RETURN_EXCEEDS_SALE);

        assertRefused(byReceipt(more.getIdempotencyKey(), sale), Reason.REASON_RETURN_EXCEEDS_SALE);
        assertRefused(byMember(more.getIdempotencyKey(), ada), Reason.REASON_RETURN_EXCEEDS_SALE);
    }

    @Test
    void anExchangeHasTheSalesKeyAlone() {
        Sale.Builder bought = Sales.sale(2_000);
        shop.sell(bought, ada);
        Sale.Builder exchange = Sales.sale(3_000)
                .addReturns(Shop.goods(bought).setAll(true))
                .setTenders(0, Tender.newBuilder().setType("CARD").setAmount(1_000));
        RecordSaleRequest.Builder request = Sales.request(exchange, ada);
        SaleResult exchanged = shop.record(request).getResult();

        assertThat(byReceipt(request.getIdempotencyKey(), exchange)).isEqualTo(sale(exchanged));
        assertThat(byReceipt(request.getIdempotencyKey(), bought)).isEqualTo(sale(exchanged));
        assertThat(byMember(request.getIdempotencyKey(), ada)).isEqualTo(sale(exchanged));
    }

    @Test
    void aClaimIsAnsweredByTheMemberAndOnceDoneByTheReceipt() {
        Sale.Builder sale = Sales.sale(2_000);
        RecordSaleRequest.Builder selling = Sales.request(sale);
        SaleResult kept = shop.record(selling).getResult();
        ClaimSaleRequest request = Shop.claimOf(kept.getSaleId(), ada).build();
        assertUnknown("till-1", question(request.getIdempotencyKey()).setReceipt(sale.getReceipt()));
        SaleResult claimed =
                Calls.sales(shop.programme(), "till-1").claimSale(request).getResult();

        assertThat(byMember(request.getIdempotencyKey(), ada)).isEqualTo(claim(claimed));
        assertThat(byReceipt(request.getIdempotencyKey(), sale)).isEqualTo(claim(claimed));
        assertThat(byReceipt(selling.getIdempotencyKey(), sale)).isEqualTo(sale(kept));
        assertUnknown("till-2", question(request.getIdempotencyKey()).setMember(ada));

        RecordReturnRequest.Builder later = all(sale);
        ReturnResult back = shop.bringBack(later).getResult();
        assertThat(back.getTakenBack()).isEqualTo(20);
        assertThat(byReceipt(later.getIdempotencyKey(), sale)).isEqualTo(goods(back));
        assertThat(byMember(later.getIdempotencyKey(), ada)).isEqualTo(goods(back));
    }

    @Test
    void aBlockedMembersClaimWasRefusedAndLaterDone() {
        MemberContext blocked = Sales.member(MemberStatus.MEMBER_STATUS_BLOCKED, 2);
        MemberContext freed = blocked.toBuilder()
                .setStatus(MemberStatus.MEMBER_STATUS_ACTIVE)
                .setStatusVersion(3)
                .build();
        Sale.Builder sale = Sales.sale(2_000);
        RecordSaleRequest.Builder selling = Sales.request(sale, blocked);
        SaleResult kept = shop.record(selling).getResult();
        ClaimSaleRequest refused = Shop.claimOf(kept.getSaleId(), blocked).build();
        ClaimSaleRequest done = Shop.claimOf(kept.getSaleId(), freed).build();
        assertThat(Shop.refused(() -> Calls.sales(shop.programme(), "till-1").claimSale(refused))
                        .getReason())
                .isEqualTo(Reason.REASON_MEMBER_BLOCKED);
        SaleResult claimed =
                Calls.sales(shop.programme(), "till-1").claimSale(done).getResult();

        assertRefused(byMember(refused.getIdempotencyKey(), freed), Reason.REASON_MEMBER_BLOCKED);
        assertRefused(byReceipt(refused.getIdempotencyKey(), sale), Reason.REASON_MEMBER_BLOCKED);
        assertThat(byMember(done.getIdempotencyKey(), freed)).isEqualTo(claim(claimed));
        assertThat(byMember(selling.getIdempotencyKey(), freed)).isEqualTo(sale(kept));
    }
}
