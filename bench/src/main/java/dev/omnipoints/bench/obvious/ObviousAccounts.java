package dev.omnipoints.bench.obvious;

import dev.omnipoints.contracts.loyalty.v1.AccountService;
import dev.omnipoints.contracts.loyalty.v1.GetBalanceRequest;
import dev.omnipoints.contracts.loyalty.v1.GetBalanceResponse;
import dev.omnipoints.contracts.loyalty.v1.ListActivityRequest;
import dev.omnipoints.contracts.loyalty.v1.ListActivityResponse;
import dev.omnipoints.contracts.loyalty.v1.OpenAccountRequest;
import dev.omnipoints.contracts.loyalty.v1.OpenAccountResponse;
import dev.omnipoints.contracts.loyalty.v1.SetStatusRequest;
import dev.omnipoints.contracts.loyalty.v1.SetStatusResponse;
import io.grpc.Status;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Opens the accounts that profile-service tells of, so that there are members to sell to. */
@GrpcService
class ObviousAccounts implements AccountService {
    private static final byte[] NO_ROWS = new byte[32];

    private final Mutiny.SessionFactory sessions;

    @Inject
    ObviousAccounts(Mutiny.SessionFactory sessions) {
        this.sessions = sessions;
    }

    @Override
    public Uni<OpenAccountResponse> openAccount(OpenAccountRequest request) {
        AccountRow.Key key = AccountRow.Key.of(ObviousSales.PROGRAMME, UUID.fromString(request.getMemberId()));
        return sessions.withTransaction(session -> session.find(AccountRow.class, key)
                        .chain(account -> account == null
                                ? session.persist(fresh(key, request))
                                : Uni.createFrom().voidItem()))
                .map(opened -> OpenAccountResponse.newBuilder()
                        .setStatusVersion(request.getStatusVersion())
                        .build());
    }

    private static AccountRow fresh(AccountRow.Key key, OpenAccountRequest request) {
        AccountRow account = new AccountRow();
        account.key = key;
        account.status = (short) request.getStatusValue();
        account.statusVersion = request.getStatusVersion();
        account.head = NO_ROWS;
        return account;
    }

    @Override
    public Uni<SetStatusResponse> setStatus(SetStatusRequest request) {
        return notMeasured();
    }

    @Override
    public Uni<GetBalanceResponse> getBalance(GetBalanceRequest request) {
        return notMeasured();
    }

    @Override
    public Uni<ListActivityResponse> listActivity(ListActivityRequest request) {
        return notMeasured();
    }

    static <T> Uni<T> notMeasured() {
        return Uni.createFrom()
                .failure(Status.UNIMPLEMENTED
                        .withDescription("The obvious build sells and opens accounts; nothing else is measured.")
                        .asRuntimeException());
    }
}
