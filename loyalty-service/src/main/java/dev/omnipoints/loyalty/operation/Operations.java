package dev.omnipoints.loyalty.operation;

import dev.omnipoints.contracts.loyalty.v1.AdjustRequest;
import dev.omnipoints.contracts.loyalty.v1.AdjustResponse;
import dev.omnipoints.contracts.loyalty.v1.ConfirmRequest;
import dev.omnipoints.contracts.loyalty.v1.ConfirmResponse;
import dev.omnipoints.contracts.loyalty.v1.EarnRequest;
import dev.omnipoints.contracts.loyalty.v1.EarnResponse;
import dev.omnipoints.contracts.loyalty.v1.ReverseRequest;
import dev.omnipoints.contracts.loyalty.v1.ReverseResponse;
import dev.omnipoints.contracts.loyalty.v1.TransferRequest;
import dev.omnipoints.contracts.loyalty.v1.TransferResponse;
import dev.omnipoints.contracts.type.v1.CallerKind;
import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.Command;
import dev.omnipoints.loyalty.ledger.Encoding;
import dev.omnipoints.loyalty.ledger.Envelope;
import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.platform.VerifiedCaller;
import dev.omnipoints.loyalty.platform.Wire;
import dev.omnipoints.loyalty.posting.OperationId;
import dev.omnipoints.loyalty.programme.Programme;
import dev.omnipoints.loyalty.programme.Programmes;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/** Commands on points as the wire has them: mapped to the ledger's, and rows to the wire. */
@ApplicationScoped
public class Operations {

    private final Commander commander;
    private final Programmes programmes;

    @Inject
    Operations(Commander commander, Programmes programmes) {
        this.commander = commander;
        this.programmes = programmes;
    }

    /** Gives points. */
    public Future<EarnResponse> earn(VerifiedCaller caller, EarnRequest request) {
        caller.requireOperating();
        long points = OperationRequests.points(request.getPoints());
        Instant occurredAt = request.hasOccurredAt() ? Wire.instant("occurredAt", request.getOccurredAt()) : null;
        LocalDate lastDay = OperationRequests.lastDay(request.getExpiresOn());
        Account account = Wire.account(caller.programme(), request.getMember());
        Encoding sent = Commander.fingerprint("EARN").number(points).instant(occurredAt);
        Envelope envelope = Commander.envelope(
                caller, request.getIdempotencyKey(), sent.text(request.getExpiresOn()), null, occurredAt);
        return commander
                .named(account, envelope, now -> {
                    Programme programme = at(caller, occurredAt == null ? now : occurredAt);
                    Integer days = programme.saleAgeDays();
                    Duration limit = days == null ? null : Duration.ofDays(days);
                    return new Command.Earn(points, programme.terms().until(lastDay), false, true, limit, null);
                })
                .map(done -> EarnResponse.newBuilder()
                        .setOperation(OperationAnswer.of(done.row(), done.original()))
                        .setReplayed(done.again())
                        .build());
    }

    /** Makes the points of an earn usable that waited for it. */
    public Future<ConfirmResponse> confirm(VerifiedCaller caller, ConfirmRequest request) {
        caller.requireOperating();
        OperationId.Parsed earn = OperationRequests.operation(request.getOperationId());
        Encoding sent = Commander.fingerprint("CONFIRM").text(request.getOperationId());
        Envelope envelope = Commander.envelope(caller, request.getIdempotencyKey(), sent, null, null);
        Command confirm = new Command.Confirm(earn.row(), caller.ownOnly());
        return commander
                .about(caller.programme(), earn.row(), envelope, now -> confirm)
                .map(done -> ConfirmResponse.newBuilder()
                        .setOperation(OperationAnswer.of(done.row(), done.original()))
                        .setReplayed(done.again())
                        .build());
    }

    /** Takes back an earn, or gives back what was spent; whole or part. */
    public Future<ReverseResponse> reverse(VerifiedCaller caller, ReverseRequest request) {
        caller.requireOperating();
        OperationId.Parsed original = OperationRequests.operation(request.getOperationId());
        Long points = request.hasPoints() ? (Long) OperationRequests.points(request.getPoints()) : null;
        Encoding sent =
                Commander.fingerprint("REVERSE").text(request.getOperationId()).number(points);
        Envelope envelope = Commander.envelope(caller, request.getIdempotencyKey(), sent, null, null);
        return commander
                .about(caller.programme(), original.row(), envelope, now -> {
                    Programme programme = at(caller, now);
                    return new Command.Reverse(
                            original.row(),
                            original.kind(),
                            points,
                            caller.ownOnly(),
                            programme.policy(),
                            programme.terms());
                })
                .map(done -> ReverseResponse.newBuilder()
                        .setOperation(OperationAnswer.of(done.row(), done.original()))
                        .setReplayed(done.again())
                        .build());
    }

    /** Gives or takes points, by a person, with a reason. */
    public Future<AdjustResponse> adjust(VerifiedCaller caller, AdjustRequest request) {
        caller.requireStaff();
        long points = OperationRequests.signed(request.getPoints());
        String reason = OperationRequests.reason(request.getReason());
        LocalDate lastDay = OperationRequests.lastDay(request.getExpiresOn());
        if (points < 0 && lastDay != null) {
            throw Refused.fieldInvalid("expiresOn", "Leave it out where points are taken.");
        }
        Account account = Wire.account(caller.programme(), request.getMember());
        Encoding sent =
                Commander.fingerprint("ADJUST").number(points).text(reason).text(request.getExpiresOn());
        Envelope envelope = Commander.envelope(caller, request.getIdempotencyKey(), sent, null, null);
        return commander
                .named(account, envelope, now -> {
                    Programme programme = at(caller, now);
                    boolean mayOwe = programme.policy().negativeAdjustments();
                    return new Command.Adjust(points, reason, programme.terms().until(lastDay), mayOwe);
                })
                .map(done -> AdjustResponse.newBuilder()
                        .setOperation(OperationAnswer.of(done.row(), done.original()))
                        .setReplayed(done.again())
                        .build());
    }

    /** Moves points to another member's account. */
    public Future<TransferResponse> transfer(VerifiedCaller caller, TransferRequest request) {
        if (caller.caller().getKind() == CallerKind.CALLER_KIND_MEMBER) {
            caller.requireSight(request.getFrom().getMemberId());
        } else {
            caller.requireStaff();
        }
        long points = OperationRequests.points(request.getPoints());
        Account from = Wire.account(caller.programme(), request.getFrom());
        Account to = Wire.account(caller.programme(), request.getTo());
        if (from.key().equals(to.key())) {
            throw Refused.fieldInvalid("to", "Send another member: these two are one.");
        }
        Encoding sent = Commander.fingerprint("TRANSFER").number(points);
        Envelope envelope = Commander.envelope(caller, request.getIdempotencyKey(), sent, null, null);
        return commander
                .between(from, to, envelope, now -> {
                    Programme programme = at(caller, now);
                    return new Command.Transfer(points, programme.policy().transfer(), programme.terms());
                })
                .map(done -> TransferResponse.newBuilder()
                        .setOperation(OperationAnswer.of(done.row(), done.original()))
                        .setReplayed(done.again())
                        .build());
    }

    private Programme at(VerifiedCaller caller, Instant instant) {
        return programmes.at(caller.programme(), instant);
    }
}
