package dev.omnipoints.gateway.till;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.omnipoints.contracts.loyalty.v1.GetSaleRequest;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.gateway.Credential;
import dev.omnipoints.gateway.GatewayTest;
import dev.omnipoints.gateway.Told;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class SaleReadTest extends GatewayTest {

    @Test
    void aSaleIsReadByItsIdWithWhatWasSent() {
        peers.sale = request -> KeptSale.of("PAR-012");

        String body = as(Credential.TILL)
                .get("/v1/sales/" + KeptSale.ID)
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(body)
                .isEqualTo(KeptSale.ANSWER.substring(0, KeptSale.ANSWER.length() - 1)
                        + ",\"channel\":\"STORE\",\"recordedAt\":\"2026-11-21T10:15:00Z\",\"sale\":{\"receipt\":"
                        + "{\"store\":\"PAR-012\",\"terminal\":\"T3\",\"number\":\"000881\"},"
                        + "\"occurredAt\":\"2026-11-21T10:15:00Z\",\"currency\":\"EUR\",\"lines\":[{\"lineId\":\"1\","
                        + "\"sku\":\"SER-30\",\"category\":\"skincare/serum\",\"labels\":[\"new\"],\"quantity\":2,"
                        + "\"gross\":5980,\"discount\":598,\"tax\":897}],"
                        + "\"tenders\":[{\"type\":\"CARD\",\"amount\":5382}]}}");
    }

    @Test
    void aSaleIsFoundByItsReceipt() {
        peers.sale = request -> KeptSale.of("PAR-012");

        as(Credential.TILL)
                .get("/v1/sales?store=PAR-012&terminal=T4&number=000881&businessDate=2026-11-21")
                .then()
                .statusCode(200)
                .body("saleId", equalTo(KeptSale.ID));

        GetSaleRequest asked = peers.only(GetSaleRequest.class);
        assertThat(asked.getReceipt().getTerminal()).isEqualTo("T4");
        assertThat(asked.getReceipt().getBusinessDate()).isEqualTo("2026-11-21");
    }

    @Test
    void aSaleOfAnotherStoreIsNotShown() {
        peers.sale = request -> KeptSale.of("LYO-001");

        as(Credential.TILL)
                .get("/v1/sales/" + KeptSale.ID)
                .then()
                .statusCode(404)
                .body("reason", equalTo("SALE_UNKNOWN"));
        as(Credential.TILL)
                .get("/v1/sales?store=LYO-001&terminal=T3&number=1")
                .then()
                .statusCode(403)
                .body("reason", equalTo("STORE_NOT_GRANTED"))
                .body("field", equalTo("store"));
        as(Credential.SHOP).get("/v1/sales/" + KeptSale.ID).then().statusCode(200);
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
}
