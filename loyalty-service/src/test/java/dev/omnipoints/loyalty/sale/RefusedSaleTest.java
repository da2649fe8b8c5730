package dev.omnipoints.loyalty.sale;

import static dev.omnipoints.loyalty.sale.RefusedSales.refused;
import static dev.omnipoints.loyalty.sale.RefusedSales.refusedWithoutTrace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.omnipoints.contracts.loyalty.v1.GetSaleRequest;
import dev.omnipoints.contracts.loyalty.v1.OnUnknownMember;
import dev.omnipoints.contracts.loyalty.v1.RecordSaleRequest;
import dev.omnipoints.contracts.loyalty.v1.Sale;
import dev.omnipoints.contracts.loyalty.v1.SaleServiceGrpc;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.contracts.type.v1.MemberStatus;
import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.Calls;
import dev.omnipoints.loyalty.Database;
import dev.omnipoints.loyalty.LoyaltyEnvironment;
import dev.omnipoints.loyalty.Sales;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(LoyaltyEnvironment.class)
class RefusedSaleTest {

    @Test
    void tendersAddUpToTheTotal() {
        Sale.Builder sale = Sales.sale(1000);
        sale.getTendersBuilder(0).setAmount(999);

        assertThat(refusedWithoutTrace("demo", Sales.request(sale), Status.Code.INVALID_ARGUMENT)
                        .getReason())
                .isEqualTo(Reason.REASON_TENDERS_DO_NOT_ADD_UP);
    }

    @Test
    void aCurrencyThatTheProgrammeDoesNotAcceptIsRefused() {
        assertThat(refusedWithoutTrace(
                                "demo",
                                Sales.request(Sales.sale(1000).setCurrency("GBP")),
                                Status.Code.INVALID_ARGUMENT)
                        .getReason())
                .isEqualTo(Reason.REASON_CURRENCY_NOT_ACCEPTED);
    }

    @Test
    void amountsThatOverflowOrEarnTooMuchAreOutOfRange() {
        Sale.Builder overflowing = Sales.sale(Long.MAX_VALUE).addLines(Sales.line("2", 1));
        Sale.Builder tooMuch = Sales.sale(100_000_000_000_100L);

        for (Sale.Builder sale : List.of(overflowing, tooMuch)) {
            assertThat(refusedWithoutTrace("demo", Sales.request(sale), Status.Code.INVALID_ARGUMENT)
                            .getReason())
                    .isEqualTo(Reason.REASON_POINTS_OUT_OF_RANGE);
        }
    }

    @Test
    void aSaleOlderThanTheProgrammeTakesIsRefusedButAnsweredAgainWhereItIsKnown() {
        Instant old = Instant.now().minus(Duration.ofDays(91));
        Sale.Builder sale = Sales.sale(1000).setOccurredAt(Sales.timestamp(old));

        assertThat(refusedWithoutTrace("slow", Sales.request(sale, Sales.active()), Status.Code.INVALID_ARGUMENT)
                        .getReason())
                .isEqualTo(Reason.REASON_SALE_TOO_OLD);
        assertThat(refusedWithoutTrace("slow", Sales.request(sale), Status.Code.INVALID_ARGUMENT)
                        .getReason())
                .isEqualTo(Reason.REASON_SALE_TOO_OLD);
    }

    @Test
    void aKeyIsNeeded() {
        assertThat(refusedWithoutTrace(
                                "demo",
                                Sales.request(Sales.sale(1)).clearIdempotencyKey(),
                                Status.Code.INVALID_ARGUMENT)
                        .getReason())
                .isEqualTo(Reason.REASON_IDEMPOTENCY_KEY_MISSING);
        Problem malformed = refusedWithoutTrace(
                "demo", Sales.request(Sales.sale(1)).setIdempotencyKey("a b"), Status.Code.INVALID_ARGUMENT);
        assertThat(malformed.getField()).isEqualTo("Idempotency-Key");
    }

    @Test
    void aReceiptWithOtherContentOrForAnotherMemberIsRefused() {
        Sale.Builder sale = Sales.sale(1000);
        Calls.sales("demo", "till-1")
                .recordSale(Sales.request(sale, Sales.active()).build());

        RecordSaleRequest.Builder otherMember = Sales.request(sale, Sales.active());
        RecordSaleRequest.Builder otherContent = Sales.request(sale.clone().setCashier("c-7"));
        for (RecordSaleRequest.Builder request : List.of(otherMember, otherContent)) {
            assertThat(refusedWithoutTrace("demo", request, Status.Code.ALREADY_EXISTS)
                            .getReason())
                    .isEqualTo(Reason.REASON_RECEIPT_ALREADY_RECORDED);
        }
    }

    @Test
    void anUnknownOrClosedMemberIsRefusedWhereTheTillAskedForIt() {
        Sale.Builder sale = Sales.sale(1000).setOnUnknownMember(OnUnknownMember.ON_UNKNOWN_MEMBER_REFUSE);
        MemberContext closed = Sales.member(MemberStatus.MEMBER_STATUS_CLOSED, 2);

        for (RecordSaleRequest.Builder request :
                List.of(Sales.request(sale).setMemberNamed(true), Sales.request(sale, closed))) {
            assertThat(refusedWithoutTrace("demo", request, Status.Code.NOT_FOUND)
                            .getReason())
                    .isEqualTo(Reason.REASON_MEMBER_UNKNOWN);
        }
    }

