package dev.omnipoints.suite.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What a load balancer knows: which instance is the first that calls itself ready. Looks every 100 ms. */
public final class FirstReady implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final List<HttpRequest> questions;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("first-ready").factory());
    private volatile int first;

    /** @param addresses where the instances listen, without a path; the earlier is preferred */
    public FirstReady(List<String> addresses) {
        questions = addresses.stream()
                .map(address -> HttpRequest.newBuilder(URI.create(address + "/q/health/ready"))
                        .timeout(PATIENCE)
                        .build())
                .toList();
        clock.scheduleWithFixedDelay(this::look, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Which of them; where none is ready the last that was. */
    public int get() {
        return first;
    }

    private void look() {
        for (int i = 0; i < questions.size(); i++) {
            if (isReady(questions.get(i))) {
                first = i;
                return;
            }
        }
    }

    private boolean isReady(HttpRequest question) {
        try {
            return client.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException gone) {
            return false;
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        client.shutdownNow();
    }
}
