package dev.omnipoints.suite.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.omnipoints.suite.rest.Answer;
import dev.omnipoints.suite.rest.Gateway;
import dev.omnipoints.suite.rest.LocalJson;
import dev.omnipoints.suite.rest.Retry;
import dev.omnipoints.suite.terminal.Failure;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** What happens in the demo: enrol, buy in the store, look into the app, buy on the web, read the statement, repeat. */
final class Play {
    private final Gateway gateway;
    private final LocalJson local;
    private final Narrator narrator;
    private final Retry retry = new Retry(() -> {});
    private final String card = Card.fresh();
    /** Makes this run's keys and receipts its own. */
    private final String run = UUID.randomUUID().toString().substring(0, 13);

    Play(Gateway gateway, LocalJson local, Narrator narrator) {
        this.gateway = gateway;
        this.local = local;
        this.narrator = narrator;
    }

    void perform() throws IOException {
        narrator.title("One customer, three channels");
        var token = gateway.memberToken(enrol());
        var inStore = sale(
                local.tillKey().store(),
                local.tillKey().terminal(),
                "{\"lineId\":\"1\",\"sku\":\"SER-30\",\"category\":\"skincare/serum\",\"quantity\":2,"
                        + "\"gross\":5980,\"discount\":598}",
                5382);
        long first = sell("STORE", local.tillKey().key(), inStore, "Two serums at the till, 53.82 EUR");
        look(token, "The app shows it at once");
        var onTheWeb = sale(
                "WEB-EU",
                "SHOP",
                "{\"lineId\":\"1\",\"sku\":\"CRM-50\",\"category\":\"skincare/cream\",\"quantity\":1,\"gross\":2490}",
                2490);
        long second = sell("WEB", local.keys().get("WEB"), onTheWeb, "A day cream in the web shop, 24.90 EUR");
        long before = look(token, "The same balance");
        expect(first + second, before);
        statement(token);
        again(inStore, before, token);
    }

    private String enrol() {
        var body = "{\"identities\":[{\"type\":\"CARD\",\"value\":\"" + card + "\"}],"
                + "\"profile\":{\"givenName\":\"Ada\",\"familyName\":\"Lovelace\"}}";
        var member =
                post("/v1/members", local.tillKey().key(), key("enrol"), body).orFail("The enrolment");
        narrator.tell(
                "STORE",
                "Ada takes a card, " + card + ", at the till of "
                        + local.tillKey().store() + ": balance " + available(member) + ".");
        return member.path("memberId").asText();
    }

    private long sell(String channel, String apiKey, String body, String what) {
        var sale = post("/v1/sales", apiKey, key(channel), body).orFail("The sale");
        long points = sale.path("earned").path("points").asLong();
        narrator.tell(channel, what + ": " + points + " points, balance " + available(sale) + ".");
        return points;
    }

    private long look(String token, String what) {
        var balance = retry.send(() -> gateway.get("/v1/me/balance", token)).orFail("The balance");
        long points = balance.path("available").asLong(-1);
        narrator.tell("APP", what + ": " + points + " points.");
        return points;
    }

    private void statement(String token) {
        var page = retry.send(() -> gateway.get("/v1/me/activity", token)).orFail("The statement");
        narrator.tell("APP", "The statement, newest first:");
        for (JsonNode entry : page.path("entries")) {
            narrator.more(String.format(
                    "  %-5s  %-5s  %+4d  balance %d",
                    entry.path("channel").asText(),
                    entry.path("kind").asText(),
                    entry.path("change").path("available").asLong(),
                    available(entry)));
        }
    }

    /** The till never saw the answer and sends the sale again. */
    private void again(String inStore, long before, String token) {
        Answer answer = post("/v1/sales", local.tillKey().key(), key("STORE"), inStore);
        answer.orFail("The sale sent again");
        if (!answer.replayed()) {
            throw new Failure("The sale sent again was taken for a new one.", "This is a defect: please report it.");
        }
        narrator.tell(
                "STORE", "The till lost the answer and sends the first sale again: the same answer, no new points.");
        expect(before, look(token, "Nothing changed"));
    }

    private Answer post(String path, String apiKey, String key, String body) {
        return retry.send(() -> gateway.post(path, apiKey, key, body));
    }

    private static void expect(long expected, long found) {
        if (expected != found) {
            throw new Failure(
                    "The balance is " + found + " where it must be " + expected + ".",
                    "This is a defect: please report it.");
        }
    }

    private String sale(String store, String terminal, String line, long total) {
        return "{\"receipt\":{\"store\":\"" + store + "\",\"terminal\":\"" + terminal + "\",\"number\":\"" + run
                + "\"},\"occurredAt\":\"" + Instant.now().truncatedTo(ChronoUnit.SECONDS)
                + "\",\"identity\":{\"type\":\"CARD\",\"value\":\"" + card + "\"},\"currency\":\"EUR\",\"lines\":["
                + line + "],\"tenders\":[{\"type\":\"CARD\",\"amount\":" + total + "}]}";
    }

    private String key(String what) {
        return "demo-" + run + "-" + what;
    }

    private static long available(JsonNode answer) {
        return answer.path("balance").path("available").asLong(-1);
    }
}
