package dev.omnipoints.gateway.till;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import dev.omnipoints.contracts.loyalty.v1.CodeState;
import dev.omnipoints.contracts.loyalty.v1.CodeUse;
import dev.omnipoints.contracts.loyalty.v1.GetSaleResponse;
import dev.omnipoints.contracts.loyalty.v1.RecordSaleRequest;
import dev.omnipoints.contracts.loyalty.v1.RecordSaleResponse;
import dev.omnipoints.contracts.loyalty.v1.Redeemed;
import dev.omnipoints.contracts.loyalty.v1.Return;
import dev.omnipoints.contracts.loyalty.v1.ReturnLine;
import dev.omnipoints.contracts.loyalty.v1.ReturnResult;
import dev.omnipoints.contracts.loyalty.v1.Sale;
import dev.omnipoints.contracts.loyalty.v1.Tender;
import dev.omnipoints.contracts.type.v1.Channel;
import dev.omnipoints.contracts.type.v1.Problem;
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

/** Sales that points pay, with codes, a sequence and goods that come back on the same receipt. */
@QuarkusTest
class SaleTendersTest extends GatewayTest {
    private static final String RETURN =
            "{\"returnId\": \"R-1\", \"receipt\": {\"store\": \"LYO-001\", \"terminal\": \"T1\", \"number\": \"7\"},"
                    + " \"lines\": [{\"lineId\": \"1\", \"quantity\": 1}]}";
    private static final String SALE = """
            {"receipt": {"store": "PAR-012", "terminal": "T3", "number": "000881"},
             "occurredAt": "2026-11-21T10:15:00Z", "currency": "EUR",
             "lines": [{"lineId": "1", "sku": "SER-30", "quantity": 1, "gross": 5382}],
             "tenders": [{"type": "POINTS", "holdId": "hold_1", "amount": 500}, {"type": "CARD", "amount": 4882}]}
            """;
    private static final String EXCHANGE = SALE.replace("\"currency\"", "\"returns\": [" + RETURN + "], \"currency\"")
            .replace("4882", "-618");

    @Test
    void aHoldPaysAndIsAnsweredAsRedeemed() {
        peers.recordSale = request -> answering(kept().addRedeemed(redeemed("capture_1", 500)));

        send(SALE)
                .statusCode(201)
                .body("redeemed.redemptionId", equalTo("capture_1"))
                .body("redeemed.points", equalTo(500))
                .body("$", not(hasKey("redemptions")))
                .body("$", not(hasKey("short")))
                .body("$", not(hasKey("codes")))
                .body("$", not(hasKey("returns")));
        assertThat(peers.only(RecordSaleRequest.class).getSale().getTendersList())
                .containsExactly(
                        Tender.newBuilder()
                                .setType("POINTS")
                                .setHoldId("hold_1")
                                .setAmount(500)
                                .build(),
                        Tender.newBuilder().setType("CARD").setAmount(4882).build());
    }

    @Test
    void severalHoldsAreTheFirstOnesIdAllPointsAndEachOfThem() {
        peers.recordSale = request -> answering(kept().addRedeemed(redeemed("capture_1", 500))
                .addRedeemed(redeemed("redeem_2", 80))
                .setShort(20));

        send(SALE)
                .statusCode(201)
                .body("redeemed.redemptionId", equalTo("capture_1"))
                .body("redeemed.points", equalTo(580))
                .body("redemptions.redemptionId.toString()", equalTo("[capture_1, redeem_2]"))
                .body("redemptions.points.toString()", equalTo("[500, 80]"))
                .body("short", equalTo(20));
    }

    @Test
    void codesAndTheTerminalsOwnCountGoAlong() {
        peers.recordSale = request -> answering(kept().addCodes(code("SERUM", CodeState.CODE_STATE_USED))
                .addCodes(code("X", CodeState.CODE_STATE_NOT_APPLICABLE)));

        send(SALE.replace("\"currency\"", "\"codes\": [\"SERUM\", \"X\"], \"sequence\": 0, \"currency\""))
                .statusCode(201)
                .body("codes.code.toString()", equalTo("[SERUM, X]"))
                .body("codes.state.toString()", equalTo("[USED, NOT_APPLICABLE]"));
        Sale sent = peers.only(RecordSaleRequest.class).getSale();
        assertThat(sent.getCodesList()).containsExactly("SERUM", "X");
        assertThat(sent.hasSequence()).isTrue();
        assertThat(sent.getSequence()).isZero();
    }

