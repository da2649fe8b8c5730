package dev.omnipoints.loyalty.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import dev.omnipoints.contracts.loyalty.v1.OnUnknownMember;
import dev.omnipoints.contracts.loyalty.v1.Operation;
import dev.omnipoints.contracts.loyalty.v1.OperationServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.Possession;
import dev.omnipoints.contracts.type.v1.Caller;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.contracts.type.v1.MemberStatus;
import dev.omnipoints.contracts.type.v1.Money;
import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.Asks;
import dev.omnipoints.loyalty.Calls;
import dev.omnipoints.loyalty.Database;
import dev.omnipoints.loyalty.LoyaltyEnvironment;
import dev.omnipoints.loyalty.Sales;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * L7: what is malformed, not granted, about someone or something unknown, or in conflict with a key or receipt writes
 * nothing anywhere, and its key stays free. Sales field by field: {@code InvalidSaleTest}, {@code RefusedSaleTest};
 * tokens: {@code CallerTest}; what the state refuses: {@code L7RefusedByStateTest}.
 */
@QuarkusTest
@QuarkusTestResource(LoyaltyEnvironment.class)
class L7NothingWrittenTest {

    private static final Caller TILL = Calls.till("demo", "till-L7n");
    private static final Caller CARE = Calls.staff("demo", "care-L7n");
    private static final Caller PROFILE = Calls.profileService("demo");
    private static final long MOST = 1_000_000_000_000L;

    private final MemberContext ada = Sales.active();
    private final MemberContext bea = Sales.active();