    @Test
    void aBlockedMemberIsRefusedForGoodWhereTheTillAskedForIt() {
        Sale.Builder sale = Sales.sale(1000).setOnUnknownMember(OnUnknownMember.ON_UNKNOWN_MEMBER_REFUSE);
        MemberContext blocked = Sales.member(MemberStatus.MEMBER_STATUS_BLOCKED, 2);
        RecordSaleRequest.Builder request = Sales.request(sale, blocked);

        Problem first = refused("demo", request, Status.Code.FAILED_PRECONDITION);
        RecordSaleRequest.Builder unblocked = request.clone();
        unblocked
                .getMemberBuilder()
                .setStatus(MemberStatus.MEMBER_STATUS_ACTIVE)
                .setStatusVersion(3);
        Problem again = refusedWithoutTrace("demo", unblocked, Status.Code.FAILED_PRECONDITION);

        assertThat(first.getReason()).isEqualTo(Reason.REASON_MEMBER_BLOCKED);
        assertThat(first.getBalance().getSeq()).isEqualTo(1);
        assertThat(first.getRequired()).isEqualTo(10);
        assertThat(again).isEqualTo(first);
        assertThat(Database.query("SELECT count(*) FROM sale WHERE member = '" + blocked.getMemberId() + "'"))
                .containsExactly("0");
        assertThat(Database.audit()).startsWith("0 ");
    }

    @Test
    void aProgrammeThatIsNotThereIsNotGranted() {
        assertThat(refusedWithoutTrace("other", Sales.request(Sales.sale(1)), Status.Code.PERMISSION_DENIED)
                        .getReason())
                .isEqualTo(Reason.REASON_NOT_GRANTED);
    }

    @Test
    void aMemberCannotSell() {
        var member =
                Calls.as(SaleServiceGrpc.newBlockingStub(Calls.channel()), "channel-gateway", Calls.member("someone"));

        StatusRuntimeException refused = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> member.recordSale(Sales.request(Sales.sale(1)).build()));

        assertThat(Calls.problem(refused).getReason()).isEqualTo(Reason.REASON_NOT_GRANTED);
    }

    @Test
    void withoutASignedCallerNothingIsDone() {
        StatusRuntimeException refused = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> SaleServiceGrpc.newBlockingStub(Calls.channel())
                        .recordSale(Sales.request(Sales.sale(1)).build()));

        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(Calls.problem(refused).getReason()).isEqualTo(Reason.REASON_UNAUTHENTICATED);
    }

    @Test
    void aSaleThatIsNotThereIsUnknown() {
        var byId = GetSaleRequest.newBuilder().setSaleId("0".repeat(32)).build();
        var malformed = GetSaleRequest.newBuilder().setSaleId("sale-1").build();
        var byReceipt = GetSaleRequest.newBuilder().setReceipt(Sales.receipt()).build();

        assertThat(notFound(byId)).isEqualTo(Reason.REASON_SALE_UNKNOWN);
        assertThat(notFound(malformed)).isEqualTo(Reason.REASON_SALE_UNKNOWN);
        assertThat(notFound(byReceipt)).isEqualTo(Reason.REASON_RECEIPT_UNKNOWN);
    }

    private static Reason notFound(GetSaleRequest request) {
        StatusRuntimeException refused = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> Calls.sales("demo", "till-1").getSale(request));
        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
        return Calls.problem(refused).getReason();
    }

    @Test
    void anAccountThatIsFullRefusesMore() {
        MemberContext member = Sales.active();
        Calls.sales("demo", "till-1")
                .recordSale(Sales.request(Sales.sale(100), member).build());
        String own = " WHERE member = '" + member.getMemberId() + "'";
        String limit = Long.toString(Long.MAX_VALUE);
        Database.execute("UPDATE account SET spendable = " + limit + ", issued = " + limit + own);

        Problem problem =
                refusedWithoutTrace("demo", Sales.request(Sales.sale(100), member), Status.Code.INVALID_ARGUMENT);

        Database.execute("UPDATE account SET spendable = 1, issued = 1" + own);
        assertThat(problem.getReason()).isEqualTo(Reason.REASON_POINTS_OUT_OF_RANGE);
    }

    @Test
    void aSaleThatWasTakenIsAnsweredAgainThoughItsMemberIsGone() {
        Sale.Builder sale = Sales.sale(1000).setOnUnknownMember(OnUnknownMember.ON_UNKNOWN_MEMBER_REFUSE);
        RecordSaleRequest.Builder request = Sales.request(sale, Sales.active());
        var first = Calls.sales("demo", "till-1").recordSale(request.build());

        request.getMemberBuilder().setStatus(MemberStatus.MEMBER_STATUS_CLOSED).setStatusVersion(2);
        var closed = Calls.sales("demo", "till-1").recordSale(request.build());
        var unknown =
                Calls.sales("demo", "till-1").recordSale(request.clearMember().build());

        assertThat(closed.getReplayed()).isTrue();
        assertThat(closed.getResult()).isEqualTo(first.getResult());
        assertThat(unknown.getResult()).isEqualTo(first.getResult());
    }
}
