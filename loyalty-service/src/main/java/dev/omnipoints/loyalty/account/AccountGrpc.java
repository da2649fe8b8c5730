package dev.omnipoints.loyalty.account;

import dev.omnipoints.contracts.loyalty.v1.AccountService;
import dev.omnipoints.contracts.loyalty.v1.Entry;
import dev.omnipoints.contracts.loyalty.v1.EntryKind;
import dev.omnipoints.contracts.loyalty.v1.GetBalanceRequest;
import dev.omnipoints.contracts.loyalty.v1.GetBalanceResponse;
import dev.omnipoints.contracts.loyalty.v1.ListActivityRequest;
import dev.omnipoints.contracts.loyalty.v1.ListActivityResponse;
import dev.omnipoints.contracts.loyalty.v1.OpenAccountRequest;
import dev.omnipoints.contracts.loyalty.v1.OpenAccountResponse;
import dev.omnipoints.contracts.loyalty.v1.SetStatusRequest;
import dev.omnipoints.contracts.loyalty.v1.SetStatusResponse;
import dev.omnipoints.contracts.type.v1.Expiring;
import dev.omnipoints.contracts.type.v1.MemberStatus;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.Command;
import dev.omnipoints.loyalty.ledger.Envelope;
import dev.omnipoints.loyalty.ledger.Key;
import dev.omnipoints.loyalty.ledger.Origin;
import dev.omnipoints.loyalty.ledger.Row;
import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.platform.VerifiedCaller;
import dev.omnipoints.loyalty.platform.Wire;
import dev.omnipoints.loyalty.posting.Lanes;
import dev.omnipoints.loyalty.posting.Ledger;
import dev.omnipoints.loyalty.posting.OperationId;
import dev.omnipoints.loyalty.posting.Posted;
import dev.omnipoints.loyalty.posting.Posting;
import dev.omnipoints.loyalty.posting.SaleId;
import dev.omnipoints.loyalty.programme.Programmes;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;

/** Accounts over gRPC: status from profile-service, balance and statement for all who serve the member. */
@GrpcService
class AccountGrpc implements AccountService {

    private static final int EXPIRING_LIMIT = 12;
    private static final int PAGE_SIZE = 50;
    private static final int PAGE_LIMIT = 200;

    private final Ledger ledger;
    private final Lanes lanes;
    private final Programmes programmes;

    @Inject
    AccountGrpc(Ledger ledger, Lanes lanes, Programmes programmes) {
        this.ledger = ledger;
        this.lanes = lanes;
        this.programmes = programmes;
    }

    @Override
    public Uni<OpenAccountResponse> openAccount(OpenAccountRequest request) {
        return status(request.getMemberId(), request.getStatus(), request.getStatusVersion())
                .map(version -> OpenAccountResponse.newBuilder()
                        .setStatusVersion(version)
                        .build());
    }

    @Override
    public Uni<SetStatusResponse> setStatus(SetStatusRequest request) {
        return status(request.getMemberId(), request.getStatus(), request.getStatusVersion())
                .map(version ->
                        SetStatusResponse.newBuilder().setStatusVersion(version).build());
    }

    private Uni<Long> status(String memberId, MemberStatus status, long version) {
        VerifiedCaller caller = VerifiedCaller.current();
        caller.requireProfileService();
        programmes.at(caller.programme(), Instant.EPOCH);
        Account account = Wire.account(caller.programme(), memberId, status, version);
        Command gate = new Command.SetStatus(account.status(), account.statusVersion());
        Envelope envelope = new Envelope(Origin.LEDGER, Key.of("", ""), new byte[0], null, null, null);
        return UniHelper.toUni(
                lanes.submit(Posting.of(account, now -> gate, envelope)).map(AccountGrpc::version));
    }

    private static long version(Posted posted) {
        return switch (posted) {
            case Posted.Settled(long version, boolean wroteRows) -> version;
            default -> throw new IllegalStateException("A gate is set, not " + posted);
        };
    }

    @Override
    public Uni<GetBalanceResponse> getBalance(GetBalanceRequest request) {
        VerifiedCaller caller = VerifiedCaller.current();
        caller.requireSight(request.getMember().getMemberId());
        Instant by = request.hasExpiringBy() ? Wire.instant("expiringBy", request.getExpiringBy()) : null;
        Account unopened = Wire.account(caller.programme(), request.getMember());
        return UniHelper.toUni(ledger.view(unopened, EXPIRING_LIMIT, by).map(AccountGrpc::balance));
    }

    private static GetBalanceResponse balance(Ledger.View view) {
        GetBalanceResponse.Builder answer =
                GetBalanceResponse.newBuilder().setBalance(Wire.balance(view.account(), view.asOf()));
        view.expiring()
                .forEach(expiring -> answer.addExpiring(Expiring.newBuilder()
                        .setPoints(expiring.points())
                        .setExpiresAt(Wire.timestamp(expiring.expiresAt()))));
        if (view.expiringBy() != null) {
            answer.setExpiringByPoints(view.expiringBy());
        }
        return answer.build();
    }

    @Override
    public Uni<ListActivityResponse> listActivity(ListActivityRequest request) {
        VerifiedCaller caller = VerifiedCaller.current();
        caller.requireSight(request.getMember().getMemberId());
        Account account = Wire.account(caller.programme(), request.getMember());
        int pageSize = request.hasPageSize() ? request.getPageSize() : PAGE_SIZE;
        if (pageSize < 1 || pageSize > PAGE_LIMIT) {
            throw Refused.fieldInvalid("pageSize", "Send 1 to " + PAGE_LIMIT + ".");
        }
        long before = PageToken.seq(account.key().member(), request.getPageToken());
        // One more than asked tells whether there is another page.
        return UniHelper.toUni(ledger.newestFirst(account, before, pageSize + 1).map(rows -> page(rows, pageSize)));
    }

    private static ListActivityResponse page(List<Row> rows, int pageSize) {
        ListActivityResponse.Builder answer = ListActivityResponse.newBuilder();
        rows.stream().limit(pageSize).map(AccountGrpc::entry).forEach(answer::addEntries);
        if (rows.size() > pageSize) {
            Row last = rows.get(pageSize - 1);
            answer.setNextPageToken(PageToken.after(last.account().member(), last.seq()));
        }
        return answer.build();
    }

    private static Entry entry(Row row) {
        Entry.Builder entry = Entry.newBuilder()
                .setOperationId(OperationId.of(row))
                .setSeq(row.seq())
                .setKind(EntryKind.forNumber(row.kind().code()))
                .setRefused(
                        row.refused() == null
                                ? Reason.REASON_UNSPECIFIED
                                : Reason.forNumber(row.refused().code()))
                .setPoints(row.points())
                .setPendingChange(row.change().pending())
                .setAvailableChange(row.change().available())
                .setHeldChange(row.change().held())
                .setOwedChange(row.change().owed())
                .setBalance(Wire.balance(row.account().member(), row.after(), row.seq(), row.recordedAt()))
                .setChannelValue(row.origin().channel())
                .setOccurredAt(Wire.timestamp(row.occurredAt()))
                .setRecordedAt(Wire.timestamp(row.recordedAt()));
        if (row.origin().store() != null) {
            entry.setStore(row.origin().store()).setTerminal(row.origin().terminal());
        }
        if (row.sale() != null) {
            entry.setSaleId(SaleId.text(row.sale()));
        }
        if (row.event() != null) {
            entry.setEvent(row.event());
        } else if (row.reason() != null) {
            entry.setReason(row.reason());
        }
        return entry.build();
    }
}
