package dev.omnipoints.loyalty.posting;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.ListenableFuture;
import dev.omnipoints.contracts.loyalty.v1.GetBalanceRequest;
import dev.omnipoints.contracts.loyalty.v1.RecordSaleRequest;
import dev.omnipoints.contracts.loyalty.v1.RecordSaleResponse;
import dev.omnipoints.contracts.loyalty.v1.SaleServiceGrpc;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.Calls;
import dev.omnipoints.loyalty.Database;
import dev.omnipoints.loyalty.LoyaltyEnvironment;
import dev.omnipoints.loyalty.Sales;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(LoyaltyEnvironment.class)
class LanesTest {

    @AfterEach
    void ledgerIsTrue() {
        assertThat(Database.audit()).startsWith("0 ");
    }

    @Test
    void manySalesOfFewMembersAtOnceAllCount() throws Exception {
        List<MemberContext> members = List.of(Sales.active(), Sales.active(), Sales.active(), Sales.active());
        List<RecordSaleRequest> requests = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            requests.add(Sales.request(Sales.sale(100), members.get(i % members.size()))
                    .build());
        }

        for (ListenableFuture<RecordSaleResponse> answer : atOnce(requests)) {
            assertThat(answer.get(20, TimeUnit.SECONDS).getResult().getEarned().getPoints())
                    .isEqualTo(1);
        }

        for (MemberContext member : members) {
            var balance = Calls.accounts("demo")
                    .getBalance(GetBalanceRequest.newBuilder().setMember(member).build())
                    .getBalance();
            assertThat(balance.getAvailable()).isEqualTo(250);
            assertThat(balance.getSeq()).isEqualTo(250);
        }
    }

    @Test
    void ofOneReceiptForManyMembersAtOnceOneWins() throws Exception {
        var sale = Sales.sale(1000);
        List<RecordSaleRequest> requests = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            requests.add(Sales.request(sale, Sales.active()).build());
        }

        int won = 0;
        int refused = 0;
        for (ListenableFuture<RecordSaleResponse> answer : atOnce(requests)) {
            try {
                answer.get(20, TimeUnit.SECONDS);
                won++;
            } catch (ExecutionException e) {
                assertThat(Calls.problem((StatusRuntimeException) e.getCause()).getReason())
                        .isEqualTo(Reason.REASON_RECEIPT_ALREADY_RECORDED);
                refused++;
            }
        }

        assertThat(won).isEqualTo(1);
        assertThat(refused).isEqualTo(49);
    }

    private static List<RecordSaleRequest> copies(RecordSaleRequest request, int count) {
        return Collections.nCopies(count, request);
    }

    private static List<ListenableFuture<RecordSaleResponse>> atOnce(List<RecordSaleRequest> requests) {
        var till = Calls.as(
                SaleServiceGrpc.newFutureStub(Calls.channel()), "channel-gateway", Calls.till("demo", "till-1"));
        return requests.stream().map(till::recordSale).toList();
    }
}
