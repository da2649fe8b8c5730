package dev.omnipoints.loyalty.account;

import static dev.omnipoints.loyalty.account.Accounts.activity;
import static dev.omnipoints.loyalty.account.Accounts.earn;
import static dev.omnipoints.loyalty.account.Accounts.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.contracts.loyalty.v1.Entry;
import dev.omnipoints.contracts.loyalty.v1.EntryKind;
import dev.omnipoints.contracts.loyalty.v1.ListActivityRequest;
import dev.omnipoints.contracts.loyalty.v1.ListActivityResponse;
import dev.omnipoints.contracts.loyalty.v1.SaleResult;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.Calls;
import dev.omnipoints.loyalty.Database;
import dev.omnipoints.loyalty.LoyaltyEnvironment;
import dev.omnipoints.loyalty.Sales;
import dev.omnipoints.loyalty.TestClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(LoyaltyEnvironment.class)
class StatementTest {

    @AfterEach
    void ledgerIsTrue() {
        TestClock.reset();
        assertThat(Database.audit()).startsWith("0 ");
    }

    @Test
    void theStatementComesInPagesNewestFirstAndStaysStableWhileRowsAreAdded() {
        MemberContext member = Sales.active();
        for (int i = 1; i <= 5; i++) {
            earn("demo", member, i * 100);
        }
        List<Long> seqs = new ArrayList<>();

        String token = "";
        do {
            ListActivityResponse page = Calls.accounts("demo")
                    .listActivity(ListActivityRequest.newBuilder()
                            .setMember(member)
                            .setPageSize(2)
                            .setPageToken(token)
                            .build());
            page.getEntriesList().forEach(entry -> seqs.add(entry.getSeq()));
            earn("demo", member, 100);
            token = page.getNextPageToken();
        } while (!token.isEmpty());

        assertThat(seqs).containsExactly(5L, 4L, 3L, 2L, 1L);
    }

    @Test
    void anEntrySaysWhatWhereAndTheBalanceAfter() {
        MemberContext member = Sales.active();
        earn("demo", member, 300);
        SaleResult sale = earn("demo", member, 700);

        Entry entry = activity("demo", member).getFirst();

        assertThat(entry.getKind()).isEqualTo(EntryKind.ENTRY_KIND_EARN);
        assertThat(entry.getRefused()).isEqualTo(Reason.REASON_UNSPECIFIED);
        assertThat(entry.getPoints()).isEqualTo(7);
        assertThat(entry.getAvailableChange()).isEqualTo(7);
        assertThat(entry.getBalance()).isEqualTo(sale.getBalance());
        assertThat(entry.getSaleId()).isEqualTo(sale.getSaleId());
        assertThat(entry.getStore()).isEqualTo("PAR-012");
        assertThat(entry.getTerminal()).isEqualTo("T3");
        assertThat(entry.getOperationId()).matches("earn_[A-Za-z0-9_-]{32}");
    }

    @Test
    void aWrongPageIsRefusedByField() {
        MemberContext member = Sales.active();
        var request = ListActivityRequest.newBuilder().setMember(member);
        String othersToken = PageToken.after(UUID.randomUUID(), 3);

        for (int size : new int[] {0, -1, 201}) {
            assertThat(refused(() -> Calls.accounts("demo")
                                    .listActivity(
                                            request.clone().setPageSize(size).build()))
                            .getField())
                    .isEqualTo("pageSize");
        }
        for (String token : List.of("x", "%%%", othersToken)) {
            assertThat(refused(() -> Calls.accounts("demo")
                                    .listActivity(
                                            request.clone().setPageToken(token).build()))
                            .getField())
                    .isEqualTo("pageToken");
        }
    }
}
