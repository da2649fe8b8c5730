package dev.omnipoints.gateway;

import static io.restassured.RestAssured.given;

import io.quarkus.test.common.QuarkusTestResource;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;

/** What the tests through the door share: the running gateway, its peers, and who knocks. */
@QuarkusTestResource(GatewayEnvironment.class)
public abstract class GatewayTest {
    @Inject
    protected Peers peers;

    @ConfigProperty(name = "omnipoints.access.issuer")
    protected String issuer;

    @ConfigProperty(name = "test.issuer.private-key")
    String issuerKey;

    @BeforeEach
    void forget() {
        peers.reset();
    }

    /** A request with a key. */
    protected static RequestSpecification as(String apiKey) {
        return given().header("X-API-Key", apiKey).contentType(ContentType.JSON);
    }

    /** A request with the member's token. */
    protected RequestSpecification asMember() {
        return given().header(
                        "Authorization", "Bearer " + MemberToken.of(issuer).signed(issuerKey()));
    }

    /** A request with the token of one of the retailer's people, who is `staff-7` in `back-office`. */
    protected RequestSpecification asStaff(String... roles) {
        String token = MemberToken.of(issuer)
                .with("sub", "staff-7")
                .with("azp", "back-office")
                .with("groups", List.of(roles))
                .signed(issuerKey());
        return given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
    }

    /** What the issuer signs with. */
    protected PrivateKey issuerKey() {
        try {
            return KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(issuerKey)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
