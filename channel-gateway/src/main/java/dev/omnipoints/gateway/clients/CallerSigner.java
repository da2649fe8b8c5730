package dev.omnipoints.gateway.clients;

import com.google.protobuf.ByteString;
import dev.omnipoints.contracts.type.v1.Caller;
import dev.omnipoints.gateway.platform.ExpiringCache;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/**
 * Vouches for the caller towards another service: a JWT of a minute, signed with the gateway's own Ed25519 key
 * (contracts, caller.proto). A token is used again for the same caller for half of its life.
 */
@Startup // A key that is unfit is to be found before the first request.
@Singleton
public final class CallerSigner {
    static final String ISSUER = "channel-gateway";
    private static final Duration LIFE = Duration.ofSeconds(60);
    private static final Duration REUSED = Duration.ofSeconds(30);
    private static final int MAX_CACHED = 10_000;

    private record For(String audience, ByteString caller) {}

    private final PrivateKey key;
    private final ExpiringCache<For, String> tokens = new ExpiringCache<>(MAX_CACHED, REUSED);

    CallerSigner(@ConfigProperty(name = "omnipoints.caller.private-key") String privateKey) {
        this.key = read(privateKey);
    }

    /** The token that tells a service who the caller is. */
    public String token(String audience, Caller caller) {
        For whom = new For(audience, caller.toByteString());
        return tokens.get(whom).orElseGet(() -> {
            String signed = sign(whom);
            tokens.put(whom, signed);
            return signed;
        });
    }

    private String sign(For whom) {
        NumericDate now = NumericDate.now();
        NumericDate end = NumericDate.fromSeconds(now.getValue() + LIFE.toSeconds());
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(ISSUER);
        claims.setAudience(whom.audience());
        claims.setIssuedAt(now);
        claims.setExpirationTime(end);
        claims.setStringClaim(
                "caller",
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(whom.caller().toByteArray()));
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.EDDSA);
        signature.setKey(key);
        signature.setPayload(claims.toJson());
        try {
            return signature.getCompactSerialization();
        } catch (JoseException failed) {
            throw new IllegalStateException("The caller could not be signed", failed);
        }
    }

    private static PrivateKey read(String base64) {
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
        } catch (GeneralSecurityException | IllegalArgumentException unfit) {
            // The cause may quote the key.
            throw new IllegalStateException(
                    "omnipoints.caller.private-key must be the base64 of an Ed25519 key in PKCS#8 DER");
        }
    }
}
