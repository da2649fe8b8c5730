package dev.omnipoints.gateway.till;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.omnipoints.contracts.loyalty.v1.RecordReturnRequest;
import dev.omnipoints.contracts.loyalty.v1.RecordReturnResponse;
import dev.omnipoints.contracts.loyalty.v1.Return;
import dev.omnipoints.contracts.loyalty.v1.ReturnLine;
import dev.omnipoints.contracts.loyalty.v1.ReturnResult;
import dev.omnipoints.contracts.profile.v1.ResolveResponse;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.contracts.type.v1.Receipt;
import dev.omnipoints.gateway.Credential;
import dev.omnipoints.gateway.GatewayTest;
import dev.omnipoints.gateway.Told;
import dev.omnipoints.gateway.platform.Times;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
class ReturnResourceTest extends GatewayTest {
    private static final String RETURN = """
            {"returnId": "R-1", "receipt": {"store": "LYO-001", "terminal": "T1", "number": "7"},
             "lines": [{"lineId": "1", "quantity": 2}, {"lineId": "2", "amount": 150}],
             "occurredAt": "2026-11-21T10:15:00Z"}
            """;
    static final String ANSWER = "{\"returnId\":\"R-1\",\"saleId\":\"" + KeptSale.ID + "\",\"money\":2150,"
            + "\"takenBack\":21,\"givenBack\":100,\"alreadyExpired\":1,\"expired\":5,\"owed\":3,\"balance\":{"
            + "\"memberId\":\"" + Told.context().getMemberId() + "\",\"pending\":0,\"available\":79,\"held\":0,"
            + "\"owed\":0,\"seq\":9,\"asOf\":\"2026-11-21T10:15:00Z\"}}";

    @Test
    void aReturnIsRecordedWhereTheKeyIsAndAnsweredWhole() {
        peers.recordReturn = request -> recorded().build();

        String body = send(Credential.TILL, RETURN)
                .statusCode(201)
                .header("Idempotent-Replayed", nullValue())
                .extract()
                .asString();

        assertThat(body).isEqualTo(ANSWER);
        RecordReturnRequest sent = peers.only(RecordReturnRequest.class);
        assertThat(sent.getIdempotencyKey()).isEqualTo("r-1");
        assertThat(sent.getMemberNamed()).isFalse();
        assertThat(sent.getGoods())
                .isEqualTo(Return.newBuilder()
                        .setReturnId("R-1")
                        .setStore("PAR-012")
                        .setTerminal("T3")
                        .setReceipt(Receipt.newBuilder()
                                .setStore("LYO-001")
                                .setTerminal("T1")
                                .setNumber("7"))
                        .addLines(ReturnLine.newBuilder().setLineId("1").setQuantity(2))
                        .addLines(ReturnLine.newBuilder().setLineId("2").setAmount(150))
                        .setOccurredAt(Times.to(Told.AT))
                        .build());
    }

    @Test
    void theFirstAnswerIsGivenAgainUnderTheSameKeyAndUnderAnother() {
        peers.recordReturn = request -> recorded().setReplayed(true).build();
        send(Credential.TILL, RETURN).statusCode(201).header("Idempotent-Replayed", "true");
        peers.recordReturn = request -> recorded().setReturnReplayed(true).build();
        send(Credential.TILL, RETURN).statusCode(200).header("Idempotent-Replayed", "true");
    }

    @Test
    void allThatIsLeftComesBackForWhoeverShowedTheirCard() {
        peers.resolve = request -> Told.known();
        peers.recordReturn = request -> recorded().build();

        send(
                        Credential.SHOP,
                        "{\"returnId\": \"R-1\", \"store\": \"WEB\","
                                + " \"identity\": {\"type\": \"CARD\", \"value\": \"1\"},"
                                + " \"receipt\": {\"store\": \"LYO-001\", \"terminal\": \"T1\", \"number\": \"7\"},"
                                + " \"all\": true, \"occurredAt\": \"2026-11-21T10:15:00Z\"}")
                .statusCode(201);
        RecordReturnRequest sent = peers.only(RecordReturnRequest.class);
        assertThat(sent.getMember()).isEqualTo(Told.context());
        assertThat(sent.getMemberNamed()).isTrue();
        assertThat(sent.getGoods().getAll()).isTrue();
        assertThat(sent.getGoods().getStore()).isEqualTo("WEB");
        assertThat(sent.getGoods().hasTerminal()).isFalse();
    }

