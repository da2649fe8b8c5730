package dev.omnipoints.loyalty.served;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.contracts.loyalty.v1.AccountServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.Entry;
import dev.omnipoints.contracts.loyalty.v1.GetHoldRequest;
import dev.omnipoints.contracts.loyalty.v1.GetHoldResponse;
import dev.omnipoints.contracts.loyalty.v1.GetSaleRequest;
import dev.omnipoints.contracts.loyalty.v1.ListActivityRequest;
import dev.omnipoints.contracts.loyalty.v1.LookupOperationRequest;
import dev.omnipoints.contracts.loyalty.v1.LookupOperationResponse;
import dev.omnipoints.contracts.loyalty.v1.Operation;
import dev.omnipoints.contracts.loyalty.v1.OperationServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.RecordSaleResponse;
import dev.omnipoints.contracts.loyalty.v1.RedemptionServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.SaleServiceGrpc;
import dev.omnipoints.loyalty.Calls;
import dev.omnipoints.loyalty.ledger.Commands;
import dev.omnipoints.loyalty.model.Ask;
import dev.omnipoints.loyalty.model.Asked;
import dev.omnipoints.loyalty.model.Told;

/** Reads that have to tell what an answer told. */
final class Looks {

    private final Signed signed;

    Looks(Signed signed) {
        this.signed = signed;
    }

    /** What became of the key. */
    LookupOperationResponse byKey(Asked asked) {
        LookupOperationRequest.Builder request =
                LookupOperationRequest.newBuilder().setKey(asked.key());
        switch (asked.ask()) {
            case Ask.Capture ask -> request.setHoldId(Ids.hold(ask.hold()));
            case Ask.Void ask -> request.setHoldId(Ids.hold(ask.hold()));
            case Ask.Confirm ask -> request.setMember(Ids.member(ask.earn().member()));
            case Ask.Reverse ask -> request.setMember(Ids.member(ask.original().member()));
            case Ask.Transfer ask -> request.setMember(Ids.member(ask.from()));
            case Ask.Merge ask -> request.setMember(Ids.member(ask.survivor()));
            case Ask.Unmerge ask -> request.setMember(Ids.member(ask.survivor()));
            case Ask.Sale ask -> request.setMember(Ids.member(ask.member()));
            default -> request.setMember(Ids.member(Commands.member(asked.ask())));
        }
        return lookup(asked, request);
    }

    private LookupOperationResponse lookup(Asked asked, LookupOperationRequest.Builder request) {
        return signed.byTill(OperationServiceGrpc.newBlockingStub(Calls.channel()), asked.caller())
                .lookupOperation(request.build());
    }

    /** The newest line of the statement; 0: there is none. */
    long newest(int member) {
        ListActivityRequest request = ListActivityRequest.newBuilder()
                .setMember(Ids.member(member))
                .setPageSize(1)
                .build();
        return signed
                .byTill(AccountServiceGrpc.newBlockingStub(Calls.channel()), "till")
                .listActivity(request)
                .getEntriesList()
                .stream()
                .mapToLong(Entry::getSeq)
                .findFirst()
                .orElse(0);
    }

    /** Whoever asks by key, receipt or hold is told the same. False: there is nothing of its own to ask for. */
    boolean confirm(Asked asked, Told told, Answer answer) {
        switch (told) {
            case Told.Refused refused ->
                assertThat(byKey(asked).getRefused().getProblem()).isEqualTo(answer.problem());
            case Told.Done done
            when asked.ask() instanceof Ask.Sale sale -> {
                assertThat(byKey(asked).getSale()).isEqualTo(result(answer));
                confirm(asked, sale, answer);
            }
            case Told.Kept kept -> confirm(asked, (Ask.Sale) asked.ask(), answer);
            case Told.Done done -> {
                Operation operation = byKey(asked).getOperation();
                assertThat(operation.getBalance().getSeq()).isEqualTo(done.seq());
                assertThat(operation).isEqualTo(operation(answer));
                confirmHold(asked, operation);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void confirm(Asked asked, Ask.Sale sale, Answer answer) {
        assertThat(lookup(
                                asked,
                                LookupOperationRequest.newBuilder()
                                        .setKey(asked.key())
                                        .setReceipt(Ids.receipt(sale.receipt())))
                        .getSale())
                .isEqualTo(result(answer));
        GetSaleRequest request = GetSaleRequest.newBuilder()
                .setReceipt(Ids.receipt(sale.receipt()))
                .build();
        assertThat(signed.byTill(SaleServiceGrpc.newBlockingStub(Calls.channel()), asked.caller())
                        .getSale(request)
                        .getResult())
                .isEqualTo(result(answer));
    }

    private void confirmHold(Asked asked, Operation operation) {
        if (operation.getHoldId().isEmpty()) {
            return;
        }
        GetHoldResponse hold = signed.byTill(RedemptionServiceGrpc.newBlockingStub(Calls.channel()), asked.caller())
                .getHold(GetHoldRequest.newBuilder()
                        .setHoldId(operation.getHoldId())
                        .build());
        assertThat(hold.getHold().getOperationId()).isEqualTo(operation.getHoldId());
        if (!(asked.ask() instanceof Ask.Hold)) {
            assertThat(hold.getEnd()).isEqualTo(operation);
            assertThat(hold.getHold().getHoldState()).isEqualTo(operation.getHoldState());
        }
    }

    private static Object result(Answer answer) {
        return ((RecordSaleResponse) answer.message()).getResult();
    }

    private static Object operation(Answer answer) {
        var message = answer.message();
        var field = message.getDescriptorForType().findFieldByName("operation");
        return field == null ? null : message.getField(field);
    }
}
