package dev.omnipoints.suite.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.omnipoints.suite.terminal.Failure;
import java.time.Duration;
import java.util.Optional;

/**
 * What the gateway answered.
 *
 * @param body JSON; a missing node where there was none
 * @param replayed nothing was written: it is an earlier answer again
 * @param retryAfter when to ask again, where it says so
 */
public record Answer(int status, JsonNode body, boolean replayed, Optional<Duration> retryAfter) {
    private static final int SUCCESS = 2;

    /** A 2xx. */
    public boolean ok() {
        return status / 100 == SUCCESS;
    }

    /** The problem's reason; `HTTP 5xx` where a proxy or a crash answered without one. */
    public String reason() {
        return body.path("reason").asText("HTTP " + status);
    }

    /** The problem for people: reason, field and what to do. */
    public String problem() {
        var field = body.path("field").asText("");
        var detail = body.path("detail").asText("");
        return reason() + (field.isEmpty() ? "" : " " + field) + (detail.isEmpty() ? "" : ", " + detail);
    }

    /**
     * The body of a success.
     *
     * @throws Failure telling the problem
     */
    public JsonNode orFail(String what) {
        if (ok()) {
            return body;
        }
        throw new Failure(what + " was refused: " + problem(), "See the logs in the suite's folder, log/.");
    }
}
