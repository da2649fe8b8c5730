package dev.omnipoints.loyalty.sale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.contracts.loyalty.v1.SaleResult;
import dev.omnipoints.contracts.loyalty.v1.SetStatusRequest;
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

    @Inject
    Programmes programmes;

    @Inject
    Confirmations confirmations;

    @AfterEach
    void ledgerIsTrue() {
        assertThat(Database.audit()).startsWith("0 ");
    }

    @Test
    void whatAnUnconfirmedMemberBoughtEarnsOnceAtConfirmation() throws Exception {
        Shop shop = Shop.open(programmes, "").with(WELCOME);
        MemberContext member = Sales.member(MemberStatus.MEMBER_STATUS_UNCONFIRMED, 1);
        SaleResult first = shop.sell(Sales.sale(1_000), member);
        shop.sell(Sales.sale(2_000), member);
        assertThat(first.getEarned().getPoints()).isZero();
        run();
        assertThat(balance(shop, member)).isZero();

        Calls.profile(shop.programme())
                .setStatus(SetStatusRequest.newBuilder()
                        .setMemberId(member.getMemberId())
                        .setStatus(MemberStatus.MEMBER_STATUS_ACTIVE)
                        .setStatusVersion(2)
                        .build());
        run();
        run();

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

    private void run() throws Exception {
        confirmations.run().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static long balance(Shop shop, MemberContext member) {
        return Long.parseLong(Database.query("SELECT spendable FROM account WHERE programme = '" + shop.programme()
                        + "' AND member = '" + member.getMemberId() + "'")
                .getFirst());
    }
}
