package dev.omnipoints.loyalty.operation;

import dev.omnipoints.contracts.loyalty.v1.Earned;
import dev.omnipoints.contracts.loyalty.v1.EarnedState;
import dev.omnipoints.contracts.loyalty.v1.EntryKind;
import dev.omnipoints.contracts.loyalty.v1.HoldState;
import dev.omnipoints.contracts.loyalty.v1.Operation;
import dev.omnipoints.contracts.type.v1.Money;
import dev.omnipoints.loyalty.ledger.Hold;
import dev.omnipoints.loyalty.ledger.Kind;
import dev.omnipoints.loyalty.ledger.LotChange;
import dev.omnipoints.loyalty.ledger.Row;
import dev.omnipoints.loyalty.platform.Wire;
import dev.omnipoints.loyalty.posting.OperationId;

/** The answer to a command, made from its journal row alone, so that it is the same whenever its key comes again. */
public final class OperationAnswer {

    private OperationAnswer() {}

    /**
     * What a row says.
     *
     * @param original the row that it reverses or confirms; null: it does neither
     */
    public static Operation of(Row row, Row original) {
        Operation.Builder answer = Operation.newBuilder()
                .setOperationId(OperationId.of(row))
                .setKind(EntryKind.forNumber(row.kind().code()))
                .setPoints(row.points())
                .setBalance(Wire.balance(row.account().member(), row.after(), row.seq(), row.recordedAt()))
                .setOwedChange(row.change().owed())
                .setOccurredAt(Wire.timestamp(row.occurredAt()))
                .setRecordedAt(Wire.timestamp(row.recordedAt()));
        if (row.hold() != null) {
            answer.setHoldId(OperationId.of(Kind.HOLD, row.hold())).setHoldState(state(row.kind()));
        }
        if (row.kind() == Kind.HOLD) {
            hold(answer, row.holds().getFirst());
        }
        if (row.kind() == Kind.EARN) {
            answer.setEarned(earned(row));
        }
        if (row.kind() == Kind.REVERSE) {
            answer.setExpired(row.change().expired());
        }
        if (original != null) {
            answer.setOriginalId(OperationId.of(original));
        }
        if (row.counterpart() != null) {
            answer.setCounterpartId(OperationId.of(row.kind(), row.counterpart()));
        }
        if (row.namedMember() != null) {
            answer.setNamedMemberId(row.namedMember().toString());
        }
        return answer.build();
    }

    private static void hold(Operation.Builder answer, Hold hold) {
        answer.setHoldExpiresAt(Wire.timestamp(hold.expiresAt()));
        if (hold.price() != null) {
            answer.setMoney(Money.newBuilder()
                    .setAmount(hold.price().money())
                    .setCurrency(hold.price().currency()));
        }
    }

    private static HoldState state(Kind kind) {
        return switch (kind) {
            case CAPTURE -> HoldState.HOLD_STATE_CAPTURED;
            case VOID -> HoldState.HOLD_STATE_VOIDED;
            case TIME_OUT -> HoldState.HOLD_STATE_EXPIRED;
            default -> HoldState.HOLD_STATE_OPEN;
        };
    }

    /** An earn of 0 is available, without dates. */
    private static Earned earned(Row row) {
        Earned.Builder earned =
                Earned.newBuilder().setPoints(row.points()).setState(EarnedState.EARNED_STATE_AVAILABLE);
        for (LotChange made : row.lots()) {
            if (made.made() == null) {
                continue;
            }
            earned.setState(
                    switch (made.part()) {
                        case PENDING -> EarnedState.EARNED_STATE_PENDING;
                        case EXPIRED -> EarnedState.EARNED_STATE_EXPIRED;
                        default -> EarnedState.EARNED_STATE_AVAILABLE;
                    });
            if (made.made().availableAt() != null) {
                earned.setAvailableAt(Wire.timestamp(made.made().availableAt()));
            }
            if (made.made().expiresAt() != null) {
                earned.setExpiresAt(Wire.timestamp(made.made().expiresAt()));
            }
        }
        return earned.build();
    }
}
