package dev.omnipoints.suite.local;

import dev.omnipoints.suite.rest.Gateway;
import dev.omnipoints.suite.rest.LocalJson;
import dev.omnipoints.suite.rest.Retry;
import dev.omnipoints.suite.terminal.Failure;
import dev.omnipoints.suite.terminal.Terminal;
import dev.omnipoints.suite.terminal.Terminal.Style;
import java.io.IOException;
import java.time.Instant;

/** What one sees of a suite that is ready: address, key, token, and commands to paste that work as printed. */
final class Welcome {
    /** The same member at every start: enrolled once, and the same answer again afterwards. */
    private static final String CARD = "2999000000012";

    private static final String KEY = "welcome-member";

    private final Terminal terminal;
    private final LocalJson local;

    Welcome(Terminal terminal, LocalJson local) {
        this.terminal = terminal;
        this.local = local;
    }

    void show() {
        String token;
        try (var gateway = new Gateway(local)) {
            var enrolment = "{\"identities\":[{\"type\":\"CARD\",\"value\":\"" + CARD + "\"}],"
                    + "\"profile\":{\"givenName\":\"Ada\",\"familyName\":\"Lovelace\"}}";
            var key = local.keys().get("STORE");
            // The services have just started: their first answers may come too late and are asked for again.
            var patient = new Retry(() -> {});
            var member = patient.send(() -> gateway.post("/v1/members", key, KEY, enrolment))
                    .orFail("The first enrolment");
            var ofMember = gateway.memberToken(member.path("memberId").asText());
            // What is printed is to work at once: each way that it goes has been gone before, whatever the answer.
            var basket = basket("1", Instant.now().toString());
            patient.send(() -> gateway.get("/v1/me/balance", ofMember));
            patient.send(() -> gateway.post("/v1/quotes", key, null, basket));
            token = ofMember;
        } catch (IOException e) {
            throw new Failure("The gateway does not answer (" + e.getMessage() + ").", "See the folder's log/.");
        }
        var till = local.tillKey();
        terminal.line("");
        fact("address", local.rest() + "   (API: " + local.rest() + "/q/openapi)");
        fact("till's key", till.key() + "   (" + till.store() + ", " + till.terminal() + ")");
        fact("member's token", token);
        terminal.line("");
        command("Who is this card?", lookup());
        command("A sale of 42.00 at the till; paste it as often as you like:", sale());
        command("The balance in the member's app:", balance(token));
    }

    private String lookup() {
        return post("/v1/members/lookup", "") + " -d '{\"identity\":{\"type\":\"CARD\",\"value\":\"" + CARD + "\"}}'";
    }

    private String sale() {
        return "now=$(date -u +%Y-%m-%dT%H:%M:%SZ); " + post("/v1/sales", " -H \"Idempotency-Key: $now\"") + " -d '"
                + basket("'$now'", "'$now'") + "'";
    }

    private String basket(String number, String occurredAt) {
        var till = local.tillKey();
        return "{\"receipt\":{\"store\":\"" + till.store() + "\",\"terminal\":\"" + till.terminal()
                + "\",\"number\":\"" + number + "\"},\"occurredAt\":\"" + occurredAt
                + "\",\"identity\":{\"type\":\"CARD\",\"value\":\"" + CARD
                + "\"},\"currency\":\"EUR\",\"lines\":[{\"lineId\":\"1\",\"sku\":\"SER-30\",\"quantity\":1,"
                + "\"gross\":4200}],\"tenders\":[{\"type\":\"CARD\",\"amount\":4200}]}";
    }

    private String balance(String token) {
        return "curl -sS " + local.rest() + "/v1/me/balance -w '\\n' -H 'Authorization: Bearer " + token + "'";
    }

    private String post(String path, String more) {
        return "curl -sS -w '\\n' " + local.rest() + path + " -H 'X-API-Key: "
                + local.tillKey().key() + "' -H 'Content-Type: application/json'" + more;
    }

    private void fact(String name, String value) {
        terminal.line(terminal.paint(Style.BOLD, String.format("%-15s", name)) + " " + value);
    }

    private void command(String what, String command) {
        terminal.line(terminal.paint(Style.DIM, "# " + what));
        terminal.line(command);
        terminal.line("");
    }
}
