package dev.omnipoints.loyalty.confirmation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.contracts.loyalty.v1.EventResult;
import dev.omnipoints.contracts.loyalty.v1.NamedEvent;
import dev.omnipoints.contracts.loyalty.v1.SaleResult;
import dev.omnipoints.contracts.loyalty.v1.SetStatusRequest;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.contracts.type.v1.MemberStatus;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.Calls;
import dev.omnipoints.loyalty.Database;
import dev.omnipoints.loyalty.Events;
import dev.omnipoints.loyalty.LoyaltyEnvironment;
import dev.omnipoints.loyalty.Sales;
import dev.omnipoints.loyalty.Shop;
import dev.omnipoints.loyalty.programme.Programmes;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(LoyaltyEnvironment.class)
class ConfirmationsTest {

    private static final String WELCOME = """
            {"rules": [{"id": "welcome", "name": "Welcome", "member": {"firstSale": true},
              "award": {"fixed": {"points": "500"}}}]}
            """;

    private static final String REVIEWS = """
            {"rules": [{"id": "review", "name": "A review", "event": "review", "award": {"fixed": {"points": "10"}},
              "member": {"when": "event.data.stars > 3"}, "caps": [{"points": 15, "per": "MONTH"}]}]}
            """;

    @Inject
    Programmes programmes;

    @Inject
    Confirmations confirmations;

    @AfterEach
    void ledgerIsTrue() {
        assertThat(Database.audit()).startsWith("0 ");
    }

    @Test
    void whatAnUnconfirmedMemberBoughtEarnsOnceAtConfirmationByTheRulesOfThen() throws Exception {
        Shop shop = Shop.open(programmes, "").with(WELCOME);
        MemberContext member = Sales.member(MemberStatus.MEMBER_STATUS_UNCONFIRMED, 1);
        SaleResult first = shop.sell(Sales.sale(1_000), member);
        shop.sell(Sales.sale(2_000), member);
        assertThat(first.getEarned().getPoints()).isZero();
        run();
        assertThat(balance(shop, member)).isZero();

        shop.with("{\"rules\": []}");
        confirmed(shop, member);
        run();
        run();

        // As of the receipt, not of the confirmation: so long they live.
        assertThat(Database.query("SELECT count(*) FROM sale s JOIN journal j ON j.sale = s.id AND j.points > 0"
                        + " AND j.occurred_at = s.occurred_at WHERE s.programme = '" + shop.programme() + "'"))
                .containsExactly("2");
        // What was recorded first is the first sale, though it earns now.
        assertThat(balance(shop, member)).isEqualTo(530);
        assertThat(Shop.refused(() -> shop.claim(
                                first.getSaleId(),
                                member.toBuilder()
                                        .setStatus(MemberStatus.MEMBER_STATUS_ACTIVE)
                                        .setStatusVersion(2)
                                        .build()))
                        .getReason())
                .isEqualTo(Reason.REASON_SALE_ALREADY_CLAIMED);
    }

    @Test
    void whatAnUnconfirmedMemberDidEarnsOnceAtConfirmationByTheRulesOfThen() throws Exception {
        Shop shop = Shop.open(programmes, "").with(REVIEWS);
        MemberContext member = Sales.member(MemberStatus.MEMBER_STATUS_UNCONFIRMED, 1);
        NamedEvent.Builder review = Events.event("review").setData("{\"stars\": 5}");
        EventResult posted = Events.post(shop.programme(), review, member);
        Events.post(shop.programme(), Events.event("review").setData("{\"stars\": 4}"), member);
        Events.post(shop.programme(), Events.event("review").setData("{\"stars\": 1}"), member);
        assertThat(posted.getMemberStatus()).isEqualTo(MemberStatus.MEMBER_STATUS_UNCONFIRMED);
        assertThat(posted.getEarned().getPoints()).isZero();
        run();
        assertThat(balance(shop, member)).isZero();

        shop.with("{\"rules\": []}");
        confirmed(shop, member);
        run();
        run();

        // Of the two that fit, the second is cut to what is left of the month.
        assertThat(balance(shop, member)).isEqualTo(15);
        assertThat(Database.query("SELECT string_agg(points || '|' || confirmed_points, ' ' ORDER BY seq) FROM"
                        + " named_event WHERE programme = '" + shop.programme() + "'"))
                .containsAnyOf("0|10 0|5 0|0", "0|5 0|10 0|0");
        assertThat(Database.query("SELECT count(*) FROM named_event e JOIN journal j ON j.programme = e.programme"
                        + " AND j.member = e.confirmed_member AND j.seq = e.confirmed_seq AND j.kind = 1"
                        + " AND j.points = e.confirmed_points AND j.reason = e.type"
                        + " WHERE e.programme = '" + shop.programme() + "'"))
                .containsExactly("3");
        assertThat(Events.post(shop.programme(), review, member)).isEqualTo(posted);
    }

    private static void confirmed(Shop shop, MemberContext member) {
        Calls.profile(shop.programme())
                .setStatus(SetStatusRequest.newBuilder()
                        .setMemberId(member.getMemberId())
                        .setStatus(MemberStatus.MEMBER_STATUS_ACTIVE)
                        .setStatusVersion(2)
                        .build());
    }

    private void run() throws Exception {
        confirmations.run().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static long balance(Shop shop, MemberContext member) {
        return Long.parseLong(Database.query("SELECT spendable FROM account WHERE programme = '" + shop.programme()
                        + "' AND member = '" + member.getMemberId() + "'")
                .getFirst());
    }
}
