package dev.omnipoints.loyalty.sale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.contracts.loyalty.v1.SaleResult;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.contracts.type.v1.MemberStatus;
import dev.omnipoints.loyalty.Database;
import dev.omnipoints.loyalty.LoyaltyEnvironment;
import dev.omnipoints.loyalty.Sales;
import dev.omnipoints.loyalty.Shop;
import dev.omnipoints.loyalty.programme.Programmes;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What profile-service says of a member, as rules ask for it: segments, and the flag of their birthday. */
@QuarkusTest
@QuarkusTestResource(LoyaltyEnvironment.class)
class MemberContextTest {
    private static final String RULES = """
            {"rules": [
              {"id": "birthday", "name": "Birthday", "member": {"flags": ["isBirthday"]},
               "award": {"fixed": {"points": "100"}}},
              {"id": "vip", "name": "VIP", "member": {"segments": ["vip"]},
               "award": {"fixed": {"points": "7"}}}]}
            """;

    @Inject
    Programmes programmes;

    private final MemberContext member = Sales.active();
    private final MemberContext inVip = member.toBuilder().addSegments("vip").build();
    private final MemberContext celebrating = member.toBuilder()
            .addSegments("spa")
            .addFlags("isBirthday")
            .setZone("Europe/Paris")
            .build();
    private Shop shop;

    @BeforeEach
    void aShop() {
        shop = Shop.open(programmes, "earn_points = 0").with(RULES);
    }

    @AfterEach
    void ledgerIsTrue() {
        assertThat(Database.audit()).startsWith("0 ");
    }

    @Test
    void theSaleEarnsAsTheQuoteByWhatTheMemberIsThen() {
        assertThat(shop.quote(Sales.sale(1_000), celebrating).getPoints()).isEqualTo(100);
        assertThat(points(shop.sell(Sales.sale(1_000), celebrating))).isEqualTo(100);
        assertThat(shop.quote(Sales.sale(1_000), inVip).getPoints()).isEqualTo(7);
        assertThat(points(shop.sell(Sales.sale(1_000), inVip))).isEqualTo(7);
        assertThat(points(shop.sell(Sales.sale(1_000), member))).isZero();
    }

    @Test
    void aSaleThatNamedNoOneIsClaimedAsItsMemberIsToldThen() {
        SaleResult kept = shop.sell(Sales.sale(1_000));

        assertThat(points(shop.claim(kept.getSaleId(), inVip))).isEqualTo(7);
    }

    @Test
    void aSaleThatNamedItsMemberIsClaimedAsTheyWereThen() {
        MemberContext blocked = celebrating.toBuilder()
                .setStatus(MemberStatus.MEMBER_STATUS_BLOCKED)
                .setStatusVersion(2)
                .build();
        SaleResult kept = shop.sell(Sales.sale(1_000), blocked);
        MemberContext freed = inVip.toBuilder().setStatusVersion(3).build();

        assertThat(points(shop.claim(kept.getSaleId(), freed))).isEqualTo(100);
    }

    @Test
    void aSaleOfWhoHasLeftIsClaimedAsItsNewMemberIsTold() {
        MemberContext left = celebrating.toBuilder()
                .setStatus(MemberStatus.MEMBER_STATUS_CLOSED)
                .setStatusVersion(2)
                .build();
        SaleResult kept = shop.sell(Sales.sale(1_000), left);

        MemberContext other = Sales.active().toBuilder().addSegments("vip").build();
        assertThat(points(shop.claim(kept.getSaleId(), other))).isEqualTo(7);
    }

    @Test
    void theOperatorIsToldOnceWhereBirthdaysAreOfAnotherZone() {
        List<String> lines = new CopyOnWriteArrayList<>();
        Handler listener = listener(lines);
        Logger logger = Logger.getLogger(FlagZones.class.getName());
        logger.addHandler(listener);
        try {
            shop.sell(Sales.sale(1_000), celebrating);
            assertThat(lines).isEmpty();

            MemberContext elsewhere =
                    celebrating.toBuilder().setZone("Asia/Tokyo").build();
            assertThat(points(shop.sell(Sales.sale(1_000), elsewhere))).isEqualTo(100);
            assertThat(points(shop.sell(Sales.sale(1_000), elsewhere))).isEqualTo(100);
        } finally {
            logger.removeHandler(listener);
        }
        assertThat(lines)
                .containsExactly("programme " + shop.programme()
                        + ": birthdays are told by the zone Asia/Tokyo, its settings have Europe/Paris;"
                        + " see to profile-service's");
    }

    private static Handler listener(List<String> lines) {
        return new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(ExtLogRecord.wrap(line).getFormattedMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    private static long points(SaleResult sale) {
        return sale.getEarned().getPoints();
    }
}
