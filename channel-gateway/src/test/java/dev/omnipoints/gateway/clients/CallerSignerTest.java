package dev.omnipoints.gateway.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.omnipoints.contracts.type.v1.Caller;
import dev.omnipoints.contracts.type.v1.CallerKind;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.junit.jupiter.api.Test;

class CallerSignerTest {
    private static final Caller TILL = Caller.newBuilder()
            .setProgramme("demo")
            .setKind(CallerKind.CALLER_KIND_CLIENT)
            .setClient("till")
            .build();

    private final KeyPair pair = newPair();
    private final CallerSigner signer =
            new CallerSigner(base64(pair.getPrivate().getEncoded()));

    @Test
    void aTokenCarriesTheCallerForAMinute() throws Exception {
        JwtClaims claims = verified(signer.token("loyalty-service", TILL), "loyalty-service");

        assertThat(claims.getIssuer()).isEqualTo("channel-gateway");
        assertThat(claims.getExpirationTime().getValue() - claims.getIssuedAt().getValue())
                .isEqualTo(60);
        assertThat(Caller.parseFrom(Base64.getUrlDecoder().decode(claims.getStringClaimValue("caller"))))
                .isEqualTo(TILL);
    }

    @Test
    void aTokenIsUsedAgainForTheSameCallerAndServiceOnly() {
        String token = signer.token("loyalty-service", TILL);

        assertThat(signer.token("loyalty-service", TILL)).isSameAs(token);
        assertThat(signer.token("profile-service", TILL)).isNotEqualTo(token);
        assertThat(signer.token(
                        "loyalty-service", TILL.toBuilder().setClient("shop").build()))
                .isNotEqualTo(token);
    }

    @Test
    void aTokenForOneServiceIsWorthNothingAtAnother() {
        String token = signer.token("loyalty-service", TILL);

        assertThatThrownBy(() -> verified(token, "profile-service")).isInstanceOf(InvalidJwtException.class);
    }

    @Test
    void aKeyThatIsNoneIsNotQuoted() {
        assertThatThrownBy(() -> new CallerSigner("c2VjcmV0"))
                .isInstanceOf(IllegalStateException.class)
                .hasNoCause()
                .hasMessageContaining("omnipoints.caller.private-key")
                .hasMessageNotContaining("c2VjcmV0");
    }

    private JwtClaims verified(String token, String audience) throws InvalidJwtException {
        return new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(AlgorithmConstraints.ConstraintType.PERMIT, "EdDSA")
                .setVerificationKey(pair.getPublic())
                .setExpectedAudience(audience)
                .setExpectedIssuer("channel-gateway")
                .setRequireExpirationTime()
                .build()
                .processToClaims(token);
    }

    private static KeyPair newPair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
