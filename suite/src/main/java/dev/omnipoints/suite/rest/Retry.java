package dev.omnipoints.suite.rest;

import dev.omnipoints.suite.terminal.Failure;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Asks again, under the same key, where an answer says so or none comes: longer pauses each time, and an end. */
public final class Retry {
    private static final int ATTEMPTS = 10;
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofSeconds(30);
    private static final Set<Integer> ASK_AGAIN = Set.of(429, 503, 504);

    private final Runnable onRetry;

    /** @param onRetry told each time */
    public Retry(Runnable onRetry) {
        this.onRetry = onRetry;
    }

    /** A request that may be sent as often as need be. */
    public interface Request {
        Answer send() throws IOException;
    }

    /**
     * The last answer, which may still be one of those to ask again.
     *
     * @throws Failure where nobody answers
     */
    public Answer send(Request request) {
        for (int attempt = 1; ; attempt++) {
            var wait = Duration.ZERO;
            try {
                var answer = request.send();
                if (attempt == ATTEMPTS || !toAskAgain(answer)) {
                    return answer;
                }
                wait = answer.retryAfter().orElse(wait);
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw new Failure(
                            "The gateway does not answer (" + e + ").",
                            "See that the suite runs, then run the same again: nothing is done twice.");
                }
            }
            onRetry.run();
            pause(attempt, wait);
        }
    }

    /** Whether the same is to be asked again: nobody knows yet what became of it. */
    public static boolean toAskAgain(Answer answer) {
        return ASK_AGAIN.contains(answer.status()) || answer.reason().equals("OPERATION_IN_PROGRESS");
    }

    private static void pause(int attempt, Duration asked) {
        long longest = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << (attempt - 1));
        long own = ThreadLocalRandom.current().nextLong(longest / 2, longest + 1);
        long told = Math.min(asked.toMillis(), LONGEST_RETRY_AFTER.toMillis());
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(Math.max(own, told)));
    }
}
