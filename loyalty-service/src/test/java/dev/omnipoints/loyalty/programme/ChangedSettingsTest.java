package dev.omnipoints.loyalty.programme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.omnipoints.contracts.loyalty.v1.RecordSaleRequest;
import dev.omnipoints.contracts.loyalty.v1.RecordSaleResponse;
import dev.omnipoints.contracts.loyalty.v1.SaleServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.UpdateProgrammeRequest;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.Calls;
import dev.omnipoints.loyalty.LoyaltyEnvironment;
import dev.omnipoints.loyalty.Sales;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a programme takes changes; the answer to a sale that was taken does not. */
@QuarkusTest
@QuarkusTestResource(LoyaltyEnvironment.class)
class ChangedSettingsTest {

    /** A till whose clock runs ahead reports sales that later settings hold for. */
    private final Instant ahead = Instant.now().plusSeconds(60);

    @Inject
    Programmes programmes;

    private String programme;
    private SaleServiceGrpc.SaleServiceBlockingStub sales;

    @BeforeEach
    void aProgrammeOfTheTestsOwn() {
        programme = Edited.programme(programmes);
        sales = Calls.sales(programme, "till-" + programme);
    }

    @Test
    void aKnownSaleIsAnsweredThoughItsCurrencyIsNoLongerTaken() {
        MemberContext member = Sales.active();
        RecordSaleRequest withMember = sale(member);
        RecordSaleRequest withoutMember = sale(null);
        RecordSaleResponse first = sales.recordSale(withMember);
        RecordSaleResponse kept = sales.recordSale(withoutMember);

        change(Edited.settings(1).replace("\"EUR\"", "\"USD\""));

        assertThat(sales.recordSale(withMember))
                .isEqualTo(first.toBuilder().setReplayed(true).build());
        assertThat(sales.recordSale(withoutMember))
                .isEqualTo(kept.toBuilder().setReplayed(true).build());
        assertThat(refused(sale(member)).getReason()).isEqualTo(Reason.REASON_CURRENCY_NOT_ACCEPTED);
        assertThat(refused(sale(null)).getReason()).isEqualTo(Reason.REASON_CURRENCY_NOT_ACCEPTED);
    }

    @Test
    void aKnownSaleIsAnsweredThoughItHasTooManyLinesNow() {
        RecordSaleRequest twoLines = request(
                Sales.sale(1000)
                        .addLines(Sales.line("2", 500))
                        .setTenders(0, Sales.sale(1500).getTenders(0)),
                null);
        RecordSaleResponse first = sales.recordSale(twoLines);

        change(Edited.settings(1).replace("\"saleLinesLimit\":200", "\"saleLinesLimit\":1"));

        assertThat(sales.recordSale(twoLines))
                .isEqualTo(first.toBuilder().setReplayed(true).build());
        Problem told = refused(twoLines.toBuilder()
                .setIdempotencyKey(Sales.fresh())
                .setSale(twoLines.getSale().toBuilder().setReceipt(Sales.receipt()))
                .build());
        assertThat(told.getReason()).isEqualTo(Reason.REASON_FIELD_INVALID);
        assertThat(told.getField()).isEqualTo("lines");
    }

    private RecordSaleRequest sale(MemberContext member) {
        return request(Sales.sale(1000), member);
    }

    private RecordSaleRequest request(dev.omnipoints.contracts.loyalty.v1.Sale.Builder sale, MemberContext member) {
        sale.setOccurredAt(Sales.timestamp(ahead));
        return (member == null ? Sales.request(sale) : Sales.request(sale, member)).build();
    }

    private void change(String settings) {
        Calls.programmes(programme, "ann")
                .updateProgramme(UpdateProgrammeRequest.newBuilder()
                        .setExpectedVersion(1)
                        .setSettingsJson(settings)
                        .build());
    }

    private Problem refused(RecordSaleRequest request) {
        return Calls.problem(catchThrowableOfType(StatusRuntimeException.class, () -> sales.recordSale(request)));
    }
}
