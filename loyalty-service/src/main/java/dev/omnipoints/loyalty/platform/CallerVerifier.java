package dev.omnipoints.loyalty.platform;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.omnipoints.contracts.type.v1.Caller;
import dev.omnipoints.contracts.type.v1.CallerKind;
import dev.omnipoints.contracts.type.v1.Reason;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.Key;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * Checks the signed caller: a JWT (EdDSA) for this service of at most 60 seconds, signed by a trusted
 * service whose name is its {@code iss}. A token is checked once and remembered for 30 seconds.
 */
@Startup
@ApplicationScoped
public class CallerVerifier {
    private static final int MAX_TOKEN_LENGTH = 4_096;
    private static final int MAX_REMEMBERED = 10_000;
    private static final int MAX_CLIENT_LENGTH = 128;
    private static final int CLOCK_SKEW_SECONDS = 5;
    private static final Duration MAX_LIFE = Duration.ofSeconds(60);
    private static final Duration REMEMBERED_FOR = Duration.ofSeconds(30);

    private final Map<String, PublicKey> keys;
    private final JwtConsumer consumer;
    private final Clock clock;
    private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();

    @Inject
    CallerVerifier(
            CallerConfig config, @ConfigProperty(name = "quarkus.application.name") String service, Clock clock) {
        this.clock = clock;
        this.keys = config.trusted().entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey,
                        entry -> CallerKeys.publicKey(
                                "omnipoints.caller.trusted.\"" + entry.getKey() + "\"", entry.getValue())));
        if (keys.isEmpty()) {
            throw new IllegalStateException(
                    "Configuration omnipoints.caller.trusted.\"channel-gateway\" is missing; set it and start again.");
        }
        this.consumer = new JwtConsumerBuilder()
                .setRequireExpirationTime()
                .setRequireIssuedAt()
                .setExpectedAudience(service)
                .setAllowedClockSkewInSeconds(CLOCK_SKEW_SECONDS)
                .setJwsAlgorithmConstraints(new AlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.EDDSA))
                .setVerificationKeyResolver((jws, nested) -> keyOf(jws))
                .build();
    }

    /**
     * The caller in a token.
     *
     * @throws Refused UNAUTHENTICATED where the token is missing, malformed, too old, not for this service,
     *     or signed by no service that is trusted
     */
    public VerifiedCaller verify(String token) {
        if (token == null || token.isEmpty()) {
            throw unauthenticated("Send the signed caller in the metadata omnipoints-caller.");
        }
        if (token.length() > MAX_TOKEN_LENGTH) {
            throw unauthenticated("The signed caller is longer than any we sign.");
        }
        Instant now = clock.instant();
        Remembered known = remembered.get(token);
        if (known != null && now.isBefore(known.until)) {
            return known.caller;
        }
        Remembered fresh = check(token, now);
        remember(token, fresh, now);
        return fresh.caller;
    }

    private Remembered check(String token, Instant now) {
        try {
            JwtClaims claims = consumer.processToClaims(token);
            Instant issued = instant(claims.getIssuedAt());
            Instant expires = instant(claims.getExpirationTime());
            if (Duration.between(issued, expires).compareTo(MAX_LIFE) > 0
                    || issued.isAfter(now.plusSeconds(CLOCK_SKEW_SECONDS))) {
                throw unauthenticated("The signed caller must live at most 60 seconds from now.");
            }
            Caller caller = Caller.parseFrom(Base64.getUrlDecoder().decode(claims.getStringClaimValue("caller")));
            Instant forget = now.plus(REMEMBERED_FOR);
            return new Remembered(
                    new VerifiedCaller(claims.getIssuer(), complete(caller)),
                    expires.isBefore(forget) ? expires : forget);
        } catch (InvalidJwtException
                | MalformedClaimException
                | InvalidProtocolBufferException
                | IllegalArgumentException
                | NullPointerException untrusted) {
            throw unauthenticated("The signed caller is not valid; sign it anew for this service.");
        }
    }

    private static Caller complete(Caller caller) {
        boolean complete = !caller.getProgramme().isEmpty()
                && !caller.getClient().isEmpty()
                && caller.getClient().length() <= MAX_CLIENT_LENGTH
                && caller.getKind() != CallerKind.CALLER_KIND_UNSPECIFIED
                && caller.getKind() != CallerKind.UNRECOGNIZED;
        if (!complete) {
            throw unauthenticated("The signed caller must name its programme, client and kind.");
        }
        return caller;
    }

    private void remember(String token, Remembered fresh, Instant now) {
        if (remembered.size() >= MAX_REMEMBERED) {
            remembered.values().removeIf(old -> !now.isBefore(old.until));
            if (remembered.size() >= MAX_REMEMBERED) {
                remembered.clear();
            }
        }
        remembered.put(token, fresh);
    }

    private Key keyOf(JsonWebSignature jws) throws UnresolvableKeyException {
        try {
            // Not believed yet: it only says with which key the signature has to be checked.
            PublicKey key = keys.get(JwtClaims.parse(jws.getUnverifiedPayload()).getIssuer());
            if (key != null) {
                return key;
            }
        } catch (InvalidJwtException | MalformedClaimException malformed) {
            throw new UnresolvableKeyException("unreadable claims", malformed);
        }
        throw new UnresolvableKeyException("issuer not trusted");
    }

    private static Instant instant(NumericDate date) {
        return Instant.ofEpochMilli(date.getValueInMillis());
    }

    private static Refused unauthenticated(String detail) {
        return Refused.of(Reason.REASON_UNAUTHENTICATED, detail);
    }

    private record Remembered(VerifiedCaller caller, Instant until) {}
}
