package dev.omnipoints.loyalty.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.omnipoints.contracts.loyalty.v1.Counted;
import dev.omnipoints.contracts.loyalty.v1.Gap;
import dev.omnipoints.contracts.loyalty.v1.ListGapsRequest;
import dev.omnipoints.contracts.loyalty.v1.ListGapsResponse;
import dev.omnipoints.contracts.loyalty.v1.Sale;
import dev.omnipoints.contracts.loyalty.v1.TerminalServiceGrpc;
import dev.omnipoints.contracts.type.v1.Caller;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.contracts.type.v1.Receipt;
import dev.omnipoints.loyalty.Calls;
import dev.omnipoints.loyalty.LoyaltyEnvironment;
import dev.omnipoints.loyalty.Sales;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is missing of a terminal's own count; each test has a terminal of its own. */
@QuarkusTest
@QuarkusTestResource(LoyaltyEnvironment.class)
class GapTest {
    private static final String A = "GAP-A";
    private static final String B = "GAP-B";

    private final String terminal = Sales.fresh();

    @Test
    void whatIsMissingBetweenTheLeastAndTheGreatestIsTold() {
        sold(A, 9, 3, 4, 7, 12);

        ListGapsResponse told = gaps(asked().setStore(A));

        assertThat(told.getGapsList()).containsExactly(missing(A, 5, 6), missing(A, 8, 8), missing(A, 10, 11));
        assertThat(told.getCountedList()).containsExactly(counted(A, 3, 12));
        assertThat(told.getNextPageToken()).isEmpty();
    }

    @Test
    void aNumberThatSeveralSalesHaveIsToldToo() {
        sold(A, 1, 1, 1, 2, 4, 4);

        assertThat(gaps(asked().setStore(A)).getGapsList())
                .containsExactly(repeated(A, 1, 3), missing(A, 3, 3), repeated(A, 4, 2));
    }

    @Test
    void withoutAStoreEveryStoreWithSuchATerminalIsTold() {
        sold(B, 0, 2);
        sold(A, 5, 7);
        sold(B, 1);

        ListGapsResponse told = gaps(asked());

        assertThat(told.getGapsList()).containsExactly(missing(A, 6, 6));
        assertThat(told.getCountedList()).containsExactly(counted(A, 5, 7), counted(B, 0, 2));
    }

    @Test
    void aTerminalThatCountsNothingHasNoGap() {
        assertThat(gaps(asked())).isEqualTo(ListGapsResponse.getDefaultInstance());
        record(Sales.sale(100).setReceipt(receipt(A)));
        assertThat(gaps(asked())).isEqualTo(ListGapsResponse.getDefaultInstance());
    }

    @Test
    void theGreatestNumbersThatThereAreAreCounted() {
        sold(A, 0, Long.MAX_VALUE);

        assertThat(gaps(asked().setStore(A)).getGapsList()).containsExactly(missing(A, 1, Long.MAX_VALUE - 1));
    }

    @Test
    void pagesHoldTogetherWhileSalesAreRecorded() {
        sold(A, 1, 3, 3, 5, 7);
        sold(B, 10, 12);
        List<Gap> told = new ArrayList<>();

        ListGapsResponse page = gaps(asked().setPageSize(1));
        told.addAll(page.getGapsList());
        assertThat(page.getCountedList()).containsExactly(counted(A, 1, 7), counted(B, 10, 12));
        sold(A, 2, 9);
        while (!page.getNextPageToken().isEmpty()) {
            page = gaps(asked().setPageSize(1).setPageToken(page.getNextPageToken()));
            assertThat(page.getCountedList()).isEmpty();
            told.addAll(page.getGapsList());
        }

        assertThat(told)
                .containsExactly(
                        missing(A, 2, 2),
                        repeated(A, 3, 2),
                        missing(A, 4, 4),
                        missing(A, 6, 6),
                        missing(A, 8, 8),
                        missing(B, 11, 11));
    }

    @Test
    void onlyStaffAreTold() {
        Caller till = Calls.till("demo", "till-1");
        ListGapsRequest request = asked().build();

        assertThat(refused(till, request)).isEqualTo(Reason.REASON_NOT_GRANTED);
    }

    @Test
    void whatCannotBeAskedIsNamed() {
        assertThat(refused(
                        Calls.staff("demo", "staff-7"), asked().setTerminal("").build()))
                .isEqualTo(Reason.REASON_FIELD_INVALID);
        assertThat(refused(
                        Calls.staff("demo", "staff-7"), asked().setStore("a b").build()))
                .isEqualTo(Reason.REASON_FIELD_INVALID);
        assertThat(refused(
                        Calls.staff("demo", "staff-7"), asked().setPageSize(201).build()))
                .isEqualTo(Reason.REASON_FIELD_INVALID);
        assertThat(refused(
                        Calls.staff("demo", "staff-7"),
                        asked().setPageToken("x").build()))
                .isEqualTo(Reason.REASON_FIELD_INVALID);
    }

    private void sold(String store, long... numbers) {
        for (long number : numbers) {
            record(Sales.sale(100).setReceipt(receipt(store)).setSequence(number));
        }
    }

    private static void record(Sale.Builder sale) {
        Calls.sales("demo", "till-1").recordSale(Sales.request(sale).build());
    }

    private Receipt.Builder receipt(String store) {
        return Sales.receipt().setStore(store).setTerminal(terminal);
    }

    private ListGapsRequest.Builder asked() {
        return ListGapsRequest.newBuilder().setTerminal(terminal);
    }

    private static ListGapsResponse gaps(ListGapsRequest.Builder request) {
        return gaps(Calls.staff("demo", "staff-7"), request.build());
    }

    private static ListGapsResponse gaps(Caller caller, ListGapsRequest request) {
        return Calls.as(TerminalServiceGrpc.newBlockingStub(Calls.channel()), "channel-gateway", caller)
                .listGaps(request);
    }

    private static Reason refused(Caller caller, ListGapsRequest request) {
        return Calls.problem(catchThrowableOfType(StatusRuntimeException.class, () -> gaps(caller, request)))
                .getReason();
    }

    private static Gap missing(String store, long from, long to) {
        return Gap.newBuilder()
                .setStore(store)
                .setFrom(from)
                .setTo(to)
                .setMissing(to - from + 1)
                .build();
    }

    private static Gap repeated(String store, long number, long sales) {
        return Gap.newBuilder()
                .setStore(store)
                .setFrom(number)
                .setTo(number)
                .setSales(sales)
                .build();
    }

    private static Counted counted(String store, long first, long last) {
        return Counted.newBuilder()
                .setStore(store)
                .setFirst(first)
                .setLast(last)
                .build();
    }
}
