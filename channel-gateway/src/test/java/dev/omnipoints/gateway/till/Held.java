package dev.omnipoints.gateway.till;

import static dev.omnipoints.gateway.MemberToken.MEMBER;

import dev.omnipoints.contracts.loyalty.v1.EntryKind;
import dev.omnipoints.contracts.loyalty.v1.HoldState;
import dev.omnipoints.contracts.loyalty.v1.Operation;
import dev.omnipoints.contracts.type.v1.Money;
import dev.omnipoints.gateway.Told;
import dev.omnipoints.gateway.platform.Times;
import java.time.Instant;

/** A hold of 500 points and what became of it, as loyalty-service tells it and as the door does. */
final class Held {
    static final String HOLD = "hold_1";
    static final String CAPTURE = "capture_1";
    static final String REDEMPTION = "redeem_1";
    static final Instant ENDS = Instant.parse("2026-11-21T10:30:00Z");

    static final String HELD = "{\"holdId\":\"hold_1\",\"points\":500,\"money\":{\"amount\":500,\"currency\":\"EUR\"},"
            + "\"expiresAt\":\"2026-11-21T10:30:00Z\"," + balance(100, 4) + "}";
    static final String CAPTURED = "{\"holdId\":\"hold_1\",\"state\":\"CAPTURED\",\"points\":300,"
            + "\"redemptionId\":\"capture_1\"," + balance(300, 5) + "}";
    static final String VOIDED = "{\"holdId\":\"hold_1\",\"state\":\"VOIDED\",\"points\":500," + balance(600, 5) + "}";
    static final String REDEEMED = "{\"redemptionId\":\"redeem_1\",\"points\":500," + balance(100, 4) + "}";
    static final String REVERSED = "{\"redemptionId\":\"redeem_1\",\"points\":200," + balance(300, 6) + "}";

    private Held() {}

    static Operation.Builder held() {
        return operation(EntryKind.ENTRY_KIND_HOLD, HOLD, 500, 100, 4)
                .setHoldId(HOLD)
                .setHoldState(HoldState.HOLD_STATE_OPEN)
                .setHoldExpiresAt(Times.to(ENDS))
                .setMoney(Money.newBuilder().setAmount(500).setCurrency("EUR"));
    }

    static Operation.Builder captured() {
        return operation(EntryKind.ENTRY_KIND_CAPTURE, CAPTURE, 300, 300, 5)
                .setHoldId(HOLD)
                .setHoldState(HoldState.HOLD_STATE_CAPTURED);
    }

    static Operation.Builder voided() {
        return operation(EntryKind.ENTRY_KIND_VOID, "void_1", 500, 600, 5)
                .setHoldId(HOLD)
                .setHoldState(HoldState.HOLD_STATE_VOIDED);
    }

    static Operation.Builder redeemed() {
        return operation(EntryKind.ENTRY_KIND_REDEEM, REDEMPTION, 500, 100, 4);
    }

    static Operation.Builder reversed() {
        return operation(EntryKind.ENTRY_KIND_REVERSE, "reverse_1", 200, 300, 6).setOriginalId(REDEMPTION);
    }

    private static Operation.Builder operation(EntryKind kind, String id, long points, long available, long seq) {
        return Operation.newBuilder()
                .setOperationId(id)
                .setKind(kind)
                .setPoints(points)
                .setBalance(Told.balance(available, seq))
                .setOccurredAt(Times.to(Told.AT))
                .setRecordedAt(Times.to(Told.AT));
    }

    static String balance(long available, long seq) {
        return "\"balance\":{\"memberId\":\"" + MEMBER + "\",\"pending\":0,\"available\":" + available
                + ",\"held\":0,\"owed\":0,\"seq\":" + seq + ",\"asOf\":\"2026-11-21T10:15:00Z\"}";
    }
}
