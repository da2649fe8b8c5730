package dev.omnipoints.loyalty.operation;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.omnipoints.contracts.loyalty.v1.EventResult;
import dev.omnipoints.contracts.loyalty.v1.LookupOperationRequest;
import dev.omnipoints.contracts.loyalty.v1.LookupOperationResponse;
import dev.omnipoints.contracts.loyalty.v1.Operation;
import dev.omnipoints.contracts.loyalty.v1.ReturnResult;
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
import dev.omnipoints.loyalty.receipt.ReturnStore;
import dev.omnipoints.loyalty.receipt.SaleReading;
import dev.omnipoints.loyalty.receipt.SaleStore;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/** What became of a key: for whoever lost the answer (ledger.md, L2). A caller finds its own keys alone. */
@ApplicationScoped
class OperationLookup {

    private final Ledger ledger;
    private final Commander commander;
    private final SaleStore sales;
    private final ReturnStore returns;

    @Inject
    OperationLookup(Ledger ledger, Commander commander, SaleStore sales, ReturnStore returns) {
        this.ledger = ledger;
        this.commander = commander;
        this.sales = sales;
        this.returns = returns;
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

    /** The sale's own key, that of a return of it, or that of a command of the member that it is for. */
    private Future<LookupOperationResponse> byReceipt(String programme, Receipt receipt, Key key) {
        var id = SaleReading.receipt(receipt).saleId(programme);
        return sales.find(programme, id).compose(sale -> {
            if (sale == null) {
                return unknown();
            }
            if (sale.keyHash().equals(key.hash())) {
                return Future.succeededFuture(LookupOperationResponse.newBuilder()
                        .setSale(sale.answer())
                        .build());
            }
            return returns.answer(programme, id, key)
                    .compose(answer -> answer == null ? ofBuyer(programme, sale, key) : goods(answer));
        });
    }

    /** Of who has the sale's points, or would have them. */
    private Future<LookupOperationResponse> ofBuyer(String programme, SaleStore.Recorded sale, Key key) {
        UUID buyer = sale.earned().row() == null
                ? sale.member()
                : sale.earned().row().member();
        return buyer == null ? unknown() : byMember(AccountKey.of(programme, buyer), key);
    }

    private static Future<LookupOperationResponse> goods(ReturnResult answer) {
        return Future.succeededFuture(
                LookupOperationResponse.newBuilder().setGoods(answer).build());
    }

    private Future<LookupOperationResponse> told(Row row) {
        LookupOperationResponse.Builder answer = LookupOperationResponse.newBuilder();
        String programme = row.account().programme();
        if (row.refused() != null) {
            return Future.succeededFuture(
                    answer.setRefused(RefusedAnswer.told(row)).build());
        }
        if (row.sale() != null && row.kind() == Kind.EARN) {
            return sales.find(programme, row.sale()).map(sale -> bought(row, sale));
        }
        if (row.sale() != null && row.kind() == Kind.REVERSE) {
            return returns.answer(programme, row.sale(), row.key()).compose(OperationLookup::goods);
        }
        return Future.all(commander.original(programme, row), ledger.eventAnswer(row))
                .map(all -> answer.setOperation(operation(row, all.resultAt(0), all.resultAt(1)))
                        .build());
    }

    /** @param event the answer to the event that it is of; null: it is of none */
    private static Operation operation(Row row, Row original, byte[] event) {
        Operation operation = OperationAnswer.of(row, original);
        if (event == null) {
            return operation;
        }
        try {
            return operation.toBuilder().setEvent(EventResult.parseFrom(event)).build();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("A stored answer cannot be read", e);
        }
    }

    /** A claim is what gave a sale its points, unless the sale itself did. */
    private static LookupOperationResponse bought(Row row, SaleStore.Recorded sale) {
        boolean claimed = row.reference().equals(sale.earned().row())
                && !sale.earned().answer().equals(sale.answer());
        LookupOperationResponse.Builder answer = LookupOperationResponse.newBuilder();
        return claimed
                ? answer.setClaim(sale.earned().answer()).build()
                : answer.setSale(sale.answer()).build();
    }

    private static <T> Future<T> unknown() {
        return Future.failedFuture(Refused.of(
                Reason.REASON_OPERATION_UNKNOWN,
                "Nothing was recorded under this key; send the command again with the same key."));
    }
}
