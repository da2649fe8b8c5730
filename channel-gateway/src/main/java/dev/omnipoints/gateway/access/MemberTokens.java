package dev.omnipoints.gateway.access;

import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.gateway.platform.Refused;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.quarkus.security.AuthenticationFailedException;
import io.smallrye.jwt.KeyFormat;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * Believes a token that the retailer's issuer signed for us, RS256 or ES256, with issuer, audience and time as they
 * must be. The issuer's keys are kept and asked for again when they are old or a token names one that is not among
 * them; an issuer that is down for a while stops no one whose key is known.
 */
@Singleton
public final class MemberTokens {
    private static final Logger LOG = Logger.getLogger(MemberTokens.class);
    private static final Duration KEYS_OLD_AFTER = Duration.ofMinutes(10);
    // Tokens with made-up key ids must not make us ask the issuer more often than this.
    private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(5);
    private static final int CLOCK_SKEW_SECONDS = 5;
    // Where an issuer that calls itself local may be believed.
    private static final Set<String> LOCAL_PROFILES = Set.of("local", "test", "dev");

    private record Keys(JWTParser parser, long loadedAtNanos) {}

    private final Optional<URI> issuer;
    private final String audience;
    private final boolean localAllowed;
    private final LongSupplier nanoClock;
    private final Optional<Issuer> connection;

    private volatile Keys keys;
    private CompletableFuture<Keys> asking;
    private long askedAtNanos;

    @Inject
    MemberTokens(
            @ConfigProperty(name = "omnipoints.access.issuer") Optional<URI> issuer,
            @ConfigProperty(name = "omnipoints.access.audience") String audience) {
        this(issuer, audience, ConfigUtils.getProfiles(), System::nanoTime);
    }

    MemberTokens(Optional<URI> issuer, String audience, List<String> profiles, LongSupplier nanoClock) {
        this.issuer = issuer;
        this.audience = audience;
        this.localAllowed = profiles.stream().anyMatch(LOCAL_PROFILES::contains);
        this.nanoClock = nanoClock;
        this.connection = issuer.map(Issuer::new);
    }

    /** Asks the issuer early, and refuses to start beside one that is no production's. */
    void onStart(@Observes StartupEvent starting) {
        if (connection.isEmpty()) {
            LOG.warn("omnipoints.access.issuer is not set: no member can log in");
            return;
        }
        try {
            ask().join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof LocalIssuerException local) {
                throw local;
            }
            LOG.warnf("the issuer cannot be asked yet, its tokens have to wait: %s", failed.getCause());
        }
    }

    /**
     * The token's claims. Fails with an {@link AuthenticationFailedException} where it is not to be believed, with
     * DEPENDENCY_UNAVAILABLE where the issuer's keys cannot be had.
     */
    Uni<JsonWebToken> verify(String token) {
        if (connection.isEmpty()) {
            return Uni.createFrom().failure(new AuthenticationFailedException("no issuer is configured"));
        }
        return current()
                .map(known -> parse(known, token))
                .onFailure(UnknownKeyException.class)
                .recoverWithUni(() -> {
                    if (recentlyAsked()) {
                        return Uni.createFrom()
                                .failure(new AuthenticationFailedException("the key is not the issuer's"));
                    }
                    return asked().map(fresh -> parse(fresh, token))
                            .onFailure(UnknownKeyException.class)
                            .transform(unknown -> new AuthenticationFailedException("the key is not the issuer's"));
                });
    }

    private Uni<Keys> current() {
        Keys known = keys;
        if (known == null) {
            return asked();
        }
        if (nanoClock.getAsLong() - known.loadedAtNanos() > KEYS_OLD_AFTER.toNanos() && !recentlyAsked()) {
            ask().exceptionally(failed -> {
                LOG.warnf("the issuer's keys cannot be renewed, the known ones hold: %s", failed);
                return known;
            });
        }
        return Uni.createFrom().item(known);
    }

    private Uni<Keys> asked() {
        return Uni.createFrom().completionStage(this::ask).onFailure().transform(failed -> {
            LOG.warnf("the issuer's keys cannot be had: %s", failed);
            return Refused.because(Reason.REASON_DEPENDENCY_UNAVAILABLE, "Send the same request again in a moment.");
        });
    }

    private synchronized boolean recentlyAsked() {
        return asking != null && nanoClock.getAsLong() - askedAtNanos < BETWEEN_QUESTIONS.toNanos();
    }

    /** One question at a time, whoever waits for its answer; a question that failed may be put again at once. */
    private synchronized CompletableFuture<Keys> ask() {
        if (asking == null || asking.isDone()) {
            askedAtNanos = nanoClock.getAsLong();
            asking = connection.orElseThrow().ask().thenApply(this::believe).toCompletableFuture();
        }
        return asking;
    }

    private Keys believe(Issuer.Answer answer) {
        if (answer.local() && !localAllowed) {
            throw new LocalIssuerException();
        }
        if (answer.local()) {
            LOG.warn("the issuer is a local one, for trying things out: this is no production");
        }
        JWTAuthContextInfo rules = new JWTAuthContextInfo();
        rules.setPublicKeyContent(answer.jwks());
        rules.setKeyFormat(KeyFormat.JWK);
        rules.setIssuedBy(issuer.orElseThrow().toString());
        rules.setExpectedAudience(Set.of(audience));
        rules.setSignatureAlgorithm(Set.of(SignatureAlgorithm.RS256, SignatureAlgorithm.ES256));
        rules.setClockSkew(CLOCK_SKEW_SECONDS);
        Keys loaded = new Keys(new DefaultJWTParser(rules), nanoClock.getAsLong());
        keys = loaded;
        return loaded;
    }

    private static JsonWebToken parse(Keys known, String token) {
        try {
            return known.parser().parse(token);
        } catch (ParseException unfit) {
            for (Throwable cause = unfit; cause != null; cause = cause.getCause()) {
                if (cause instanceof UnresolvableKeyException) {
                    throw new UnknownKeyException();
                }
            }
            throw new AuthenticationFailedException("the token is not valid");
        }
    }

    /** The token names a key that the issuer did not have when it was asked last. */
    private static final class UnknownKeyException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnknownKeyException() {
            super(null, null, false, false);
        }
    }

    /** Anyone can get a token of a local issuer for any member. */
    static final class LocalIssuerException extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        LocalIssuerException() {
            super("The issuer says by " + Issuer.LOCAL_HEADER + " that it is a local one: it gives anyone any member's"
                    + " token. Set omnipoints.access.issuer to the retailer's own, or the profile to local.");
        }
    }
}
