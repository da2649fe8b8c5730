package dev.omnipoints.gateway.till;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.omnipoints.gateway.Credential;
import dev.omnipoints.gateway.GatewayTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class BadEnrolmentTest extends GatewayTest {
    private static final String CARD = "\"identities\": [{\"type\": \"CARD\", \"value\": \"1\"}]";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                                        | identities",
                "{\"identities\": []}                                                      | identities",
                "{\"identities\": [null]}                                                  | identities[0]",
                "{\"identities\": [{\"type\": \"CARD\", \"value\": \"\"}]}                 | identities[0].value",
                "{\"identities\": [{\"type\": \"APP_CODE\", \"value\": \"1\"}]}            | identities[0].type",
                "{CARD, \"profile\": {\"givenName\": \"A\\u0000b\"}}                       | profile.givenName",
                "{CARD, \"profile\": {\"familyName\": \"A\\ud800b\"}}                      | profile.familyName",
                "{CARD, \"profile\": {\"givenName\": \"\"}}                                | profile.givenName",
                "{CARD, \"profile\": {\"birthDate\": \"1990-02-30\"}}                      | profile.birthDate",
                "{CARD, \"profile\": {\"birthDate\": \"1990-5-17\"}}                       | profile.birthDate",
                "{CARD, \"profile\": {\"birthDate\": \"1990-05-17T00:00:00Z\"}}            | profile.birthDate",
                "{CARD, \"profile\": {\"locale\": \"fr_FR\"}}                              | profile.locale",
                "{CARD, \"profile\": {\"name\": \"A\"}}                                    | profile.name",
                "{CARD, \"profile\": []}                                                   | profile",
                "{CARD, \"consents\": []}                                                  | consents",
                "{CARD, \"attributes\": {\"age\": 35}}                                     | attributes.age",
                "{CARD, \"attributes\": {\"age\": null}}                                   | attributes.age",
                "{CARD, \"attributes\": {\"age\": \"\\u0007\"}}                            | attributes.age",
                "{CARD, \"attributes\": {\"age\": \"1\", \"age\": \"2\"}}                  | attributes.age"
            })
    void aFieldThatIsNotAsItMustBeIsNamed(String body, String field) {
        as(Credential.TILL)
                .header("Idempotency-Key", "k")
                .body(body.replace("CARD,", CARD + ","))
                .post("/v1/members")
                .then()
                .statusCode(400)
                .body("reason", equalTo("FIELD_INVALID"))
                .body("field", equalTo(field));
        assertThat(peers.received()).isEmpty();
    }

    @Test
    void aNameHasAtMost200CharactersOfAnyScript() {
        as(Credential.TILL)
                .header("Idempotency-Key", "k")
                .body("{" + CARD + ", \"profile\": {\"givenName\": \"" + "𓀀".repeat(201) + "\"}}")
                .post("/v1/members")
                .then()
                .statusCode(400)
                .body("reason", equalTo("FIELD_INVALID"))
                .body("field", equalTo("profile.givenName"));
    }

    @Test
    void atMost50Attributes() {
        String attributes = IntStream.range(0, 51)
                .mapToObj(i -> "\"a%d\": \"x\"".formatted(i))
                .collect(Collectors.joining(","));

        as(Credential.TILL)
                .header("Idempotency-Key", "k")
                .body("{" + CARD + ", \"attributes\": {" + attributes + "}}")
                .post("/v1/members")
                .then()
                .statusCode(400)
                .body("reason", equalTo("FIELD_INVALID"))
                .body("field", equalTo("attributes"));
    }
}
