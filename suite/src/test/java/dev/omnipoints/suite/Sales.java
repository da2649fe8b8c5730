package dev.omnipoints.suite;

import dev.omnipoints.suite.rest.Answer;
import java.io.IOException;
import java.util.UUID;

/** Requests of the end-to-end tests; each with names of its own, so that tests do not meet. */
final class Sales {
    private Sales() {}

    /** A word that no other test uses. */
    static String unique() {
        return UUID.randomUUID().toString().substring(0, 18);
    }

    /** Enrols someone by a new id; the answer. */
    static Answer enrol(String external) throws IOException {
        return post(
                "/v1/members", unique(), "{\"identities\":[{\"type\":\"EXTERNAL\",\"value\":\"" + external + "\"}]}");
    }

    /** A POST of the store's client. */
    static Answer post(String path, String key, String body) throws IOException {
        var suite = RunningSuite.get();
        return suite.gateway().post(path, suite.local().keys().get("STORE"), key, body);
    }

    /** A sale of one line. */
    static String body(String number, String external, long gross) {
        return body(number, external, line("1", String.valueOf(gross)), gross);
    }

    /** A sale of these lines. */
    static String body(String number, String external, String lines, long tendered) {
        return """
                {"receipt":{"store":"E2E-1","terminal":"T1","number":"%s"},"occurredAt":"2026-10-05T10:00:00Z",\
                "identity":{"type":"EXTERNAL","value":"%s"},"currency":"EUR","lines":[%s],\
                "tenders":[{"type":"CASH","amount":%d}]}""".formatted(number, external, lines, tendered);
    }

    /** A line; gross as it stands in JSON. */
    static String line(String id, String gross) {
        return "{\"lineId\":\"" + id + "\",\"sku\":\"A\",\"quantity\":1,\"gross\":" + gross + "}";
    }
}
