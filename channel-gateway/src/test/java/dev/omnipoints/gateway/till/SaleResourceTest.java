package dev.omnipoints.gateway.till;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.omnipoints.contracts.loyalty.v1.Earned;
import dev.omnipoints.contracts.loyalty.v1.EarnedState;
import dev.omnipoints.contracts.loyalty.v1.OnUnknownMember;
import dev.omnipoints.contracts.loyalty.v1.RecordSaleRequest;
import dev.omnipoints.contracts.loyalty.v1.RecordSaleResponse;
import dev.omnipoints.contracts.loyalty.v1.SaleMemberStatus;
import dev.omnipoints.contracts.loyalty.v1.SaleResult;
import dev.omnipoints.contracts.profile.v1.ResolveRequest;
import dev.omnipoints.contracts.profile.v1.ResolveResponse;
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
    private static final String SALE = """
            {"receipt": {"store": "PAR-012", "terminal": "T3", "number": "000881"},
             "occurredAt": "2026-11-21T11:15:00+01:00",
             "identity": {"type": "CARD", "value": "2990000000019"}, "currency": "EUR",
             "lines": [{"lineId": "1", "sku": "SER-30", "category": "skincare/serum", "labels": ["new"],
                        "quantity": 2, "gross": 5980, "discount": 598, "tax": 897}],
             "tenders": [{"type": "CARD", "amount": 5382}]}
            """;

    @Test
    void aSaleOfAMemberIsRecordedAndAnsweredWhole() {
        peers.resolve = request -> Told.known();
        peers.recordSale = request -> KeptSale.recorded().build();

        String body = send(Credential.TILL, SALE)
                .then()
                .statusCode(201)
                .header("Idempotent-Replayed", nullValue())
                .extract()
                .asString();

        assertThat(body).isEqualTo(KeptSale.ANSWER);
        RecordSaleRequest sent = peers.only(RecordSaleRequest.class);
        assertThat(sent.getIdempotencyKey()).isEqualTo("s-1");
        assertThat(sent.getMemberNamed()).isTrue();
        assertThat(sent.getMember()).isEqualTo(Told.context());
        assertThat(sent.getSale().getOccurredAt()).isEqualTo(Times.to(Told.AT));
        assertThat(sent.getSale().getLines(0).getLabels(0)).isEqualTo("new");
        assertThat(sent.getSale().getLines(0).getDiscount()).isEqualTo(598);
        assertThat(sent.getSale().hasBasketDiscount()).isFalse();
        assertThat(sent.toString()).doesNotContain("2990000000019");
        assertThat(peers.only(ResolveRequest.class).getAt()).isEqualTo(Times.to(Told.AT));
    }

    @Test
    void aSaleWithoutMemberIsKeptAndSaysSo() {
        peers.recordSale = request -> RecordSaleResponse.newBuilder()
                .setResult(SaleResult.newBuilder()
                        .setSaleId(KeptSale.ID)
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
                .isEqualTo("{\"saleId\":\"" + KeptSale.ID + "\",\"memberId\":null,\"memberStatus\":\"NONE\","
                        + "\"earned\":{\"points\":0,\"state\":\"AVAILABLE\",\"breakdown\":[]}}");
        assertThat(peers.only(RecordSaleRequest.class).getMemberNamed()).isFalse();
        assertThat(peers.received()).hasSize(1);
    }

    @Test
    void anUnknownCardIsNamedWithoutAMember() {
        peers.resolve = request -> ResolveResponse.getDefaultInstance();
        peers.recordSale = request -> KeptSale.recorded().build();

        send(Credential.TILL, SALE.replace("\"currency\"", "\"onUnknownMember\": \"REFUSE\", \"currency\""))
                .then()
                .statusCode(201);

        RecordSaleRequest sent = peers.only(RecordSaleRequest.class);
        assertThat(sent.getMemberNamed()).isTrue();
        assertThat(sent.hasMember()).isFalse();
        assertThat(sent.getSale().getOnUnknownMember()).isEqualTo(OnUnknownMember.ON_UNKNOWN_MEMBER_REFUSE);
    }

    @Test
    void anEmptyCategoryIsTakenAsRealTillsSendIt() {
        peers.resolve = request -> Told.known();
        peers.recordSale = request -> KeptSale.recorded().build();

        send(Credential.TILL, SALE.replace("skincare/serum", "")).then().statusCode(201);
    }

    @Test
    void theSameKeyIsAnsweredByTheSameBytesAnd201() {
        peers.resolve = request -> Told.known();
        peers.recordSale = request -> KeptSale.recorded().setReplayed(true).build();

        ValidatableResponse again = send(Credential.TILL, SALE).then();

        again.statusCode(201).header("Idempotent-Replayed", "true");
        assertThat(again.extract().asString()).isEqualTo(KeptSale.ANSWER);
    }

    @Test
    void theSameReceiptUnderAnotherKeyIsAnsweredWith200() {
        peers.resolve = request -> Told.known();
        peers.recordSale = request ->
                KeptSale.recorded().setReplayed(true).setReceiptReplayed(true).build();

        ValidatableResponse again = send(Credential.TILL, SALE).then();

        again.statusCode(200).header("Idempotent-Replayed", "true");
        assertThat(again.extract().asString()).isEqualTo(KeptSale.ANSWER);
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
        peers.recordSale = request -> KeptSale.recorded().build();

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

    private static Response send(String key, String sale) {
        return as(key).header("Idempotency-Key", "s-1").body(sale).post("/v1/sales");
    }
}
