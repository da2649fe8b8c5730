package dev.omnipoints.loyalty.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.Message;
import dev.omnipoints.contracts.loyalty.v1.AdjustRequest;
import dev.omnipoints.contracts.loyalty.v1.Operation;
import dev.omnipoints.contracts.loyalty.v1.Possession;
import dev.omnipoints.contracts.loyalty.v1.RecordSaleRequest;
import dev.omnipoints.contracts.loyalty.v1.RecordSaleResponse;
import dev.omnipoints.contracts.loyalty.v1.RedeemRequest;
import dev.omnipoints.contracts.loyalty.v1.Sale;
import dev.omnipoints.contracts.loyalty.v1.SaleServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.TransferRequest;
import dev.omnipoints.contracts.type.v1.Caller;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.Asks;
import dev.omnipoints.loyalty.Asks.Answer;
import dev.omnipoints.loyalty.Calls;
import dev.omnipoints.loyalty.Database;
import dev.omnipoints.loyalty.LoyaltyEnvironment;
import dev.omnipoints.loyalty.Sales;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** L1 as clients see it: the first answer, status and body, to every command; and what differs, where it is another. */
@QuarkusTest
@QuarkusTestResource(LoyaltyEnvironment.class)
class L1SameAnswerTest {

    private static final Caller TILL = Calls.till("demo", "till-L1");
    private static final Caller CARE = Calls.staff("demo", "care-1");
    private static final Caller PROFILE = Calls.profileService("demo");

    private final MemberContext ada = Sales.active();
    private final MemberContext bea = Sales.active();
    private final List<Sent> sent = new ArrayList<>();

    private record Sent(Caller caller, Message request, Message answer) {}

    @AfterEach
    void ledgerIsTrue() {
        assertThat(Database.audit()).startsWith("0 ");
    }

    @Test
    void everyCommandSentAgainGetsTheFirstAnswerAndWritesNothing() {
        twice(TILL, Asks.earn(ada, 1_000));
        Operation held = twice(TILL, Asks.hold(ada, 60));
        twice(TILL, Asks.reverse(twice(TILL, Asks.capture(held).setPoints(50))));
        twice(TILL, Asks.release(twice(TILL, Asks.hold(ada, 5))));
        twice(TILL, Asks.reverse(twice(TILL, Asks.redeem(ada, 10))).setPoints(4));
        twice(CARE, Asks.adjust(ada, -3));
        twice(Calls.member(ada.getMemberId()), Asks.transfer(ada, bea, 7));
        Caller slow = Calls.till("slow", "till-L1");
        twice(slow, Asks.confirm(twice(slow, Asks.earn(ada, 50))));
        twice(TILL, Sales.request(Sales.sale(1_000), ada));
        twice(TILL, Sales.request(Sales.sale(1_000)));
        twice(PROFILE, Asks.merge(bea, ada));
        twice(PROFILE, Asks.undo(bea, ada));

        Database.leavingNoTrace(() -> {
            sent.forEach(first ->
                    assertThat(Asks.send(first.caller(), first.request())).isEqualTo(new Answer(first.answer(), true)));
            return null;
        });
    }

    /** Of a command on points its operation. */
    private Operation twice(Caller caller, Message.Builder request) {
        Message message = request.build();
        Answer first = Asks.send(caller, message);
        Answer again = Database.leavingNoTrace(() -> Asks.send(caller, message));
        assertThat(first.replayed()).isFalse();
        assertThat(again).isEqualTo(new Answer(first.result(), true));
        sent.add(new Sent(caller, message, first.result()));
        return first.result() instanceof Operation operation ? operation : null;
    }

