package dev.omnipoints.gateway.till;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import dev.omnipoints.contracts.loyalty.v1.Award;
import dev.omnipoints.contracts.loyalty.v1.CodeState;
import dev.omnipoints.contracts.loyalty.v1.CodeUse;
import dev.omnipoints.contracts.loyalty.v1.QuoteRequest;
import dev.omnipoints.contracts.loyalty.v1.QuoteResponse;
import dev.omnipoints.contracts.loyalty.v1.Redeemable;
import dev.omnipoints.contracts.profile.v1.ResolveRequest;
import dev.omnipoints.contracts.profile.v1.ResolveResponse;
import dev.omnipoints.gateway.Credential;
import dev.omnipoints.gateway.GatewayTest;
import dev.omnipoints.gateway.Told;
import dev.omnipoints.gateway.platform.Times;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class QuoteResourceTest extends GatewayTest {
    private static final String BASKET = "{\"currency\": \"EUR\", \"lines\":"
            + " [{\"lineId\": \"1\", \"sku\": \"A\", \"quantity\": 1, \"gross\": 5000}]}";
    private static final String OF_A_MEMBER =
            BASKET.replace("{\"currency\"", "{\"identity\": {\"type\": \"CARD\", \"value\": \"1\"}, \"currency\"");

    @Test
    void theMemberIsAskedAfterAsTheyAreAtTheTimeOfTheQuote() {
        peers.resolve = request -> Told.known();
        peers.quote = request -> quoted().build();

        send(
                        Credential.TILL,
                        OF_A_MEMBER.replace(
                                "{\"identity\"", "{\"occurredAt\": \"2026-11-21T11:15:00+01:00\", \"identity\""))
                .statusCode(200);

        assertThat(peers.only(ResolveRequest.class).getAt()).isEqualTo(Times.to(Told.AT));
    }

    @Test
    void aQuoteTellsWhatASaleWouldEarnAndWhatPointsCouldPay() {
        peers.resolve = request -> Told.known();
        peers.quote = request -> quoted().setRedeemable(
                        Redeemable.newBuilder().setPoints(1200).setMoney(1200).setStep(100))
                .addCodes(CodeUse.newBuilder().setCode("SERUM").setState(CodeState.CODE_STATE_USED))
                .setBalance(Told.balance(1250, 7))
                .build();

        String body = send(Credential.TILL, OF_A_MEMBER)
                .statusCode(200)
                .header("Idempotent-Replayed", nullValue())
                .extract()
                .asString();

        assertThat(body)
                .isEqualTo("{\"earn\":{\"points\":50,\"breakdown\":[{\"rule\":\"serum\",\"version\":3,\"lineId\":\"1\","
                        + "\"base\":5000,\"points\":50,\"text\":\"Serum week\"}]},"
                        + "\"redeemable\":{\"points\":1200,\"money\":{\"amount\":1200,\"currency\":\"EUR\"},"
                        + "\"step\":100},\"codes\":[{\"code\":\"SERUM\",\"state\":\"USED\"}],\"rulesVersion\":3,"
                        + "\"balance\":{\"memberId\":\"" + Told.context().getMemberId() + "\",\"pending\":0,"
                        + "\"available\":1250,\"held\":0,\"owed\":0,\"seq\":7,\"asOf\":\"2026-11-21T10:15:00Z\"}}");
        QuoteRequest sent = peers.only(QuoteRequest.class);
        assertThat(sent.getMember()).isEqualTo(Told.context());
        assertThat(sent.getSale().hasReceipt()).isFalse();
        assertThat(sent.getSale().hasOccurredAt()).isFalse();
        assertThat(peers.only(ResolveRequest.class).hasAt()).isFalse();
        assertThat(sent.getSale().getTendersList()).isEmpty();
        assertThat(sent.getAskedCase()).isEqualTo(QuoteRequest.AskedCase.ASKED_NOT_SET);
    }

    @Test
    void whoeverIsUnknownIsQuotedAsNoOne() {
        peers.resolve = request -> ResolveResponse.getDefaultInstance();
        peers.quote = request -> QuoteResponse.getDefaultInstance();

        send(Credential.SHOP, OF_A_MEMBER)
                .statusCode(200)
                .body("earn.points", equalTo(0))
                .body("earn.breakdown.size()", equalTo(0))
                .body("redeemable.points", equalTo(0))
                .body("redeemable.money.amount", equalTo(0))
                .body("redeemable", not(hasKey("step")))
                .body("$", not(hasKey("balance")))
                .body("$", not(hasKey("offers")));
        assertThat(peers.only(QuoteRequest.class).hasMember()).isFalse();
    }

    @Test
    void aWholeSaleIsAQuoteTooAndIsPlacedWhereItWillBeSold() {
        peers.quote = request -> quoted().build();
        String whole = BASKET.replace("{\"currency\"", """
                {"receipt": {"store": "LYO-001", "terminal": "T9", "number": "7"}, "cashier": "C1", "sequence": 4,
                 "occurredAt": "2026-11-21T10:15:00Z", "onUnknownMember": "REFUSE", "codes": ["SERUM"],
                 "tenders": [{"type": "CASH", "amount": 1}], "basketDiscount": 10, "currency\"""");

        send(Credential.SHOP, whole).statusCode(200);
        QuoteRequest sent = peers.only(QuoteRequest.class);
        assertThat(sent.getSale().getBasketDiscount()).isEqualTo(10);
        assertThat(sent.getSale().getCodesList()).containsExactly("SERUM");
        assertThat(sent.getSale().getTenders(0).getAmount()).isEqualTo(1);
        assertThat(sent.getSale().hasReceipt()).isFalse();
    }

    @Test
    void aStoreOutsideTheGrantIsNotQuoted() {
        send(Credential.TILL, BASKET.replace("{\"currency\"", "{\"receipt\": {\"store\": \"LYO-001\"}, \"currency\""))
                .statusCode(403)
                .body("reason", equalTo("STORE_NOT_GRANTED"))
                .body("field", equalTo("receipt.store"));
        assertThat(peers.received()).isEmpty();
    }

    @Test
    void whatIsAskedGoesAlong() {
        peers.quote = request -> quoted().build();

        send(Credential.TILL, asked("{\"points\": 500}")).statusCode(200);
        assertThat(peers.only(QuoteRequest.class).getAskedPoints()).isEqualTo(500);
        peers.reset();
        peers.quote = request -> quoted().build();
        send(Credential.TILL, asked("{\"money\": {\"amount\": 250, \"currency\": \"EUR\"}}"))
                .statusCode(200);
        assertThat(peers.only(QuoteRequest.class).getAskedMoney()).isEqualTo(250);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                             | FIELD_INVALID       | asked.points",
                "{\"points\": \"5\"}                                            | FIELD_INVALID       | asked.points",
                "{\"points\": 0}                                                | POINTS_OUT_OF_RANGE | asked.points",
                "{\"points\": 5, \"money\": {\"amount\": 1, \"currency\": \"EUR\"}} | FIELD_INVALID   | asked.money",
                "{\"money\": {\"amount\": 0, \"currency\": \"EUR\"}}      | FIELD_INVALID | asked.money.amount",
                "{\"money\": {\"amount\": 1, \"currency\": \"USD\"}}      | FIELD_INVALID | asked.money.currency"
            })
    void whatCannotBeAskedIsNamed(String asked, String reason, String field) {
        send(Credential.TILL, asked(asked))
                .statusCode(400)
                .body("reason", equalTo(reason))
                .body("field", equalTo(field));
        assertThat(peers.received()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"currency\": \"EUR\"  | \"currency\": \"EUR\", \"returns\": []                     | returns",
                "\"gross\": 5000        | \"gross\": -1                                              | lines[0].gross",
                "\"currency\": \"EUR\", | ''                                                         | currency",
                "\"currency\": \"EUR\"  | \"currency\": \"EUR\", \"receipt\": {\"terminal\": \"T3\"} | receipt.store"
            })
    void aBasketThatIsNoneIsNamed(String part, String instead, String field) {
        send(Credential.TILL, BASKET.replace(part, instead))
                .statusCode(400)
                .body("reason", equalTo("FIELD_INVALID"))
                .body("field", equalTo(field));
    }

    @Test
    void aMembersOwnTokenIsNotServed() {
        asMember()
                .contentType("application/json")
                .body(BASKET)
                .post("/v1/quotes")
                .then()
                .statusCode(403)
                .body("reason", equalTo("NOT_GRANTED"));
    }

    private static String asked(String asked) {
        return BASKET.replace("{\"currency\"", "{\"asked\": " + asked + ", \"currency\"");
    }

    private static QuoteResponse.Builder quoted() {
        return QuoteResponse.newBuilder()
                .setPoints(50)
                .setRulesVersion(3)
                .addBreakdown(Award.newBuilder()
                        .setRule("serum")
                        .setVersion(3)
                        .setLineId("1")
                        .setBase(5000)
                        .setPoints(50)
                        .setText("Serum week"));
    }

    private static ValidatableResponse send(String key, String basket) {
        return as(key).body(basket).post("/v1/quotes").then();
    }
}