    @Test
    void anUnknownCardIsNamedWithoutAMember() {
        peers.resolve = request -> ResolveResponse.getDefaultInstance();
        peers.recordReturn = request -> recorded().build();

        send(Credential.TILL, with("\"identity\": {\"type\": \"CARD\", \"value\": \"1\"}"))
                .statusCode(201);
        assertThat(peers.only(RecordReturnRequest.class).getMemberNamed()).isTrue();
        assertThat(peers.only(RecordReturnRequest.class).hasMember()).isFalse();
    }

    @Test
    void withoutAStoreOfTheKeysOwnItIsWhereTheGoodsWereBought() {
        peers.recordReturn = request -> recorded().build();

        send(Credential.SHOP, RETURN).statusCode(201);

        assertThat(peers.only(RecordReturnRequest.class).getGoods().getStore()).isEqualTo("LYO-001");
    }

    @ParameterizedTest
    @CsvSource({"LYO-001, T3, store", "PAR-012, T4, terminal"})
    void goodsComeBackWhereTheKeyMayAct(String store, String terminal, String field) {
        send(Credential.TILL, with("\"store\": \"" + store + "\", \"terminal\": \"" + terminal + "\""))
                .statusCode(403)
                .body("reason", equalTo("STORE_NOT_GRANTED"))
                .body("field", equalTo(field));
        assertThat(peers.received()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"quantity\": 2      | \"quantity\": 0               | lines[0].quantity",
                "\"quantity\": 2      | \"quantity\": 2, \"amount\": 1  | lines[0].amount",
                ", \"quantity\": 2    | ''                            | lines[0].quantity",
                "\"lineId\": \"2\"    | \"lineId\": \"\"              | lines[1].lineId",
                "\"returnId\": \"R-1\"| \"returnId\": \"R-1\", \"all\": true | lines",
                "\"returnId\": \"R-1\", | ''                          | returnId",
                "\"lines\": [{\"lineId\": \"1\", \"quantity\": 2}, {\"lineId\": \"2\", \"amount\": 150}] | "
                        + "\"all\": false | lines",
                "\"lines\": [{\"lineId\": \"1\", \"quantity\": 2}, {\"lineId\": \"2\", \"amount\": 150}] | "
                        + "\"lines\": [] | lines",
                "\"number\": \"7\"    | \"number\": 7                 | receipt.number",
                "2026-11-21T10:15:00Z | 2026-11-21                    | occurredAt"
            })
    void whatCannotBeIsNamed(String part, String instead, String field) {
        assertThat(RETURN).contains(part);

        send(Credential.TILL, RETURN.replace(part, instead))
                .statusCode(400)
                .body("reason", equalTo("FIELD_INVALID"))
                .body("field", equalTo(field));
        assertThat(peers.received()).isEmpty();
    }

    @Test
    void whenTheyCameBackMustBeSaid() {
        send(Credential.TILL, RETURN.replace(",\n \"occurredAt\": \"2026-11-21T10:15:00Z\"", ""))
                .statusCode(400)
                .body("field", equalTo("occurredAt"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {
                "REASON_RECEIPT_UNKNOWN",
                "REASON_RETURN_ALREADY_RECORDED",
                "REASON_RETURN_EXCEEDS_SALE",
                "REASON_RETURN_REFUSED"
            })
    void whatLoyaltyRefusesIsTold(Reason reason) {
        peers.recordReturn = request -> {
            throw Told.refusal(reason, "receipt");
        };

        send(Credential.TILL, RETURN)
                .statusCode(reason == Reason.REASON_RECEIPT_UNKNOWN ? 404 : 409)
                .body("reason", equalTo(reason.name().substring("REASON_".length())))
                .body("detail", equalTo("what to do"));
    }

    private static String with(String more) {
        return RETURN.replace("\"returnId\"", more + ", \"returnId\"");
    }

    static RecordReturnResponse.Builder recorded() {
        return RecordReturnResponse.newBuilder()
                .setResult(ReturnResult.newBuilder()
                        .setReturnId("R-1")
                        .setSaleId(KeptSale.ID)
                        .setMoney(2150)
                        .setTakenBack(21)
                        .setGivenBack(100)
                        .setAlreadyExpired(1)
                        .setExpired(5)
                        .setOwed(3)
                        .setBalance(Told.balance(79, 9)));
    }

    private static ValidatableResponse send(String key, String body) {
        return as(key).header("Idempotency-Key", "r-1")
                .body(body)
                .post("/v1/returns")
                .then();
    }
}
