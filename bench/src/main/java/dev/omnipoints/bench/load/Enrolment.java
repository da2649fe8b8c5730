package dev.omnipoints.bench.load;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.RequestOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Makes the members who buy. */
final class Enrolment {
    private static final int AT_ONCE = 32;
    private static final int RUNS = 10_000;
    private static final int MEMBERS_A_RUN = 100_000;

    /** Those of another run are there already. */
    private final int first = ThreadLocalRandom.current().nextInt(RUNS) * MEMBERS_A_RUN;

    private final HttpClient client;
    private final RequestOptions request;

    Enrolment(Vertx vertx, Suite suite) {
        this.client = Rest.client(vertx);
        this.request = Rest.request(suite.gateway(), "/v1/members", suite.apiKey());
    }

    /** Blocks until so many are enrolled. */
    List<Baskets.Member> enrol(int count) {
        List<Baskets.Member> members = new ArrayList<>();
        for (int from = 0; from < count; from += AT_ONCE) {
            List<Future<Baskets.Member>> some = new ArrayList<>();
            for (int i = from; i < Math.min(count, from + AT_ONCE); i++) {
                some.add(enrol(card(first + i)));
            }
            Future.all(some).toCompletionStage().toCompletableFuture().join();
            some.forEach(each -> members.add(each.result()));
        }
        return members;
    }

    private Future<Baskets.Member> enrol(String card) {
        String body = """
                {"identities":[{"type":"CARD","value":"%s"}]}""".formatted(card);
        return Rest.post(client, request, UUID.randomUUID().toString(), body, Rest.ATTEMPTS)
                .map(answer -> new Baskets.Member(card, answer.toJsonObject().getString("memberId")));
    }

    /** Of the demo's form: 299, nine digits, EAN-13's check digit. */
    private static String card(int number) {
        String digits = String.format(Locale.ROOT, "299%09d", number);
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            sum += (digits.charAt(i) - '0') * (i % 2 == 0 ? 1 : 3);
        }
        return digits + (10 - sum % 10) % 10;
    }
}
