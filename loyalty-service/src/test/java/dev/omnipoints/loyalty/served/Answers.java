package dev.omnipoints.loyalty.served;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.omnipoints.contracts.loyalty.v1.AdjustResponse;
import dev.omnipoints.contracts.loyalty.v1.CaptureResponse;
import dev.omnipoints.contracts.loyalty.v1.ConfirmResponse;
import dev.omnipoints.contracts.loyalty.v1.EarnResponse;
import dev.omnipoints.contracts.loyalty.v1.HoldResponse;
import dev.omnipoints.contracts.loyalty.v1.MergeResponse;
import dev.omnipoints.contracts.loyalty.v1.Operation;
import dev.omnipoints.contracts.loyalty.v1.RecordSaleResponse;
import dev.omnipoints.contracts.loyalty.v1.RedeemResponse;
import dev.omnipoints.contracts.loyalty.v1.ReverseResponse;
import dev.omnipoints.contracts.loyalty.v1.SaleMemberStatus;
import dev.omnipoints.contracts.loyalty.v1.SaleResult;
import dev.omnipoints.contracts.loyalty.v1.TransferResponse;
import dev.omnipoints.contracts.loyalty.v1.UndoMergeResponse;
import dev.omnipoints.contracts.loyalty.v1.VoidResponse;
import dev.omnipoints.contracts.type.v1.Balance;
import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.loyalty.ledger.Commands;
import dev.omnipoints.loyalty.ledger.Core;
import dev.omnipoints.loyalty.ledger.Kind;
import dev.omnipoints.loyalty.model.Ask;
import dev.omnipoints.loyalty.model.Asked;
import dev.omnipoints.loyalty.model.Told;
import dev.omnipoints.loyalty.posting.OperationId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * Answers in the model's words. Of every row the first answer is kept: whoever is told of the row again is to be told
 * the very same.
 */
final class Answers {

    private final Ids ids;
    private final Looks looks;
    private final Map<Ask.Ref, Message> first = new HashMap<>();
    private final Map<String, SaleResult> sales = new HashMap<>();

    Answers(Ids ids, Looks looks) {
        this.ids = ids;
        this.looks = looks;
    }

    /** What was told; an answer to a gate or a read is told by the balance. */
    Told told(Asked asked, Answer answer) {
        if (answer.problem() != null) {
            return refused(asked, answer);
        }
        return switch (answer.message()) {
            case RecordSaleResponse r -> sale(asked, r);
            case EarnResponse r -> done(asked, r.getOperation(), r.getReplayed());
            case ConfirmResponse r -> done(asked, r.getOperation(), r.getReplayed());
            case HoldResponse r -> done(asked, r.getOperation(), r.getReplayed());
            case CaptureResponse r -> done(asked, r.getOperation(), r.getReplayed());
            case VoidResponse r -> done(asked, r.getOperation(), r.getReplayed());
            case RedeemResponse r -> done(asked, r.getOperation(), r.getReplayed());
            case ReverseResponse r -> done(asked, r.getOperation(), r.getReplayed());
            case AdjustResponse r -> done(asked, r.getOperation(), r.getReplayed());
            case TransferResponse r -> done(asked, r.getOperation(), r.getReplayed());
            case MergeResponse r -> merged(asked, r.getBalance(), r.getReplayed());
            case UndoMergeResponse r -> merged(asked, r.getBalance(), r.getReplayed());
            default -> throw new AssertionError("Nobody asked for " + answer.message());
        };
    }

    static Told shown(Balance balance) {
        return new Told.Shown(balance(balance), balance.getSeq());
    }

    private Told done(Asked asked, Operation operation, boolean replayed) {
        Balance balance = operation.getBalance();
        Ask.Ref row = row(balance);
        assertThat(operation.getOperationId()).isEqualTo(OperationId.of(kind(asked.ask()), Commands.reference(row)));
        switch (asked.ask()) {
            case Ask.Confirm ask -> assertThat(operation.getOriginalId()).isEqualTo(ids.operation(ask.earn()));
            case Ask.Reverse ask -> assertThat(operation.getOriginalId()).isEqualTo(ids.operation(ask.original()));
            case Ask.Capture ask -> assertThat(operation.getHoldId()).isEqualTo(Ids.hold(ask.hold()));
            case Ask.Void ask -> assertThat(operation.getHoldId()).isEqualTo(Ids.hold(ask.hold()));
            default -> {}
        }
        ids.hear(row, operation.getOperationId());
        return of(
                row,
                operation,
                replayed,
                new Told.Done(row.member(), row.seq(), operation.getPoints(), balance(balance)));
    }

    /** How many points went is told by a look-up of the key. */
    private Told merged(Asked asked, Balance balance, boolean replayed) {
        Operation operation = looks.byKey(asked).getOperation();
        assertThat(operation.getBalance()).isEqualTo(balance);
        return done(asked, operation, replayed);
    }

    private Told sale(Asked asked, RecordSaleResponse response) {
        SaleResult result = response.getResult();
        String receipt = ((Ask.Sale) asked.ask()).receipt();
        SaleResult before = sales.putIfAbsent(receipt, result);
        assertThat(response.getReplayed()).isEqualTo(before != null);
        assertThat(result).isEqualTo(before == null ? result : before);
        if (result.getMemberId().isEmpty()) {
            assertThat(result.getMemberStatus()).isEqualTo(SaleMemberStatus.SALE_MEMBER_STATUS_CLOSED);
            assertThat(result.getEarned().getPoints()).isZero();
            assertThat(result.hasBalance()).isFalse();
            return again(response.getReplayed(), new Told.Kept());
        }
        Ask.Ref row = row(result.getBalance());
        ids.hear(row, OperationId.of(Kind.EARN, Commands.reference(row)));
        long points = result.getEarned().getPoints();
        Told told = new Told.Done(row.member(), row.seq(), points, balance(result.getBalance()));
        return of(row, result, response.getReplayed(), told);
    }

    private Told refused(Asked asked, Answer answer) {
        Problem problem = answer.problem();
        String reason = answer.reason();
        if (problem.hasBalance()) {
            Ask.Ref row = row(problem.getBalance());
            boolean takes = asked.ask() instanceof Ask.Adjust adjust && adjust.points() < 0;
            long points = takes ? -problem.getRequired() : problem.getRequired();
            Told told = new Told.Refused(reason, row.member(), row.seq(), points, balance(problem.getBalance()));
            return of(row, problem, first.containsKey(row), told);
        }
        return reason.equals("IDEMPOTENCY_KEY_REUSED")
                ? new Told.KeyReused(problem.getField())
                : new Told.Rejected(reason);
    }

    private Told of(Ask.Ref row, Message answer, boolean replayed, Told told) {
        Message before = first.putIfAbsent(row, answer);
        assertThat(replayed).as("%s was told before", row).isEqualTo(before != null);
        if (before != null) {
            assertThat(answer).isEqualTo(before);
        }
        return again(replayed, told);
    }

    private static Told again(boolean replayed, Told told) {
        return replayed ? new Told.First(told) : told;
    }

    private static Ask.Ref row(Balance balance) {
        return new Ask.Ref(Core.number(UUID.fromString(balance.getMemberId())), balance.getSeq());
    }

    private static Told.Balance balance(Balance balance) {
        return new Told.Balance(
                balance.getPending(), balance.getAvailable() + balance.getOwed(), balance.getHeld(), balance.getOwed());
    }

    private static Kind kind(Ask ask) {
        return Kind.valueOf(ask.getClass().getSimpleName().toUpperCase(Locale.ROOT));
    }
}