    @Test
    void whatWasRefusedIsRefusedInTheSameWordsThoughItCouldBeDoneNow() {
        Asks.send(TILL, Asks.earn(ada, 10));
        List<Message.Builder> requests =
                List.of(Asks.redeem(ada, 11), Asks.hold(ada, 11), Asks.transfer(ada, bea, 11), Asks.adjust(ada, -11));
        List<StatusRuntimeException> first = requests.stream()
                .map(request -> Asks.refused(caller(request), request))
                .toList();
        Asks.send(TILL, Asks.earn(ada, 90));

        for (int i = 0; i < requests.size(); i++) {
            Message.Builder request = requests.get(i);
            StatusRuntimeException again = Database.leavingNoTrace(() -> Asks.refused(caller(request), request));
            assertThat(StatusProto.fromThrowable(again)).isEqualTo(StatusProto.fromThrowable(first.get(i)));
            assertThat(again.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
            Problem problem = Calls.problem(again);
            assertThat(problem.getReason()).isEqualTo(Reason.REASON_INSUFFICIENT_POINTS);
            assertThat(problem.getRequired()).isEqualTo(11);
            assertThat(problem.getBalance().getAvailable()).isEqualTo(10);
            assertThat(problem.getBalance().getSeq()).isEqualTo(2 + i);
        }
    }

    @Test
    void anotherRequestUnderAKeyIsToldTheFirstThatDiffersAndNothingIsWritten() {
        Operation one = Asks.send(TILL, Asks.earn(ada, 1_000)).operation();
        Operation other = Asks.send(TILL, Asks.earn(ada, 1_000)).operation();
        List<Operation> holds = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            holds.add(Asks.send(TILL, Asks.hold(ada, 20)).operation());
        }

        assertDiffers("kind", Asks.earn(ada, 5), Asks.redeem(ada, 6));
        assertDiffers("kind", Asks.capture(holds.get(0)), Asks.release(holds.get(1)));
        assertDiffers("points", Asks.earn(ada, 5), Asks.earn(ada, 6).setExpiresOn("2031-01-01"));
        assertDiffers("points", Asks.hold(ada, 5).setReceipt(Sales.receipt()), Asks.hold(ada, 6));
        assertDiffers("points", Asks.redeem(ada, 5), Asks.redeem(ada, 6));
        assertDiffers("points", Asks.adjust(ada, 5), Asks.adjust(ada, -5));
        assertDiffers("points", Asks.transfer(ada, bea, 5), Asks.transfer(ada, bea, 6));
        assertDiffers(
                "points",
                Asks.capture(holds.get(2)).setPoints(5),
                Asks.capture(holds.get(3)).setPoints(6));
        assertDiffers(
                "points", Asks.reverse(one).setPoints(5), Asks.reverse(other).setPoints(6));
        assertDiffers("hold", Asks.capture(holds.get(3)), Asks.capture(holds.get(4)));
        assertDiffers("hold", Asks.release(holds.get(4)), Asks.release(holds.get(5)));
        assertDiffers(
                "original", Asks.reverse(one).setPoints(5), Asks.reverse(other).setPoints(5));
        assertDiffers(
                "receipt",
                Asks.hold(ada, 5).setReceipt(Sales.receipt()),
                Asks.hold(ada, 5).setReceipt(Sales.receipt()).setTtlSeconds(60));
        assertDiffers("body", Asks.earn(ada, 5), Asks.earn(ada, 5).setExpiresOn("2031-01-01"));
        assertDiffers("body", Asks.hold(ada, 5), Asks.hold(ada, 5).setTtlSeconds(60));
        assertDiffers("body", Asks.adjust(ada, 5), Asks.adjust(ada, 5).setReason("OTHER"));
    }

    @Test
    void soIsAnotherSaleWithAMemberAndWithout() {
        for (MemberContext member : new MemberContext[] {ada, null}) {
            RecordSaleRequest.Builder otherReceipt = sale(member);
            otherReceipt.getSaleBuilder().setCashier("c-7");
            RecordSaleRequest.Builder sale = sale(member);
            RecordSaleRequest.Builder otherCashier = sale.clone();
            otherCashier.getSaleBuilder().setCashier("c-7");

            assertDiffers("receipt", sale(member), otherReceipt);
            assertDiffers("body", sale, otherCashier);
        }
        assertDiffers("receipt", Asks.earn(ada, 5), Sales.request(Sales.sale(500), ada));
    }

