package dev.omnipoints.loyalty.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.contracts.loyalty.v1.MergeRequest;
import dev.omnipoints.contracts.loyalty.v1.MergeServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.ReturnLine;
import dev.omnipoints.contracts.loyalty.v1.ReturnResult;
import dev.omnipoints.contracts.loyalty.v1.ReverseRequest;
import dev.omnipoints.contracts.loyalty.v1.Sale;
import dev.omnipoints.contracts.loyalty.v1.SetStatusRequest;
import dev.omnipoints.contracts.loyalty.v1.UndoMergeRequest;
import dev.omnipoints.contracts.type.v1.Caller;
import dev.omnipoints.contracts.type.v1.CallerKind;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.contracts.type.v1.MemberStatus;
import dev.omnipoints.loyalty.Calls;
import dev.omnipoints.loyalty.Database;
import dev.omnipoints.loyalty.LoyaltyEnvironment;
import dev.omnipoints.loyalty.Sales;
import dev.omnipoints.loyalty.Shop;
import dev.omnipoints.loyalty.ledger.Kind;
import dev.omnipoints.loyalty.ledger.Reference;
import dev.omnipoints.loyalty.posting.OperationId;
import dev.omnipoints.loyalty.programme.Programmes;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sales and returns of members who are merged, part again or leave are no lies. */
@QuarkusTest
@QuarkusTestResource(LoyaltyEnvironment.class)
class SaleAuditMergedTest {

    private static final String RULES = """
            {"rules": [{"id": "fifty", "name": "Over fifty", "basket": {"minimum": {"EUR": 3000}},
               "award": {"fixed": {"points": "100"}},
               "caps": [{"points": 150, "per": "DAY"}, {"points": 1000, "per": "TOTAL"}]}]}
            """;

    @Inject
    Programmes programmes;

    private final MemberContext ada = Sales.active();
    private final MemberContext bea = Sales.active();
    private Shop shop;

    @BeforeEach
    void aShop() {
        shop = Shop.open(programmes, "").with(RULES);
    }

    @Test
    void whatIsCountedStaysWhereItWasCounted() {
        Sale.Builder beas = threeUnits();
        shop.sell(beas, bea);
        shop.sell(threeUnits(), ada);
        merge();
        Sale.Builder both = threeUnits();
        assertThat(shop.sell(both, bea).getEarned().getPoints()).isEqualTo(60);

        assertThat(bringBack(beas, 1).getTakenBack()).isEqualTo(20);
        undo();
        assertThat(bringBack(beas, 2).getTakenBack()).isEqualTo(140);
        bringBack(both, 3);

        // Nothing is counted up or down but what was bought and brought back: bea's whole bonus.
        assertThat(Database.query("SELECT sum(points) || '|' || sum(uses) FROM tally WHERE programme = '"
                        + shop.programme() + "'"))
                .containsExactly("100|2");
        assertThat(Database.audit()).startsWith("0 ");
    }

    @Test
    void aReturnOfTheSurvivorsLowersTheSurvivorsCounters() {
        Sale.Builder beas = threeUnits();
        shop.sell(beas, bea);
        shop.sell(Sales.sale(100), ada);
        merge();
        bringBack(beas, 3);

        assertThat(Database.query("SELECT points FROM tally WHERE programme = '" + shop.programme() + "' ORDER BY 1"))
                .containsExactly("-100", "100");
        assertThat(Database.audit()).startsWith("0 ");
        undo();
        assertThat(Database.audit()).startsWith("0 ");
    }

    @Test
    void oneWhoHasLeftIsGivenNothingBack() {
        shop.sell(Sales.sale(100_000), ada);
        String hold = shop.hold(ada, 500).getHoldId();
        Sale.Builder paid = Shop.paidBy(threeUnits(), hold, 500);
        shop.sell(paid, ada);
        Calls.profile(shop.programme())
                .setStatus(SetStatusRequest.newBuilder()
                        .setMemberId(ada.getMemberId())
                        .setStatus(MemberStatus.MEMBER_STATUS_CLOSED)
                        .setStatusVersion(2)
                        .build());

        ReturnResult back = bringBack(paid, 3);

        assertThat(back.getGivenBack()).isZero();
        assertThat(Database.audit()).startsWith("0 ");
    }

    /** A person had taken back most of it already. */
    @Test
    void aReturnTakesBackWhatAPersonLeft() {
        Sale.Builder sale = threeUnits();
        shop.sell(sale, ada);
        Calls.operations(Calls.till(shop.programme(), "till-1"))
                .reverse(ReverseRequest.newBuilder()
                        .setIdempotencyKey(Sales.fresh())
                        .setOperationId(OperationId.of(Kind.EARN, new Reference(UUID.fromString(ada.getMemberId()), 1)))
                        .setPoints(150)
                        .build());

        assertThat(bringBack(sale, 1).getTakenBack()).isEqualTo(10);
        assertThat(bringBack(sale, 2).getTakenBack()).isZero();
        assertThat(Database.audit()).startsWith("0 ");
    }

    @Test
    void whatWasClaimedAfterAReturnIsCountedOnce() {
        Sale.Builder sale = threeUnits();
        String id = shop.sell(sale).getSaleId();
        assertThat(bringBack(sale, 1).getTakenBack()).isZero();
        assertThat(shop.claim(id, ada).getEarned().getPoints()).isEqualTo(140);

        assertThat(bringBack(sale, 1).getTakenBack()).isEqualTo(120);
        assertThat(bringBack(sale, 1).getTakenBack()).isEqualTo(20);
        assertThat(Database.query(
                        "SELECT points || '|' || uses FROM tally WHERE programme = '" + shop.programme() + "'"))
                .containsExactly("0|1");
        assertThat(Database.audit()).startsWith("0 ");
    }

    /** Each 20.00. */
    private static Sale.Builder threeUnits() {
        Sale.Builder sale = Sales.sale(6_000);
        sale.getLinesBuilder(0).setQuantity(3);
        return sale;
    }

    private ReturnResult bringBack(Sale.Builder sale, long units) {
        return shop.bringBack(Shop.request(Shop.goods(sale)
                        .addLines(ReturnLine.newBuilder().setLineId("1").setQuantity(units))))
                .getResult();
    }

    private void merge() {
        profile()
                .merge(MergeRequest.newBuilder()
                        .setIdempotencyKey(Sales.fresh())
                        .setMember(bea)
                        .setSurvivor(ada)
                        .build());
    }

    private void undo() {
        profile()
                .undoMerge(UndoMergeRequest.newBuilder()
                        .setIdempotencyKey(Sales.fresh())
                        .setMember(bea)
                        .setSurvivor(ada)
                        .build());
    }

    private MergeServiceGrpc.MergeServiceBlockingStub profile() {
        Caller caller = Caller.newBuilder()
                .setProgramme(shop.programme())
                .setKind(CallerKind.CALLER_KIND_SERVICE)
                .setClient("profile-service")
                .build();
        return Calls.as(MergeServiceGrpc.newBlockingStub(Calls.channel()), "profile-service", caller);
    }
}
