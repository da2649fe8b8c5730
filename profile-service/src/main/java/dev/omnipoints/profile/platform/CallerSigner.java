package dev.omnipoints.profile.platform;

import dev.omnipoints.contracts.type.v1.Caller;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.PrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/**
 * Signs for callers with this service's own key. A token lives 60 seconds and is used again for the same
 * caller for 30, so the receiver always has at least half of its life left.
 */
@Startup
@ApplicationScoped
public class CallerSigner {
    private static final int MAX_KEPT = 1_000;
    private static final Duration LIFE = Duration.ofSeconds(60);
    private static final Duration KEPT_FOR = Duration.ofSeconds(30);

    private final String service;
    private final PrivateKey key;
    private final Clock clock;
    private final Map<Addressed, Signed> kept = new ConcurrentHashMap<>();

    @Inject
    CallerSigner(CallerConfig config, @ConfigProperty(name = "quarkus.application.name") String service, Clock clock) {
        this.service = service;
        this.key = CallerKeys.privateKey("omnipoints.caller.private-key", config.privateKey());
        this.clock = clock;
    }

    /**
     * The token to send as {@link CallerInterceptor#HEADER}.
     *
     * @param audience the service called, such as {@code loyalty-service}
     */
    public String sign(Caller caller, String audience) {
        Instant now = clock.instant();
        Addressed addressed = new Addressed(caller, audience);
        Signed signed = kept.get(addressed);
        if (signed != null && now.isBefore(signed.until)) {
            return signed.token;
        }
        if (kept.size() >= MAX_KEPT) {
            kept.clear();
        }
        String token = token(addressed, now);
        kept.put(addressed, new Signed(token, now.plus(KEPT_FOR)));
        return token;
    }

    private String token(Addressed addressed, Instant now) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(service);
        claims.setAudience(addressed.audience);
        claims.setIssuedAt(NumericDate.fromSeconds(now.getEpochSecond()));
        claims.setExpirationTime(NumericDate.fromSeconds(now.plus(LIFE).getEpochSecond()));
        claims.setStringClaim(
                "caller", Base64.getUrlEncoder().withoutPadding().encodeToString(addressed.caller.toByteArray()));
        JsonWebSignature jws = new JsonWebSignature();
        jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.EDDSA);
        jws.setKey(key);
        jws.setPayload(claims.toJson());
        try {
            return jws.getCompactSerialization();
        } catch (JoseException impossible) {
            throw new IllegalStateException("cannot sign with the configured key", impossible);
        }
    }

    private record Addressed(Caller caller, String audience) {}

    private record Signed(String token, Instant until) {}
}
