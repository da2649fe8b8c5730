package dev.omnipoints.loyalty.operation;

import dev.omnipoints.contracts.loyalty.v1.LookupOperationRequest;
import dev.omnipoints.contracts.loyalty.v1.LookupOperationResponse;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.contracts.type.v1.Receipt;
import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Key;
import dev.omnipoints.loyalty.ledger.Kind;
import dev.omnipoints.loyalty.ledger.Row;
import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.platform.VerifiedCaller;
import dev.omnipoints.loyalty.platform.Wire;
import dev.omnipoints.loyalty.posting.Ledger;
import dev.omnipoints.loyalty.posting.SaleId;
import dev.omnipoints.loyalty.receipt.SaleStore;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** What became of a key: for whoever lost the answer (ledger.md, L2). A caller finds its own keys alone. */
@ApplicationScoped
class OperationLookup {

    private final Ledger ledger;
    private final Commander commander;
    private final SaleStore sales;

    @Inject
    OperationLookup(Ledger ledger, Commander commander, SaleStore sales) {
        this.ledger = ledger;
        this.commander = commander;
        this.sales = sales;
    }

    /** The answer as the command got it; fails with OPERATION_UNKNOWN where the key was never spent. */
    Future<LookupOperationResponse> find(VerifiedCaller caller, LookupOperationRequest request) {
        Key key = Commander.key(caller, request.getKey());
        return switch (request.getOfCase()) {
            case MEMBER -> {
                caller.requireSight(request.getMember().getMemberId());
                yield byMember(
                        Wire.account(caller.programme(), request.getMember()).key(), key);
            }
            case HOLD_ID ->
                byMember(
                        AccountKey.of(
                                caller.programme(),
                                OperationRequests.hold(request.getHoldId()).member()),
                        key);
            case RECEIPT -> byReceipt(caller.programme(), request.getReceipt(), key);
            case OF_NOT_SET ->
                throw Refused.fieldInvalid("memberId", "Send a memberId, an identity, a holdId or a receipt.");
        };
    }

    private Future<LookupOperationResponse> byMember(AccountKey account, Key key) {
        return ledger.byKey(account, key).compose(row -> row == null ? unknown() : told(row));
    }

    /** The sale's own key, or that of a command of the member that it is for. */
    private Future<LookupOperationResponse> byReceipt(String programme, Receipt receipt, Key key) {
        String businessDate = receipt.hasBusinessDate() ? receipt.getBusinessDate() : null;
        var id = SaleId.of(programme, receipt.getStore(), receipt.getTerminal(), businessDate, receipt.getNumber());
        return sales.find(programme, id).compose(sale -> {
            if (sale == null) {
                return unknown();
            }
            if (sale.keyHash().equals(key.hash())) {
                return Future.succeededFuture(LookupOperationResponse.newBuilder()
                        .setSale(sale.answer())
                        .build());
            }
            return sale.member() == null ? unknown() : byMember(AccountKey.of(programme, sale.member()), key);
        });
    }

    private Future<LookupOperationResponse> told(Row row) {
        LookupOperationResponse.Builder answer = LookupOperationResponse.newBuilder();
        String programme = row.account().programme();
        if (row.refused() != null) {
            return Future.succeededFuture(
                    answer.setRefused(RefusedAnswer.told(row)).build());
        }
        if (row.sale() != null && row.kind() == Kind.EARN) {
            return sales.find(programme, row.sale())
                    .map(sale -> answer.setSale(sale.answer()).build());
        }
        return commander
                .original(programme, row)
                .map(original ->
                        answer.setOperation(OperationAnswer.of(row, original)).build());
    }

    private static <T> Future<T> unknown() {
        return Future.failedFuture(Refused.of(
                Reason.REASON_OPERATION_UNKNOWN,
                "Nothing was recorded under this key; send the command again with the same key."));
    }
}
