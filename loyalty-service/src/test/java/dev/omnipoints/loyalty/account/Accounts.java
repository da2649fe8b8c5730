package dev.omnipoints.loyalty.account;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.omnipoints.contracts.loyalty.v1.Entry;
import dev.omnipoints.contracts.loyalty.v1.GetBalanceRequest;
import dev.omnipoints.contracts.loyalty.v1.GetBalanceResponse;
import dev.omnipoints.contracts.loyalty.v1.ListActivityRequest;
import dev.omnipoints.contracts.loyalty.v1.SaleResult;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.loyalty.Calls;
import dev.omnipoints.loyalty.Sales;
import io.grpc.StatusRuntimeException;
import java.util.List;
import org.junit.jupiter.api.function.Executable;

/** What the tests of accounts do again and again. */
final class Accounts {

    private Accounts() {}

    static SaleResult earn(String programme, MemberContext member, long cents) {
        var sale = Sales.sale(cents)
                .setOccurredAt(balance(programme, member).getBalance().getAsOf());
        return Calls.sales(programme, "till-1")
                .recordSale(Sales.request(sale, member).build())
                .getResult();
    }

    static GetBalanceResponse balance(String programme, MemberContext member) {
        return Calls.accounts(programme)
                .getBalance(GetBalanceRequest.newBuilder().setMember(member).build());
    }

    static List<Entry> activity(String programme, MemberContext member) {
        return Calls.accounts(programme)
                .listActivity(ListActivityRequest.newBuilder().setMember(member).build())
                .getEntriesList();
    }

    static Problem refused(Executable call) {
        return Calls.problem(catchThrowableOfType(StatusRuntimeException.class, call::execute));
    }
}