    private static RecordSaleRequest.Builder sale(MemberContext member) {
        Sale.Builder sale = Sales.sale(1_000);
        return member == null ? Sales.request(sale) : Sales.request(sale, member);
    }

    private void assertDiffers(String field, Message.Builder first, Message.Builder other) {
        String key = Sales.fresh();
        Asks.send(caller(first), keyed(first, key));

        StatusRuntimeException refused = Database.leavingNoTrace(() -> Asks.refused(caller(other), keyed(other, key)));

        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.ALREADY_EXISTS);
        assertThat(Calls.problem(refused).getReason()).isEqualTo(Reason.REASON_IDEMPOTENCY_KEY_REUSED);
        assertThat(Calls.problem(refused).getField()).isEqualTo(field);
    }

    private static Message.Builder keyed(Message.Builder request, String key) {
        return request.setField(request.getDescriptorForType().findFieldByName("idempotency_key"), key);
    }

    private static Caller caller(Message.Builder request) {
        return switch (request) {
            case AdjustRequest.Builder adjust -> CARE;
            case TransferRequest.Builder transfer -> CARE;
            default -> TILL;
        };
    }

    @Test
    void aKeyIsItsProgrammesCallersAndMembersOwn() {
        String key = Sales.fresh();
        Message.Builder earn = keyed(Asks.earn(ada, 5), key);

        assertThat(Asks.send(TILL, earn).replayed()).isFalse();
        assertThat(Asks.send(Calls.till("demo", "till-other"), earn).replayed()).isFalse();
        assertThat(Asks.send(Calls.till("slow", "till-L1"), earn).replayed()).isFalse();
        assertThat(Asks.send(TILL, keyed(Asks.earn(bea, 5), key)).replayed()).isFalse();
        assertThat(Asks.send(TILL, earn).replayed()).isTrue();
    }

    @Test
    void ofStaffTheCallerIsTheirTokensClientWhoeverTheyAre() {
        Message.Builder adjust = Asks.adjust(ada, 5);

        assertThat(Asks.send(CARE, adjust).replayed()).isFalse();
        assertThat(Asks.send(Calls.staff("demo", "care-2"), adjust).replayed()).isTrue();
    }

    @Test
    void aKnownKeyIsAnsweredThoughTheProofHasEnded() {
        Asks.send(TILL, Asks.earn(ada, 10));
        RedeemRequest.Builder request = Asks.redeem(ada, 5);
        Answer first = Asks.send(TILL, request);

        Answer again = Asks.send(TILL, request.setPossession(Possession.POSSESSION_UNSPECIFIED));

        assertThat(again).isEqualTo(new Answer(first.result(), true));
        assertThat(Calls.problem(Asks.refused(TILL, request.setPoints(6))).getField())
                .isEqualTo("points");
    }

    @Test
    void oneSaleSentManyTimesAtOnceIsRecordedOnce() throws Exception {
        var till = Calls.as(SaleServiceGrpc.newFutureStub(Calls.channel()), "channel-gateway", TILL);
        for (RecordSaleRequest.Builder sale :
                List.of(Sales.request(Sales.sale(1_000), ada), Sales.request(Sales.sale(1_000)))) {
            List<ListenableFuture<RecordSaleResponse>> copies = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                copies.add(till.recordSale(sale.build()));
            }
            List<RecordSaleResponse> answers = new ArrayList<>();
            for (ListenableFuture<RecordSaleResponse> copy : copies) {
                answers.add(copy.get(20, TimeUnit.SECONDS));
            }

            assertThat(answers)
                    .extracting(RecordSaleResponse::getResult)
                    .containsOnly(answers.getFirst().getResult());
            assertThat(answers).filteredOn(answer -> !answer.getReplayed()).hasSize(1);
        }
    }
}
