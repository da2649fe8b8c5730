package dev.omnipoints.suite.replay;

import dev.omnipoints.suite.rest.Answer;
import dev.omnipoints.suite.rest.Gateway;
import dev.omnipoints.suite.rest.Retry;
import dev.omnipoints.suite.terminal.Failure;
import java.io.IOException;
import java.util.Map;

/** Sends a line until it has an answer that will not change. */
final class Sender {
    private final Gateway gateway;
    private final Map<String, String> keys;
    private final Tally tally;
    private final Retry retry;

    /** @param keys API keys by channel */
    Sender(Gateway gateway, Map<String, String> keys, Tally tally) {
        this.gateway = gateway;
        this.keys = keys;
        this.tally = tally;
        this.retry = new Retry(tally::retried);
    }

    /** @throws Failure where nobody answers */
    Answer send(Line.Sent line) {
        return retry.send(() -> once(line));
    }

    private Answer once(Line.Sent line) throws IOException {
        var path = switch (line) {
            case Line.Member member -> "/v1/members";
            case Line.Sale sale -> "/v1/sales";
            case Line.Return goods -> "/v1/returns";
        };
        long began = System.nanoTime();
        var answer = gateway.post(path, keys.get(line.channel()), line.idempotencyKey(), line.body());
        tally.took(System.nanoTime() - began);
        return answer;
    }
}
