package dev.omnipoints.suite;

import com.fasterxml.jackson.databind.JsonNode;
import dev.omnipoints.suite.check.Balance;
import dev.omnipoints.suite.check.Entry;
import dev.omnipoints.suite.check.Kind;
import dev.omnipoints.suite.check.Recorder;
import dev.omnipoints.suite.check.Told;
import dev.omnipoints.suite.check.Verb;
import dev.omnipoints.suite.rest.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;

/** A client that records what it asks and is told. For one thread at a time. */
final class HistoryClient {
    /** Of these the client does not learn whether it is done, or will be. */
    private static final Set<String> UNKNOWN = Set.of("OUTCOME_UNKNOWN", "OPERATION_IN_PROGRESS", "INTERNAL");

    private final Recorder.Client client;

    HistoryClient(Recorder recorder) {
        client = recorder.client();
    }

    /**
     * Runs an errand at a door.
     *
     * @param door the door's number, for the history
     * @return the answer; empty where nobody knows what became of it
     */
    Optional<Answer> send(Errand errand, Door at, int door) {
        client.invoke(errand.verb(), errand.asked().door(door));
        Answer answer;
        try {
            answer = errand.request().send(at);
        } catch (IOException e) {
            client.info(e.toString());
            return Optional.empty();
        }
        if (answer.ok() && isDegraded(answer.body())) {
            // Outside the promise: it may be behind, and says so.
            client.fail(Told.refusal("DEGRADED"));
        } else if (answer.ok()) {
            client.ok(told(errand.verb(), answer.body()));
        } else if (isUnknown(answer)) {
            client.info(answer.problem());
            return Optional.empty();
        } else {
            var balance = answer.body().path("balance");
            client.fail((balance.isMissingNode() ? Told.refusal(null) : of(balance)).reason(answer.reason()));
        }
        return Optional.of(answer);
    }

    private static boolean isUnknown(Answer answer) {
        return UNKNOWN.contains(answer.reason()) || answer.reason().startsWith("HTTP ");
    }

    private static boolean isDegraded(JsonNode body) {
        return body.path("degraded").asBoolean()
                || body.path("balance").path("degraded").asBoolean();
    }

    private static Told told(Verb verb, JsonNode body) {
        return switch (verb) {
            case READ -> body.has("entries") ? newest(body) : of(body.has("balance") ? body.path("balance") : body);
            case STATEMENT -> statement(body);
            case SALE ->
                of(body.path("balance"))
                        .points(body.path("earned").path("points").asLong());
            case RETURN ->
                of(body.path("balance")).points(body.path("takenBack").asLong());
            case HOLD -> operation(body, "holdId");
            case CAPTURE, REDEEM -> operation(body, "redemptionId");
            // The redemption's id is that of what is reversed.
            default -> operation(body, "operationId");
        };
    }

    private static Told operation(JsonNode body, String id) {
        return of(body.path("balance"))
                .id(body.path(id).asText(null))
                .points(body.path("points").asLong());
    }

    private static Told statement(JsonNode body) {
        var rows = new ArrayList<Entry>();
        for (var row : body.path("entries")) {
            rows.add(new Entry(
                    row.path("id").asText(),
                    row.path("seq").asLong(),
                    Kind.valueOf(row.path("kind").asText()),
                    row.path("refused").asText(null),
                    row.path("points").asLong(),
                    balance(row.path("balance")),
                    row.path("saleId").asText(null),
                    row.path("recordedAt").asText()));
        }
        return newest(body).entries(rows);
    }

    /** A statement begins with the newest row. */
    private static Told newest(JsonNode statement) {
        var rows = statement.path("entries");
        return rows.isEmpty() ? Told.of(0, Balance.ZERO) : of(rows.get(0).path("balance"));
    }

    private static Told of(JsonNode balance) {
        return Told.of(balance.path("seq").asLong(), balance(balance))
                .asOf(balance.path("asOf").asText(null));
    }

    private static Balance balance(JsonNode balance) {
        return new Balance(
                balance.path("pending").asLong(),
                balance.path("available").asLong(),
                balance.path("held").asLong(),
                balance.path("owed").asLong());
    }
}
