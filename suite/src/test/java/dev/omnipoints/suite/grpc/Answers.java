package dev.omnipoints.suite.grpc;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.omnipoints.contracts.loyalty.v1.Operation;
import dev.omnipoints.contracts.loyalty.v1.PostResponse;
import dev.omnipoints.contracts.type.v1.Balance;
import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.ReasonOuterClass;
import dev.omnipoints.suite.rest.Answer;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.time.Instant;
import java.util.Optional;

/** What loyalty-service answers by gRPC, in the words of REST. */
final class Answers {
    /** Nobody knows what became of it. */
    static final Answer LATE = new Answer(504, MissingNode.getInstance(), false, Optional.empty());

    private static final Answer NONE = new Answer(503, MissingNode.getInstance(), false, Optional.empty());
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PREFIX = "REASON_";

    private Answers() {}

    static Answer of(Operation operation) {
        var body = JSON.createObjectNode()
                .put("operationId", operation.getOperationId())
                .put("redemptionId", operation.getOperationId())
                .put("points", operation.getPoints());
        if (!operation.getHoldId().isEmpty()) {
            body.put("holdId", operation.getHoldId());
        }
        return done(body.set("balance", json(operation.getBalance())));
    }

    static Answer of(Balance balance) {
        return done(json(balance));
    }

    private static Answer done(ObjectNode body) {
        return new Answer(200, body, false, Optional.empty());
    }

    static Answer of(PostResponse answer) {
        return switch (answer.getOutcomeCase()) {
            case EARN -> of(answer.getEarn().getOperation());
            case HOLD -> of(answer.getHold().getOperation());
            case CAPTURE -> of(answer.getCapture().getOperation());
            case VOID -> of(answer.getVoid().getOperation());
            case REDEEM -> of(answer.getRedeem().getOperation());
            case REVERSE -> of(answer.getReverse().getOperation());
            case REFUSED ->
                of(answer.getRefused().getProblem(), answer.getRefused().getDetail());
            case OUTCOME_NOT_SET -> throw new AssertionError("an answer that says nothing");
        };
    }

    /** A refusal with its reason; without one the call came to no end of its own. */
    static Answer of(Throwable failed) {
        var status = StatusProto.fromThrowable(failed);
        for (var detail : status.getDetailsList()) {
            if (detail.is(Problem.class)) {
                try {
                    return of(detail.unpack(Problem.class), status.getMessage());
                } catch (InvalidProtocolBufferException e) {
                    throw new AssertionError(e);
                }
            }
        }
        return status.getCode() == Status.Code.DEADLINE_EXCEEDED.value() ? LATE : NONE;
    }

    private static Answer of(Problem problem, String detail) {
        var body = JSON.createObjectNode()
                .put("reason", problem.getReason().name().substring(PREFIX.length()))
                .put("detail", detail);
        if (!problem.getField().isEmpty()) {
            body.put("field", problem.getField());
        }
        if (problem.hasBalance()) {
            body.set("balance", json(problem.getBalance()));
        }
        int code = problem.getReason().getValueDescriptor().getOptions().getExtension(ReasonOuterClass.grpcCode);
        return new Answer(http(Status.fromCodeValue(code).getCode()), body, false, Optional.empty());
    }

    /** Roughly: what matters is whether it is to be asked again. */
    private static int http(Status.Code code) {
        return switch (code) {
            case RESOURCE_EXHAUSTED -> 429;
            case UNAVAILABLE -> 503;
            case DEADLINE_EXCEEDED -> 504;
            case INTERNAL -> 500;
            default -> 409;
        };
    }

    private static ObjectNode json(Balance balance) {
        var asOf = Instant.ofEpochSecond(
                balance.getAsOf().getSeconds(), balance.getAsOf().getNanos());
        return JSON.createObjectNode()
                .put("memberId", balance.getMemberId())
                .put("seq", balance.getSeq())
                .put("pending", balance.getPending())
                .put("available", balance.getAvailable())
                .put("held", balance.getHeld())
                .put("owed", balance.getOwed())
                .put("asOf", asOf.toString())
                .put("degraded", balance.getDegraded());
    }
}
