package dev.omnipoints.suite.replay;

import dev.omnipoints.suite.Failure;
import dev.omnipoints.suite.rest.Answer;
import dev.omnipoints.suite.rest.Gateway;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Sends a line until it has an answer that will not change: asked again, under the same key, where that is due. */
final class Sender {
    private static final int ATTEMPTS = 10;
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofSeconds(30);
    private static final Set<Integer> ASK_AGAIN = Set.of(429, 503, 504);

    private final Gateway gateway;
    private final Map<String, String> keys;
    private final Tally tally;

    /** @param keys API keys by channel */
    Sender(Gateway gateway, Map<String, String> keys, Tally tally) {
        this.gateway = gateway;
        this.keys = keys;
        this.tally = tally;
    }

    /**
     * The last answer, which may still be one of those to ask again.
     *
     * @throws Failure where nobody answers
     */
    Answer send(Line.Sent line) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                var answer = once(line);
                if (attempt == ATTEMPTS || !toAskAgain(answer)) {
                    return answer;
                }
                tally.retried();
                pause(attempt, answer.retryAfter().orElse(Duration.ZERO));
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw new Failure(
                            "The gateway does not answer any more (" + e + ").",
                            "See that the suite runs, then run the same replay again: nothing is counted twice.");
                }
                tally.retried();
                pause(attempt, Duration.ZERO);
            }
        }
    }

    private Answer once(Line.Sent line) throws IOException {
        var path = switch (line) {
            case Line.Member member -> "/v1/members";
            case Line.Sale sale -> "/v1/sales";
        };
        long began = System.nanoTime();
        var answer = gateway.post(path, keys.get(line.channel()), line.idempotencyKey(), line.body());
        tally.took(System.nanoTime() - began);
        return answer;
    }

    private static boolean toAskAgain(Answer answer) {
        return ASK_AGAIN.contains(answer.status()) || answer.reason().equals("OPERATION_IN_PROGRESS");
    }

    private static void pause(int attempt, Duration asked) throws InterruptedException {
        long longest = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << (attempt - 1));
        long own = ThreadLocalRandom.current().nextLong(longest / 2, longest + 1);
        long told = Math.min(asked.toMillis(), LONGEST_RETRY_AFTER.toMillis());
        Thread.sleep(Math.max(own, told));
    }
}
