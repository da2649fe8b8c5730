package dev.omnipoints.suite.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.omnipoints.suite.demo.Sale.Shop;
import dev.omnipoints.suite.rest.Answer;
import dev.omnipoints.suite.rest.Gateway;
import dev.omnipoints.suite.rest.LocalJson;
import dev.omnipoints.suite.rest.Retry;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;

/** What the till, the web shop, the app and care ask of the gateway for one member; a refusal ends the demo. */
final class Channels {
    private final Gateway gateway;
    private final String care;
    private final Retry retry = new Retry(() -> {});
    private final String card = Card.fresh();
    /** Makes this run's keys and receipts its own. */
    private final String run = UUID.randomUUID().toString().substring(0, 13);

    private final Shop till;
    private final Shop web;
    private int receipts;
    private String memberId;
    private String member;

    Channels(Gateway gateway, LocalJson local) throws IOException {
        this.gateway = gateway;
        this.care = gateway.staffToken("care");
        var place = local.tillKey();
        this.till = new Shop("STORE", place.key(), place.store(), place.terminal());
        this.web = new Shop("WEB", local.keys().get("WEB"), "WEB-EU", "SHOP");
    }

    Shop till() {
        return till;
    }

    Shop web() {
        return web;
    }

    String card() {
        return card;
    }

    /** The programme's time zone: says when a day ends. */
    ZoneId zone() {
        var programme = retry.send(() -> gateway.get("/v1/admin/programme", care))
                .orFail("The programme")
                .path("settings");
        return ZoneId.of(programme.path("zone").asText());
    }

    JsonNode enrol() throws IOException {
        var body = "{\"identities\":[{\"type\":\"CARD\",\"value\":\"" + card + "\"}],"
                + "\"profile\":{\"givenName\":\"Ada\",\"familyName\":\"Lovelace\"}}";
        var enrolled = post(till.apiKey(), "/v1/members", key("enrol"), body).orFail("The enrolment");
        memberId = enrolled.path("memberId").asText();
        member = gateway.memberToken(memberId);
        return enrolled;
    }

    /** A purchase that has a receipt of its own; nobody has been told of it yet. */
    Sale sale(Shop shop, String sku, String category, int quantity, long gross, long discount) {
        return new Sale(shop, run + "-" + ++receipts, sku, category, quantity, gross, discount);
    }

    /** Sends a sale, or the same one again. */
    Answer sell(Sale sale, Instant at) {
        return post(sale.shop().apiKey(), "/v1/sales", key("sale-" + sale.number()), sale.json(card, at));
    }

    /** The web shop knows who is logged in, and may say so. */
    JsonNode hold(Shop shop, long points) {
        var body = "{\"memberId\":\"" + memberId + "\",\"points\":" + points + "}";
        return post(shop.apiKey(), "/v1/holds", key("hold"), body).orFail("The hold");
    }

    JsonNode capture(Shop shop, String holdId) {
        return post(shop.apiKey(), "/v1/holds/" + holdId + "/capture", key("capture"), "{}")
                .orFail("The capture");
    }

    JsonNode takeBack(String operationId) {
        return asCare("/v1/admin/operations/" + operationId + "/reverse", "reverse", "{}");
    }

    JsonNode give(long points, LocalDate lastDay) {
        var body = "{\"points\":" + points + ",\"reason\":\"GOODWILL\",\"expiresOn\":\"" + lastDay + "\"}";
        return asCare("/v1/admin/members/" + memberId + "/adjustments", "gift", body);
    }

    /** As the app shows it. */
    JsonNode balance() {
        return retry.send(() -> gateway.get("/v1/me/balance", member)).orFail("The balance");
    }

    /** The statement's entries, newest first. */
    JsonNode activity() {
        return retry.send(() -> gateway.get("/v1/me/activity", member))
                .orFail("The statement")
                .path("entries");
    }

    private Answer post(String apiKey, String path, String key, String body) {
        return retry.send(() -> gateway.post(path, apiKey, key, body));
    }

    private JsonNode asCare(String path, String what, String body) {
        return retry.send(() -> gateway.postWithToken(path, care, key(what), body))
                .orFail("What care asked for");
    }

    private String key(String what) {
        return "demo-" + run + "-" + what;
    }
}