    @Test
    void goodsComeBackOnTheSameReceiptWhereAndWhenItWasSold() {
        peers.recordSale = request -> answering(kept().addReturns(ReturnResult.newBuilder()
                .setReturnId("R-1")
                .setSaleId(KeptSale.ID)
                .setMoney(5500)
                .setTakenBack(55)
                .setGivenBack(10)
                .setOwed(2)));

        send(EXCHANGE)
                .statusCode(201)
                .body("returns[0].returnId", equalTo("R-1"))
                .body("returns[0].money", equalTo(5500))
                .body("returns[0].takenBack", equalTo(55))
                .body("returns[0].givenBack", equalTo(10))
                .body("returns[0].alreadyExpired", equalTo(0))
                .body("returns[0].owed", equalTo(2))
                .body("returns[0]", not(hasKey("balance")));
        Sale sent = peers.only(RecordSaleRequest.class).getSale();
        assertThat(sent.getTenders(1).getAmount()).isEqualTo(-618);
        assertThat(sent.getReturnsList())
                .containsExactly(Return.newBuilder()
                        .setReturnId("R-1")
                        .setStore("PAR-012")
                        .setTerminal("T3")
                        .setReceipt(Receipt.newBuilder()
                                .setStore("LYO-001")
                                .setTerminal("T1")
                                .setNumber("7"))
                        .addLines(ReturnLine.newBuilder().setLineId("1").setQuantity(1))
                        .setOccurredAt(Times.to(Told.AT))
                        .build());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-618 | 4882, \"holdId\": \"hold_2\" | tenders[1].holdId",
                "\"amount\": 500 | \"amount\": -500 | tenders[0].amount",
                "\"returnId\": \"R-1\" | \"returnId\": \"R 1\" | returns[0].returnId",
                "\"returnId\": \"R-1\" | \"returnId\": \"R-1\", \"all\": true | returns[0].lines",
                "\"returnId\": \"R-1\" | \"returnId\": \"R\", \"memberId\": \"MEMBER\" | returns[0].memberId",
                "\"returnId\": \"R-1\" | \"returnId\": \"R\", \"identity\": {\"type\": \"CARD\", \"value\": \"1\"}"
                        + " | returns[0].identity",
                "\"quantity\": 1} | \"quantity\": 0} | returns[0].lines[0].quantity",
                "\"quantity\": 1} | \"quantity\": 1, \"amount\": 1} | returns[0].lines[0].amount"
            })
    void whatCannotBeIsNamedByItsPath(String part, String instead, String field) {
        assertThat(EXCHANGE).contains(part);

        send(EXCHANGE.replace(part, instead.replace("MEMBER", "0192f0c1-2345-7abc-8def-0123456789ab")))
                .statusCode(400)
                .body("reason", equalTo("FIELD_INVALID"))
                .body("field", equalTo(field));
        assertThat(peers.received()).isEmpty();
    }

    @Test
    void goodsComeBackOnlyWhereTheKeyMayAct() {
        send(EXCHANGE.replace("\"returnId\"", "\"store\": \"LYO-001\", \"returnId\""))
                .statusCode(403)
                .body("reason", equalTo("STORE_NOT_GRANTED"))
                .body("field", equalTo("returns[0].store"));
    }

    @Test
    void aHoldThatIsOverRefusesTheSale() {
        peers.recordSale = request -> {
            throw Told.refusal(Problem.newBuilder()
                    .setReason(Reason.REASON_HOLD_EXPIRED)
                    .setBalance(Told.balance(600, 5))
                    .setRequired(500)
                    .build());
        };
        send(SALE)
                .statusCode(409)
                .body("reason", equalTo("HOLD_EXPIRED"))
                .body("balance.available", equalTo(600))
                .body("required", equalTo(500));
        peers.recordSale = request -> {
            throw Told.refusal(Reason.REASON_HOLD_UNKNOWN, "tenders[0].holdId");
        };
        send(SALE).statusCode(404).body("reason", equalTo("HOLD_UNKNOWN")).body("field", equalTo("tenders[0].holdId"));
    }

    @Test
    void aKeptSaleTellsAllOfItAgain() {
        Sale sold = Sale.newBuilder()
                .setReceipt(Receipt.newBuilder()
                        .setStore("PAR-012")
                        .setTerminal("T3")
                        .setNumber("000881"))
                .setOccurredAt(Times.to(Told.AT))
                .setCurrency("EUR")
                .addTenders(Tender.newBuilder()
                        .setType("POINTS")
                        .setHoldId("hold_1")
                        .setAmount(500))
                .addCodes("SERUM")
                .setSequence(7)
                .addReturns(Return.newBuilder()
                        .setReturnId("R-1")
                        .setStore("PAR-012")
                        .setAll(true)
                        .setReceipt(Receipt.newBuilder()
                                .setStore("LYO-001")
                                .setTerminal("T1")
                                .setNumber("7"))
                        .setOccurredAt(Times.to(Told.AT)))
                .build();
        peers.sale = request -> GetSaleResponse.newBuilder()
                .setResult(kept())
                .setSale(sold)
                .setChannel(Channel.CHANNEL_STORE)
                .setRecordedAt(Times.to(Told.AT))
                .build();

        String body = as(Credential.TILL)
                .get("/v1/sales/" + KeptSale.ID)
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(body)
                .endsWith("\"lines\":[],\"tenders\":[{\"type\":\"POINTS\",\"holdId\":\"hold_1\",\"amount\":500}],"
                        + "\"codes\":[\"SERUM\"],\"sequence\":7,\"returns\":[{\"returnId\":\"R-1\","
                        + "\"store\":\"PAR-012\",\"receipt\":{\"store\":\"LYO-001\",\"terminal\":\"T1\","
                        + "\"number\":\"7\"},\"all\":true,\"occurredAt\":\"2026-11-21T10:15:00Z\"}]}}");
    }

    private static dev.omnipoints.contracts.loyalty.v1.SaleResult.Builder kept() {
        return KeptSale.recorded().getResult().toBuilder();
    }

    private static RecordSaleResponse answering(dev.omnipoints.contracts.loyalty.v1.SaleResult.Builder result) {
        return RecordSaleResponse.newBuilder().setResult(result).build();
    }

    private static Redeemed redeemed(String id, long points) {
        return Redeemed.newBuilder().setRedemptionId(id).setPoints(points).build();
    }

    private static CodeUse code(String code, CodeState state) {
        return CodeUse.newBuilder().setCode(code).setState(state).build();
    }

    private static ValidatableResponse send(String sale) {
        return as(Credential.TILL)
                .header("Idempotency-Key", "s-1")
                .body(sale)
                .post("/v1/sales")
                .then();
    }
}
