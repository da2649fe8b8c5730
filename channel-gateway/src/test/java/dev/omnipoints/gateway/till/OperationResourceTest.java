package dev.omnipoints.gateway.till;

import static dev.omnipoints.gateway.MemberToken.MEMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.omnipoints.contracts.loyalty.v1.EntryKind;
import dev.omnipoints.contracts.loyalty.v1.LookupOperationRequest;
import dev.omnipoints.contracts.loyalty.v1.LookupOperationResponse;
import dev.omnipoints.contracts.loyalty.v1.Operation;
import dev.omnipoints.contracts.loyalty.v1.RefusedOperation;
import dev.omnipoints.contracts.profile.v1.ResolveResponse;
import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.gateway.Credential;
import dev.omnipoints.gateway.GatewayTest;
import dev.omnipoints.gateway.Told;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class OperationResourceTest extends GatewayTest {
    private static final String BY_MEMBER = "{\"key\": \"k-1\", \"memberId\": \"" + MEMBER + "\"}";

    static Stream<Arguments> operations() {
        return Stream.of(
                Arguments.of(Held.held(), "HOLD", Held.HELD),
                Arguments.of(Held.captured(), "CAPTURE", Held.CAPTURED),
                Arguments.of(Held.voided(), "VOID", Held.VOIDED),
                Arguments.of(Held.redeemed(), "REDEEM", Held.REDEEMED),
                Arguments.of(Held.reversed(), "REVERSE", Held.REVERSED),
                Arguments.of(
                        Held.redeemed()
                                .setKind(EntryKind.ENTRY_KIND_TRANSFER)
                                .setOperationId("transfer_1")
                                .setCounterpartId("transfer_2"),
                        "TRANSFER",
                        "{\"operationId\":\"transfer_1\",\"points\":500," + Held.balance(100, 4) + "}"));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void whatWasDoneIsAnsweredAsItsOwnEndpointDid(Operation.Builder operation, String kind, String answer) {
        peers.resolve = request -> Told.known();
        peers.operation = request ->
                LookupOperationResponse.newBuilder().setOperation(operation).build();

        assertThat(look(BY_MEMBER).then().statusCode(200).extract().asString())
                .isEqualTo("{\"state\":\"DONE\",\"kind\":\"" + kind + "\",\"operation\":" + answer + "}");
        assertThat(peers.only(LookupOperationRequest.class))
                .isEqualTo(LookupOperationRequest.newBuilder()
                        .setKey("k-1")
                        .setMember(Told.context())
                        .build());
    }

    @Test
    void aSaleIsAnsweredAsItsOwnEndpointDid() {
        peers.operation = request -> LookupOperationResponse.newBuilder()
                .setSale(KeptSale.recorded().getResult())
                .build();

        assertThat(look("""
                        {"key": "\\"s-1\\"", "receipt": {"store": "PAR-012", "terminal": "T3", "number": "000881"}}
                        """).then().statusCode(200).extract().asString())
                .isEqualTo("{\"state\":\"DONE\",\"kind\":\"SALE\",\"operation\":" + KeptSale.ANSWER + "}");
        LookupOperationRequest sent = peers.only(LookupOperationRequest.class);
        assertThat(sent.getKey()).isEqualTo("s-1");
        assertThat(sent.getReceipt().getNumber()).isEqualTo("000881");
        assertThat(peers.received()).hasSize(1);
    }

    @Test
    void aRefusalThatWasRecordedIsToldAsItWas() {
        peers.operation = request -> LookupOperationResponse.newBuilder()
                .setRefused(RefusedOperation.newBuilder()
                        .setDetail("Ask for at most 120.")
                        .setProblem(Problem.newBuilder()
                                .setReason(Reason.REASON_INSUFFICIENT_POINTS)
                                .setBalance(Told.balance(120, 7))
                                .setRequired(500)))
                .build();

        assertThat(look("{\"key\": \"k-1\", \"holdId\": \"hold_1\"}")
                        .then()
                        .statusCode(200)
                        .contentType("application/json")
                        .extract()
                        .asString())
                .isEqualTo("{\"state\":\"REFUSED\",\"problem\":{\"type\":\"urn:omnipoints:reason:insufficient-points\","
                        + "\"title\":\"There are not enough points\",\"status\":409,"
                        + "\"detail\":\"Ask for at most 120.\",\"reason\":\"INSUFFICIENT_POINTS\","
                        + Held.balance(120, 7) + ",\"required\":500}}");
        assertThat(peers.only(LookupOperationRequest.class).getHoldId()).isEqualTo("hold_1");
    }

    @Test
    void aKeyOfNothingIsUnknown() {
        peers.resolve = request -> Told.known();
        peers.operation = request -> {
            throw Told.refusal(Reason.REASON_OPERATION_UNKNOWN, "");
        };

        look("{\"key\": \"k-1\", \"identity\": {\"type\": \"CARD\", \"value\": \"2990000000019\"}}")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("reason", equalTo("OPERATION_UNKNOWN"));
    }

    @Test
    void aCardOfNoOneIsMemberUnknown() {
        peers.resolve = request -> ResolveResponse.getDefaultInstance();

        look("{\"key\": \"k-1\", \"identity\": {\"type\": \"CARD\", \"value\": \"1\"}}")
                .then()
                .statusCode(404)
                .body("reason", equalTo("MEMBER_UNKNOWN"));
    }

    @Test
    void aClaimIsAnsweredAsItsOwnEndpointDid() {
        peers.resolve = request -> Told.known();
        peers.operation = request -> LookupOperationResponse.newBuilder()
                .setClaim(KeptSale.recorded().getResult())
                .build();

        assertThat(look(BY_MEMBER).then().statusCode(200).extract().asString())
                .isEqualTo("{\"state\":\"DONE\",\"kind\":\"CLAIM\",\"operation\":" + KeptSale.ANSWER + "}");
    }

    @Test
    void aReturnOfAnotherStoresReceiptIsAnsweredAsItsOwnEndpointDid() {
        peers.operation = request -> LookupOperationResponse.newBuilder()
                .setGoods(ReturnResourceTest.recorded().getResult())
                .build();

        assertThat(as(Credential.TILL)
                        .body("""
                                {"key": "k", "receipt": {"store": "LYO", "terminal": "T3", "number": "1"}}
                                """)
                        .post("/v1/operations/lookup")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString())
                .isEqualTo("{\"state\":\"DONE\",\"kind\":\"RETURN\",\"operation\":" + ReturnResourceTest.ANSWER + "}");
        assertThat(peers.only(LookupOperationRequest.class).getReceipt().getStore())
                .isEqualTo("LYO");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'{\"memberId\": \"" + MEMBER + "\"}'                                          | key",
                "'{\"key\": \"\", \"holdId\": \"hold_1\"}'                                     | key",
                "'{\"key\": \"a b\", \"holdId\": \"hold_1\"}'                                  | key",
                "'{\"key\": 7, \"holdId\": \"hold_1\"}'                                        | key",
                "'{\"key\": \"\\\"open\", \"holdId\": \"hold_1\"}'                             | key",
                "'{\"key\": \"k\"}'                                                            | memberId",
                "'{\"key\": \"k\", \"member\": \"1\"}'                                         | member",
                "'{\"key\": \"k\", \"memberId\": \"1\"}'                                       | memberId",
                "'{\"key\": \"k\", \"holdId\": \"\"}'                                          | holdId",
                "'{\"key\": \"k\", \"receipt\": {\"store\": \"PAR-012\", \"terminal\": \"T3\"}}' | receipt.number",
                "'{\"key\": \"k\", \"identity\": {\"type\": \"APP_CODE\", \"value\": \"1\"}}'  | identity.type"
            })
    void aFieldThatIsNotAsItMustBeIsNamed(String body, String field) {
        look(body)
                .then()
                .statusCode(400)
                .body("reason", equalTo("FIELD_INVALID"))
                .body("field", equalTo(field));
        assertThat(peers.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"memberId\": \"" + MEMBER + "\", \"holdId\": \"hold_1\"                                   ; holdId",
                "\"memberId\": \"" + MEMBER + "\", \"identity\": {\"type\": \"CARD\", \"value\": \"1\"}     ; identity",
                "\"holdId\": \"h\", \"receipt\": {\"store\": \"S\", \"terminal\": \"T\", \"number\": \"1\"} ; receipt"
            })
    void whoseItWasIsSaidOnce(String question) {
        String[] parts = question.split(" *; *");
        look("{\"key\": \"k\", " + parts[0] + "}")
                .then()
                .statusCode(400)
                .body("reason", equalTo("FIELD_INVALID"))
                .body("field", equalTo(parts[1]));
        assertThat(peers.received()).isEmpty();
    }

    private static Response look(String body) {
        return as(Credential.SHOP).body(body).post("/v1/operations/lookup");
    }
}
