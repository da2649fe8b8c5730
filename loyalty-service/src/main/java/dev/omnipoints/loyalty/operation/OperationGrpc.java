package dev.omnipoints.loyalty.operation;

import dev.omnipoints.contracts.loyalty.v1.AdjustRequest;
import dev.omnipoints.contracts.loyalty.v1.AdjustResponse;
import dev.omnipoints.contracts.loyalty.v1.ConfirmRequest;
import dev.omnipoints.contracts.loyalty.v1.ConfirmResponse;
import dev.omnipoints.contracts.loyalty.v1.EarnRequest;
import dev.omnipoints.contracts.loyalty.v1.EarnResponse;
import dev.omnipoints.contracts.loyalty.v1.LookupOperationRequest;
import dev.omnipoints.contracts.loyalty.v1.LookupOperationResponse;
import dev.omnipoints.contracts.loyalty.v1.OperationService;
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
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/** Commands on points over gRPC: maps the wire to the ledger's commands, and rows to the wire. */
@GrpcService
class OperationGrpc implements OperationService {

    private final Commander commander;
    private final OperationLookup lookup;
    private final Programmes programmes;

    @Inject
    OperationGrpc(Commander commander, OperationLookup lookup, Programmes programmes) {
        this.commander = commander;
        this.lookup = lookup;
        this.programmes = programmes;
    }

    @Override
    public Uni<EarnResponse> earn(EarnRequest request) {
        VerifiedCaller caller = VerifiedCaller.current();
        caller.requireOperating();
        long points = OperationRequests.points(request.getPoints());
        Instant occurredAt = request.hasOccurredAt() ? Wire.instant("occurredAt", request.getOccurredAt()) : null;
        LocalDate lastDay = OperationRequests.lastDay(request.getExpiresOn());
        Account account = Wire.account(caller.programme(), request.getMember());
        Encoding sent = Commander.fingerprint("EARN").number(points).instant(occurredAt);
        Envelope envelope = Commander.envelope(
                caller, request.getIdempotencyKey(), sent.text(request.getExpiresOn()), null, occurredAt);
        return UniHelper.toUni(commander
                .named(account, envelope, now -> {
                    Programme programme = at(caller, occurredAt == null ? now : occurredAt);
                    Integer days = programme.saleAgeDays();
                    Duration limit = days == null ? null : Duration.ofDays(days);
                    return new Command.Earn(points, programme.terms().until(lastDay), false, true, limit);
                })
                .map(done -> EarnResponse.newBuilder()
                        .setOperation(OperationAnswer.of(done.row(), done.original()))
                        .setReplayed(done.again())
                        .build()));
    }

    @Override
    public Uni<ConfirmResponse> confirm(ConfirmRequest request) {
        VerifiedCaller caller = VerifiedCaller.current();
        caller.requireOperating();
        OperationId.Parsed earn = OperationRequests.operation(request.getOperationId());
        Encoding sent = Commander.fingerprint("CONFIRM").text(request.getOperationId());
        Envelope envelope = Commander.envelope(caller, request.getIdempotencyKey(), sent, null, null);
        Command confirm = new Command.Confirm(earn.row(), caller.ownOnly());
        return UniHelper.toUni(commander
                .about(caller.programme(), earn.row(), envelope, now -> confirm)
                .map(done -> ConfirmResponse.newBuilder()
                        .setOperation(OperationAnswer.of(done.row(), done.original()))
                        .setReplayed(done.again())
                        .build()));
    }

    @Override
    public Uni<ReverseResponse> reverse(ReverseRequest request) {
        VerifiedCaller caller = VerifiedCaller.current();
        caller.requireOperating();
        OperationId.Parsed original = OperationRequests.operation(request.getOperationId());
        Long points = request.hasPoints() ? (Long) OperationRequests.points(request.getPoints()) : null;
        Encoding sent =
                Commander.fingerprint("REVERSE").text(request.getOperationId()).number(points);
        Envelope envelope = Commander.envelope(caller, request.getIdempotencyKey(), sent, null, null);
        return UniHelper.toUni(commander
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
                        .build()));
    }

    @Override
    public Uni<AdjustResponse> adjust(AdjustRequest request) {
        VerifiedCaller caller = VerifiedCaller.current();
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
        return UniHelper.toUni(commander
                .named(account, envelope, now -> {
                    Programme programme = at(caller, now);
                    boolean mayOwe = programme.policy().negativeAdjustments();
                    return new Command.Adjust(points, reason, programme.terms().until(lastDay), mayOwe);
                })
                .map(done -> AdjustResponse.newBuilder()
                        .setOperation(OperationAnswer.of(done.row(), done.original()))
                        .setReplayed(done.again())
                        .build()));
    }

    @Override
    public Uni<TransferResponse> transfer(TransferRequest request) {
        VerifiedCaller caller = VerifiedCaller.current();
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
        return UniHelper.toUni(commander
                .between(from, to, envelope, now -> {
                    Programme programme = at(caller, now);
                    return new Command.Transfer(points, programme.policy().transfer(), programme.terms());
                })
                .map(done -> TransferResponse.newBuilder()
                        .setOperation(OperationAnswer.of(done.row(), done.original()))
                        .setReplayed(done.again())
                        .build()));
    }

    @Override
    public Uni<LookupOperationResponse> lookupOperation(LookupOperationRequest request) {
        return UniHelper.toUni(lookup.find(VerifiedCaller.current(), request));
    }

    private Programme at(VerifiedCaller caller, Instant instant) {
        return programmes.at(caller.programme(), instant);
    }
}
