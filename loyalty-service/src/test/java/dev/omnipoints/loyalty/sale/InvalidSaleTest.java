package dev.omnipoints.loyalty.sale;

import static dev.omnipoints.loyalty.sale.RefusedSales.refusedWithoutTrace;
import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.contracts.loyalty.v1.Sale;
import dev.omnipoints.contracts.loyalty.v1.Tender;
import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.LoyaltyEnvironment;
import dev.omnipoints.loyalty.Sales;
import io.grpc.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@QuarkusTestResource(LoyaltyEnvironment.class)
class InvalidSaleTest {

    static Stream<Arguments> invalidFields() {
        return Stream.of(
                invalid("receipt.store", sale -> sale.getReceiptBuilder().setStore("")),
                invalid("receipt.terminal", sale -> sale.getReceiptBuilder().setTerminal("T 3")),
                invalid("receipt.number", sale -> sale.getReceiptBuilder().setNumber("9".repeat(65))),
                invalid("receipt.businessDate", sale -> sale.getReceiptBuilder().setBusinessDate("")),
                invalid("occurredAt", Sale.Builder::clearOccurredAt),
                invalid("occurredAt", sale -> sale.getOccurredAtBuilder().setSeconds(Long.MAX_VALUE)),
                invalid("occurredAt", sale -> sale.getOccurredAtBuilder().setSeconds(-1)),
                invalid("currency", sale -> sale.setCurrency("eur")),
                invalid("lines", Sale.Builder::clearLines),
                invalid("lines", InvalidSaleTest::tooManyLines),
                invalid("lines[0].lineId", sale -> sale.getLinesBuilder(0).setLineId("")),
                invalid("lines[1].lineId", sale -> sale.addLines(Sales.line("1", 0))),
                invalid("lines[0].sku", sale -> sale.getLinesBuilder(0).setSku("é")),
                invalid("lines[0].category", sale -> sale.getLinesBuilder(0).setCategory("a\u0000b")),
                invalid("lines[0].category", sale -> sale.getLinesBuilder(0).setCategory("c".repeat(501))),
                invalid(
                        "lines[0].labels[1]",
                        sale -> sale.getLinesBuilder(0).addLabels("new").addLabels("")),
                invalid("lines[0].labels", InvalidSaleTest::tooManyLabels),
                invalid("lines[0].quantity", sale -> sale.getLinesBuilder(0).setQuantity(0)),
                invalid("lines[0].gross", sale -> sale.getLinesBuilder(0).setGross(-1)),
                invalid("lines[0].discount", sale -> sale.getLinesBuilder(0).setDiscount(1001)),
                invalid("lines[0].discount", sale -> sale.getLinesBuilder(0).setDiscount(-1)),
                invalid(
                        "lines[0].tax",
                        sale -> sale.getLinesBuilder(0).setDiscount(900).setTax(101)),
                invalid("lines[0].tax", sale -> sale.getLinesBuilder(0).setTax(-1)),
                invalid("tenders[0].type", sale -> sale.getTendersBuilder(0).setType("")),
                invalid("tenders[0].holdId", sale -> sale.getTendersBuilder(0).setType("POINTS")),
                invalid("tenders[0].amount", sale -> sale.getTendersBuilder(0).setAmount(-1)),
                invalid("tenders", InvalidSaleTest::tooManyTenders),
                invalid("basketDiscount", sale -> sale.setBasketDiscount(1001)),
                invalid("basketDiscount", sale -> sale.setBasketDiscount(-1)),
                invalid("onUnknownMember", sale -> sale.setOnUnknownMemberValue(77)),
                invalid("cashier", sale -> sale.setCashier("Jean Dupont")));
    }

    private static Arguments invalid(String field, Consumer<Sale.Builder> spoil) {
        return Arguments.of(field, spoil);
    }

    private static void tooManyLines(Sale.Builder sale) {
        for (int i = 2; i <= 201; i++) {
            sale.addLines(Sales.line("" + i, 0));
        }
    }

    private static void tooManyLabels(Sale.Builder sale) {
        for (int i = 0; i < 51; i++) {
            sale.getLinesBuilder(0).addLabels("label-" + i);
        }
    }

    private static void tooManyTenders(Sale.Builder sale) {
        for (int i = 0; i < 100; i++) {
            sale.addTenders(Tender.newBuilder().setType("CASH"));
        }
    }

    @ParameterizedTest
    @MethodSource("invalidFields")
    void aFieldThatIsWrongIsNamed(String field, Consumer<Sale.Builder> spoil) {
        Sale.Builder sale = Sales.sale(1000);
        spoil.accept(sale);

        Problem problem =
                refusedWithoutTrace("demo", Sales.request(sale, Sales.active()), Status.Code.INVALID_ARGUMENT);

        assertThat(problem.getReason()).isEqualTo(Reason.REASON_FIELD_INVALID);
        assertThat(problem.getField()).isEqualTo(field);
    }
}