    @AfterEach
    void ledgerIsTrue() {
        assertThat(Database.audit()).startsWith("0 ");
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                        Stream.of(0L, -1L, Long.MIN_VALUE, Long.MAX_VALUE, MOST + 1)
                                .flatMap(L7NothingWrittenTest::points),
                        Stream.of(0L, MOST + 1, -MOST - 1)
                                .map(points -> of(CARE, "", (ada, op) -> Asks.adjust(ada, points))),
                        Stream.of("a b", "é", "k".repeat(256), "\n")
                                .map(key -> of(
                                        TILL,
                                        "Idempotency-Key",
                                        (ada, op) -> Asks.earn(ada, 5).setIdempotencyKey(key))),
                        members(),
                        fields())
                .flatMap(each -> each);
    }

    private static Stream<Arguments> points(long points) {
        return Stream.of(
                of(TILL, "", (ada, op) -> Asks.earn(ada, points)),
                of(TILL, "", (ada, op) -> Asks.hold(ada, points)),
                of(TILL, "", (ada, op) -> Asks.redeem(ada, points)),
                of(TILL, "", (ada, op) -> Asks.reverse(op).setPoints(points)),
                of(CARE, "", (ada, op) -> Asks.transfer(ada, Sales.active(), points)));
    }

    private static Stream<Arguments> members() {
        return Stream.of(
                of(TILL, "statusVersion", (ada, op) -> Asks.earn(ada, 5).clearMember()),
                of(
                        TILL,
                        "memberId",
                        (ada, op) -> Asks.earn(ada.toBuilder().setMemberId("me").build(), 5)),
                of(
                        TILL,
                        "memberId",
                        (ada, op) -> Asks.hold(
                                ada.toBuilder()
                                        .setMemberId("0190AAAA-0000-7000-8000-000000000001")
                                        .build(),
                                5)),
                of(
                        TILL,
                        "statusVersion",
                        (ada, op) ->
                                Asks.redeem(ada.toBuilder().setStatusVersion(0).build(), 5)),
                of(
                        TILL,
                        "status",
                        (ada, op) -> Asks.earn(
                                ada.toBuilder()
                                        .setStatus(MemberStatus.MEMBER_STATUS_UNSPECIFIED)
                                        .build(),
                                5)),
                of(
                        CARE,
                        "status",
                        (ada, op) -> Asks.transfer(
                                ada, ada.toBuilder().setStatusValue(77).build(), 5)),
                of(CARE, "to", (ada, op) -> Asks.transfer(ada, ada, 5)),
                of(PROFILE, "survivor", (ada, op) -> Asks.merge(ada, ada)));
    }

    private static Stream<Arguments> fields() {
        return Stream.of(
                of(TILL, "expiresOn", (ada, op) -> Asks.earn(ada, 5).setExpiresOn("2026-02-30")),
                of(TILL, "expiresOn", (ada, op) -> Asks.earn(ada, 5).setExpiresOn("+12026-01-01")),
                of(TILL, "occurredAt", (ada, op) -> Asks.earn(ada, 5).setOccurredAt(beyond())),
                of(TILL, "points", (ada, op) -> Asks.hold(ada, 5).clearPoints()),
                of(TILL, "ttlSeconds", (ada, op) -> Asks.hold(ada, 5).setTtlSeconds(0)),
                of(TILL, "ttlSeconds", (ada, op) -> Asks.hold(ada, 5).setTtlSeconds(604_801)),
                of(TILL, "total", (ada, op) -> Asks.hold(ada, 5).setTotal(0)),
                of(
                        TILL,
                        "money.amount",
                        (ada, op) ->
                                Asks.hold(ada, 5).setMoney(Money.newBuilder().setCurrency("EUR"))),
                of(CARE, "reason", (ada, op) -> Asks.adjust(ada, 5).setReason("a reason")),
                of(CARE, "expiresOn", (ada, op) -> Asks.adjust(ada, -5).setExpiresOn("2031-01-01")));
    }

    private static Timestamp beyond() {
        return Timestamp.newBuilder().setSeconds(Long.MAX_VALUE).build();
    }

    private static Arguments of(
            Caller caller, String field, BiFunction<MemberContext, Operation, Message.Builder> request) {
        return Arguments.of(caller, field, request);
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void whatIsMalformedIsToldByField(
            Caller caller, String field, BiFunction<MemberContext, Operation, Message.Builder> request) {
        Operation earned = Asks.send(TILL, Asks.earn(ada, 100)).operation();

        Problem problem = refused(caller, request.apply(ada, earned));

        assertThat(problem.getField()).isEqualTo(field);
        assertThat(problem.getReason())
                .isEqualTo(field.isEmpty() ? Reason.REASON_POINTS_OUT_OF_RANGE : Reason.REASON_FIELD_INVALID);
    }

    @Test
    void whatAProgrammeDoesNotTakeIsToldByReason() {
        Timestamp old = Sales.timestamp(Instant.now().minus(Duration.ofDays(91)));

        assertRefused(
                Reason.REASON_IDEMPOTENCY_KEY_MISSING, TILL, Asks.earn(ada, 5).setIdempotencyKey(""));
        assertRefused(
                Reason.REASON_CURRENCY_NOT_ACCEPTED,
                TILL,
                Asks.hold(ada, 5).setMoney(Money.newBuilder().setAmount(100).setCurrency("GBP")));
        assertRefused(
                Reason.REASON_SALE_TOO_OLD,
                Calls.till("slow", "till-L7n"),
                Asks.earn(ada, 5).setOccurredAt(old));
    }

    @Test
    void whoMayNotIsToldSo() {
        Operation earned = Asks.send(TILL, Asks.earn(ada, 100)).operation();
        Caller own = Calls.member(ada.getMemberId());
        Caller other = Calls.member(bea.getMemberId());
        Caller nowhere = Calls.till("nowhere", "till-L7n");

        for (Message.Builder selling : List.of(
                Asks.earn(ada, 5), Asks.reverse(earned), Asks.confirm(earned), Sales.request(Sales.sale(100), ada))) {
            assertRefused(Reason.REASON_NOT_GRANTED, own, selling);
        }
        assertRefused(Reason.REASON_NOT_GRANTED, other, Asks.redeem(ada, 5).setPossession(Possession.POSSESSION_TOKEN));
        assertRefused(Reason.REASON_NOT_GRANTED, other, Asks.transfer(ada, bea, 5));
        assertRefused(Reason.REASON_NOT_GRANTED, TILL, Asks.transfer(ada, bea, 5));
        assertRefused(Reason.REASON_NOT_GRANTED, TILL, Asks.adjust(ada, 5));
        assertRefused(Reason.REASON_NOT_GRANTED, TILL, Asks.redeem(ada, 5).clearPossession());
        assertRefused(Reason.REASON_NOT_GRANTED, TILL, Asks.merge(bea, ada));
        for (Message.Builder any : List.of(
                Asks.earn(ada, 5), Asks.redeem(ada, 5), Asks.reverse(earned), Sales.request(Sales.sale(100), ada))) {
            assertRefused(Reason.REASON_NOT_GRANTED, nowhere, any);
        }
        assertRefused(Reason.REASON_NOT_GRANTED, Calls.staff("nowhere", "care"), Asks.transfer(ada, bea, 5));
        assertRefused(Reason.REASON_NOT_GRANTED, Calls.profileService("nowhere"), Asks.merge(bea, ada));
        StatusRuntimeException anonymous = Database.leavingNoTrace(() -> catchThrowableOfType(
                StatusRuntimeException.class,
                () -> OperationServiceGrpc.newBlockingStub(Calls.channel())
                        .earn(Asks.earn(ada, 5).build())));
        assertThat(Calls.problem(anonymous).getReason()).isEqualTo(Reason.REASON_UNAUTHENTICATED);
    }

    @Test
    void whatIsNotThereIsUnknown() {
        Operation earned = Asks.send(TILL, Asks.earn(ada, 100)).operation();
        Operation held = Asks.send(TILL, Asks.hold(ada, 5)).operation();
        Operation none = Operation.newBuilder()
                .setHoldId(held.getHoldId().replace("hold_", "hold_z"))
                .setOperationId(earned.getOperationId().replace("earn_", "redeem_"))
                .build();

        assertRefused(Reason.REASON_HOLD_UNKNOWN, TILL, Asks.capture(none));
        assertRefused(Reason.REASON_HOLD_UNKNOWN, TILL, Asks.release(none));
        assertRefused(Reason.REASON_HOLD_UNKNOWN, TILL, Asks.release(held).setHoldId(earned.getOperationId()));
        assertRefused(Reason.REASON_HOLD_UNKNOWN, Calls.partner("air"), Asks.release(held));
        assertRefused(Reason.REASON_OPERATION_UNKNOWN, TILL, Asks.reverse(none));
        assertRefused(Reason.REASON_OPERATION_UNKNOWN, TILL, Asks.confirm(held).setOperationId("earn_x"));
        assertRefused(Reason.REASON_OPERATION_UNKNOWN, Calls.partner("air"), Asks.reverse(earned));
        assertRefused(
                Reason.REASON_MEMBER_UNKNOWN,
                TILL,
                Sales.request(Sales.sale(100).setOnUnknownMember(OnUnknownMember.ON_UNKNOWN_MEMBER_REFUSE))
                        .setMemberNamed(true));
        assertRefused(Reason.REASON_MERGE_NOT_UNDOABLE, PROFILE, Asks.undo(bea, ada));
        assertRefused(Reason.REASON_MERGE_NOT_UNDOABLE, PROFILE, Asks.undo(ada, bea));
    }

    @Test
    void whatAReceiptOrAKeyWasUsedForIsNotOverwritten() {
        var sale = Sales.sale(100);
        Asks.send(TILL, Sales.request(sale, ada));
        var earn = Asks.earn(ada, 5);
        Asks.send(TILL, earn);

        assertRefused(Reason.REASON_RECEIPT_ALREADY_RECORDED, TILL, Sales.request(sale, bea));
        assertRefused(
                Reason.REASON_RECEIPT_ALREADY_RECORDED,
                TILL,
                Sales.request(sale.clone().setCashier("c-7"), ada));
        assertThat(refused(TILL, earn.setPoints(6), false).getReason()).isEqualTo(Reason.REASON_IDEMPOTENCY_KEY_REUSED);
    }

    private void assertRefused(Reason reason, Caller caller, Message.Builder request) {
        assertThat(refused(caller, request).getReason()).isEqualTo(reason);
    }

    private Problem refused(Caller caller, Message.Builder request) {
        return refused(caller, request, true);
    }

    /** Nothing is written; and under the key, where it is one, the same caller can still do something else. */
    private Problem refused(Caller caller, Message.Builder request, boolean stillFree) {
        StatusRuntimeException refused = Database.leavingNoTrace(() -> Asks.refused(caller, request));
        Object key = request.getField(request.getDescriptorForType().findFieldByName("idempotency_key"));
        Problem problem = Calls.problem(refused);
        boolean isKey = !problem.getField().equals("Idempotency-Key") && !key.equals("");
        if (stillFree && isKey) {
            Caller client = Calls.till("demo", caller.getClient());
            assertThat(Asks.send(client, Asks.earn(ada, 1).setIdempotencyKey((String) key))
                            .replayed())
                    .isFalse();
        }
        return problem;
    }
}
