package dev.omnipoints.gateway;

import java.security.Key;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/** A token as an issuer makes it; every part can be made wrong. */
public final class MemberToken {
    /** The member of the tests. */
    public static final String MEMBER = "0192f0c1-2345-7abc-8def-0123456789ab";

    private final Map<String, Object> claims = new HashMap<>();
    private String algorithm = AlgorithmIdentifiers.RSA_USING_SHA256;
    private String keyId = "k1";

    /** A token that is as it must be. */
    public static MemberToken of(String issuer) {
        long now = NumericDate.now().getValue();
        return new MemberToken()
                .with("iss", issuer)
                .with("aud", "omnipoints")
                .with("sub", MEMBER)
                .with("azp", "mobile-app")
                .with("programme", "demo")
                .with("groups", List.of("member"))
                .with("iat", now)
                .with("exp", now + 300);
    }

    /** The same with another claim. */
    public MemberToken with(String claim, Object value) {
        claims.put(claim, value);
        return this;
    }

    /** The same without a claim. */
    public MemberToken without(String claim) {
        claims.remove(claim);
        return this;
    }

    /** The same under another key id. */
    public MemberToken keyId(String other) {
        keyId = other;
        return this;
    }

    /** The same under another algorithm. */
    public MemberToken algorithm(String other) {
        algorithm = other;
        return this;
    }

    /** Signed; with a null key and `none`, unsigned. */
    public String signed(Key key) {
        JwtClaims payload = new JwtClaims();
        claims.forEach(payload::setClaim);
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        signature.setAlgorithmHeaderValue(algorithm);
        signature.setKeyIdHeaderValue(keyId);
        signature.setKey(key);
        signature.setPayload(payload.toJson());
        try {
            return signature.getCompactSerialization();
        } catch (JoseException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
