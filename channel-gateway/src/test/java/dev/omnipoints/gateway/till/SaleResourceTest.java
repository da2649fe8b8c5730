package dev.omnipoints.gateway.till;

import static dev.omnipoints.gateway.MemberToken.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.omnipoints.contracts.loyalty.v1.Award;
import dev.omnipoints.contracts.loyalty.v1.Earned;
import dev.omnipoints.contracts.loyalty.v1.EarnedState;
import dev.omnipoints.contracts.loyalty.v1.GetSaleRequest;
import dev.omnipoints.contracts.loyalty.v1.GetSaleResponse;
import dev.omnipoints.contracts.loyalty.v1.OnUnknownMember;
import dev.omnipoints.contracts.loyalty.v1.RecordSaleRequest;
import dev.omnipoints.contracts.loyalty.v1.RecordSaleResponse;
import dev.omnipoints.contracts.loyalty.v1.SaleMemberStatus;
import dev.omnipoints.contracts.loyalty.v1.SaleResult;
import dev.omnipoints.contracts.profile.v1.ResolveResponse;
import dev.omnipoints.contracts.type.v1.Channel;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.gateway.Credential;
import dev.omnipoints.gateway.GatewayTest;
import dev.omnipoints.gateway.Told;
import dev.omnipoints.gateway.platform.Times;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class SaleResourceTest extends GatewayTest {
    private static final String SALE_ID = "0123456789abcdef0123456789abcdef";
    private static final String SALE = """
            {"receipt": {"store": "PAR-012", "terminal": "T3", "number": "000881"},
             "occurredAt": "2026-11-21T11:15:00+01:00",
             "identity": {"type": "CARD", "value": "2990000000019"}, "currency": "EUR",
             "lines": [{"lineId": "1", "sku": "SER-30", "category": "skincare/serum", "labels": ["new"],
                        "quantity": 2, "gross": 5980, "discount": 598, "tax": 897}],
             "tenders": [{"type": "CARD", "amount": 5382}]}
            """;
    private static final String ANSWER = "{\"saleId\":\"" + SALE_ID + "\",\"memberId\":\"" + MEMBER
            + "\",\"memberStatus\":\"ACTIVE\",\"earned\":{\"points\":53,\"state\":\"AVAILABLE\","
            + "\"availableAt\":\"2026-11-21T10:15:00Z\",\"expiresAt\":\"2026-11-21T10:15:00Z\",\"breakdown\":["
            + "{\"rule\":\"base\",\"version\":1,\"base\":5382,\"points\":53,\"text\":\"1 point a euro\"}]},"
            + "\"balance\":{\"memberId\":\"" + MEMBER + "\",\"pending\":0,\"available\":53,\"held\":0,\"owed\":0,"
            + "\"seq\":1,\"asOf\":\"2026-11-21T10:15:00Z\"}}";

    @Test
    void aSaleOfAMemberIsRecordedAndAnsweredWhole() {
        peers.resolve = request -> Told.known();
        peers.recordSale = request -> recorded().build();

        String body = send(Credential.TILL, SALE)
                .then()
                .statusCode(201)
                .header("Idempotent-Replayed", nullValue())
                .extract()
                .asString();

        assertThat(body).isEqualTo(ANSWER);
        RecordSaleRequest sent = peers.only(RecordSaleRequest.class);
        assertThat(sent.getIdempotencyKey()).isEqualTo("s-1");
        assertThat(sent.getMemberNamed()).isTrue();
        assertThat(sent.getMember()).isEqualTo(Told.context());
        assertThat(sent.getSale().getOccurredAt()).isEqualTo(Times.to(Told.AT));
        assertThat(sent.getSale().getLines(0).getLabels(0)).isEqualTo("new");
        assertThat(sent.getSale().getLines(0).getDiscount()).isEqualTo(598);
        assertThat(sent.getSale().hasBasketDiscount()).isFalse();
        assertThat(sent.toString()).doesNotContain("2990000000019");
    }

    @Test
    void aSaleWithoutMemberIsKeptAndSaysSo() {
        peers.recordSale = request -> RecordSaleResponse.newBuilder()
                .setResult(SaleResult.newBuilder()
                        .setSaleId(SALE_ID)
                        .setMemberStatus(SaleMemberStatus.SALE_MEMBER_STATUS_NONE)
                        .setEarned(Earned.newBuilder().setState(EarnedState.EARNED_STATE_AVAILABLE)))
                .build();

        String body = send(
                        Credential.TILL,
                        SALE.replace("\"identity\": {\"type\": \"CARD\", \"value\": \"2990000000019\"}, ", ""))
                .then()
                .statusCode(201)
                .extract()
                .asString();

        assertThat(body)
                .isEqualTo("{\"saleId\":\"" + SALE_ID + "\",\"memberId\":null,\"memberStatus\":\"NONE\","
                        + "\"earned\":{\"points\":0,\"state\":\"AVAILABLE\",\"breakdown\":[]}}");
        assertThat(peers.only(RecordSaleRequest.class).getMemberNamed()).isFalse();
        assertThat(peers.received()).hasSize(1);
    }

    @Test
    void anUnknownCardIsNamedWithoutAMember() {
        peers.resolve = request -> ResolveResponse.getDefaultInstance();
        peers.recordSale = request -> recorded().build();

        send(Credential.TILL, SALE.replace("\"currency\"", "\"onUnknownMember\": \"REFUSE\", \"currency\""))
                .then()
                .statusCode(201);

        RecordSaleRequest sent = peers.only(RecordSaleRequest.class);
        assertThat(sent.getMemberNamed()).isTrue();
        assertThat(sent.hasMember()).isFalse();
        assertThat(sent.getSale().getOnUnknownMember()).isEqualTo(OnUnknownMember.ON_UNKNOWN_MEMBER_REFUSE);
    }

    @Test
    void theSameKeyIsAnsweredByTheSameBytesAnd201() {
        peers.resolve = request -> Told.known();
        peers.recordSale = request -> recorded().setReplayed(true).build();

        ValidatableResponse again = send(Credential.TILL, SALE).then();

        again.statusCode(201).header("Idempotent-Replayed", "true");
        assertThat(again.extract().asString()).isEqualTo(ANSWER);
    }

    @Test
    void theSameReceiptUnderAnotherKeyIsAnsweredWith200() {
        peers.resolve = request -> Told.known();
        peers.recordSale =
                request -> recorded().setReplayed(true).setReceiptReplayed(true).build();

        ValidatableResponse again = send(Credential.TILL, SALE).then();

        again.statusCode(200).header("Idempotent-Replayed", "true");
        assertThat(again.extract().asString()).isEqualTo(ANSWER);
    }

    @ParameterizedTest
    @CsvSource({"LYO-001, T3, receipt.store", "PAR-012, T4, receipt.terminal"})
    void aTillSellsAtItsOwnStoreAndTerminalOnly(String store, String terminal, String field) {
        send(Credential.TILL, SALE.replace("PAR-012", store).replace("T3", terminal))
                .then()
                .statusCode(403)
                .body("reason", equalTo("STORE_NOT_GRANTED"))
                .body("field", equalTo(field));
        assertThat(peers.received()).isEmpty();
    }

    @Test
    void anUploadGrantCoversOtherTerminalsButNotOtherStores() {
        peers.resolve = request -> Told.known();
        peers.recordSale = request -> recorded().build();

        send(Credential.UPLOAD, SALE).then().statusCode(201);
        send(Credential.UPLOAD, SALE.replace("PAR-012", "LYO-001"))
                .then()
                .statusCode(403)
                .body("reason", equalTo("STORE_NOT_GRANTED"))
                .body("field", equalTo("receipt.store"));
    }

    @Test
    void whatLoyaltyRefusesIsToldWithItsField() {
        AtomicReference<Reason> reason = new AtomicReference<>();
        peers.resolve = request -> Told.known();
        peers.recordSale = request -> {
            throw Told.refusal(reason.get(), "tenders");
        };

        reason.set(Reason.REASON_TENDERS_DO_NOT_ADD_UP);
        send(Credential.TILL, SALE)
                .then()
                .statusCode(400)
                .body("reason", equalTo("TENDERS_DO_NOT_ADD_UP"))
                .body("detail", equalTo("what to do"))
                .body("field", equalTo("tenders"));
        reason.set(Reason.REASON_IDEMPOTENCY_KEY_REUSED);
        send(Credential.TILL, SALE).then().statusCode(422).body("reason", equalTo("IDEMPOTENCY_KEY_REUSED"));
        reason.set(Reason.REASON_RECEIPT_ALREADY_RECORDED);
        send(Credential.TILL, SALE).then().statusCode(409).body("reason", equalTo("RECEIPT_ALREADY_RECORDED"));
        reason.set(Reason.REASON_OPERATION_IN_PROGRESS);
        send(Credential.TILL, SALE)
                .then()
                .statusCode(409)
                .header("Retry-After", "1")
                .body("retryAfter", equalTo(1))
                .body("reason", equalTo("OPERATION_IN_PROGRESS"));
    }

    @Test
    void aSaleIsReadByItsIdWithWhatWasSent() {
        peers.sale = request -> kept("PAR-012");

        String body = as(Credential.TILL)
                .get("/v1/sales/" + SALE_ID)
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(body)
                .isEqualTo(ANSWER.substring(0, ANSWER.length() - 1)
                        + ",\"channel\":\"STORE\",\"recordedAt\":\"2026-11-21T10:15:00Z\",\"sale\":{\"receipt\":"
                        + "{\"store\":\"PAR-012\",\"terminal\":\"T3\",\"number\":\"000881\"},"
                        + "\"occurredAt\":\"2026-11-21T10:15:00Z\",\"currency\":\"EUR\",\"lines\":[{\"lineId\":\"1\","
                        + "\"sku\":\"SER-30\",\"category\":\"skincare/serum\",\"labels\":[\"new\"],\"quantity\":2,"
                        + "\"gross\":5980,\"discount\":598,\"tax\":897}],"
                        + "\"tenders\":[{\"type\":\"CARD\",\"amount\":5382}]}}");
    }

    @Test
    void aSaleIsFoundByItsReceipt() {
        peers.sale = request -> kept("PAR-012");

        as(Credential.TILL)
                .get("/v1/sales?store=PAR-012&terminal=T4&number=000881&businessDate=2026-11-21")
                .then()
                .statusCode(200)
                .body("saleId", equalTo(SALE_ID));

        GetSaleRequest asked = peers.only(GetSaleRequest.class);
        assertThat(asked.getReceipt().getTerminal()).isEqualTo("T4");
        assertThat(asked.getReceipt().getBusinessDate()).isEqualTo("2026-11-21");
    }

    @Test
    void aSaleOfAnotherStoreIsNotShown() {
        peers.sale = request -> kept("LYO-001");

        as(Credential.TILL).get("/v1/sales/" + SALE_ID).then().statusCode(404).body("reason", equalTo("SALE_UNKNOWN"));
        as(Credential.TILL)
                .get("/v1/sales?store=LYO-001&terminal=T3&number=1")
                .then()
                .statusCode(403)
                .body("reason", equalTo("STORE_NOT_GRANTED"))
                .body("field", equalTo("store"));
        as(Credential.SHOP).get("/v1/sales/" + SALE_ID).then().statusCode(200);
    }

    @Test
    void whatIsNoSaleIdIsNoSale() {
        as(Credential.TILL).get("/v1/sales/ABC").then().statusCode(404).body("reason", equalTo("SALE_UNKNOWN"));
        peers.sale = request -> {
            throw Told.refusal(Reason.REASON_RECEIPT_UNKNOWN, "");
        };
        as(Credential.TILL)
                .get("/v1/sales?store=PAR-012&terminal=T3&number=1")
                .then()
                .statusCode(404)
                .body("reason", equalTo("RECEIPT_UNKNOWN"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', store",
        "?store=PAR-012&number=1, terminal",
        "?store=PAR-012&terminal=T3, number",
        "?store=PAR-012&terminal=T3&number=, number",
        "?store=PAR-012&terminal=T3&number=1&date=2026-11-21, date",
        "?store=PAR-012&store=PAR-012&terminal=T3&number=1, store",
        "?store=PAR-012&terminal=T3&number=%00, number"
    })
    void aReceiptThatIsNotNamedWholeIsFieldInvalid(String query, String field) {
        as(Credential.TILL)
                .urlEncodingEnabled(false)
                .get("/v1/sales" + query)
                .then()
                .statusCode(400)
                .body("reason", equalTo("FIELD_INVALID"))
                .body("field", equalTo(field));
    }

    private static Response send(String key, String sale) {
        return as(key).header("Idempotency-Key", "s-1").body(sale).post("/v1/sales");
    }

    private static RecordSaleResponse.Builder recorded() {
        return RecordSaleResponse.newBuilder()
                .setResult(SaleResult.newBuilder()
                        .setSaleId(SALE_ID)
                        .setMemberId(MEMBER)
                        .setMemberStatus(SaleMemberStatus.SALE_MEMBER_STATUS_ACTIVE)
                        .setEarned(Earned.newBuilder()
                                .setPoints(53)
                                .setState(EarnedState.EARNED_STATE_AVAILABLE)
                                .setAvailableAt(Times.to(Told.AT))
                                .setExpiresAt(Times.to(Told.AT))
                                .addBreakdown(Award.newBuilder()
                                        .setRule("base")
                                        .setVersion(1)
                                        .setBase(5382)
                                        .setPoints(53)
                                        .setText("1 point a euro")))
                        .setBalance(Told.balance(53, 1)));
    }

    private static GetSaleResponse kept(String store) {
        var sale = dev.omnipoints.contracts.loyalty.v1.Sale.newBuilder()
                .setReceipt(dev.omnipoints.contracts.type.v1.Receipt.newBuilder()
                        .setStore(store)
                        .setTerminal("T3")
                        .setNumber("000881"))
                .setOccurredAt(Times.to(Told.AT))
                .setCurrency("EUR")
                .addLines(dev.omnipoints.contracts.loyalty.v1.SaleLine.newBuilder()
                        .setLineId("1")
                        .setSku("SER-30")
                        .setCategory("skincare/serum")
                        .addLabels("new")
                        .setQuantity(2)
                        .setGross(5980)
                        .setDiscount(598)
                        .setTax(897))
                .addTenders(dev.omnipoints.contracts.loyalty.v1.Tender.newBuilder()
                        .setType("CARD")
                        .setAmount(5382));
        return GetSaleResponse.newBuilder()
                .setResult(recorded().getResult())
                .setSale(sale)
                .setChannel(Channel.CHANNEL_STORE)
                .setRecordedAt(Times.to(Told.AT))
                .build();
    }
}
