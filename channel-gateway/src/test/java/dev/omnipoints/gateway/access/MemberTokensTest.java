package dev.omnipoints.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.gateway.MemberToken;
import dev.omnipoints.gateway.TestIssuer;
import dev.omnipoints.gateway.platform.Refused;
import io.quarkus.security.AuthenticationFailedException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MemberTokensTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final AtomicLong nanos = new AtomicLong();
    private TestIssuer issuer;
    private MemberTokens tokens;

    @BeforeEach
    void start() throws Exception {
        issuer = TestIssuer.start(false);
        tokens = tokens("prod");
    }

    @AfterEach
    void stop() {
        issuer.stop();
    }

    @Test
    void aTokenOfTheIssuerIsBelieved() {
        assertThat(verify(MemberToken.of(issuer.url())).getSubject()).isEqualTo(MemberToken.MEMBER);
    }

    @Test
    void theIssuerIsAskedOnceForManyTokens() {
        verify(MemberToken.of(issuer.url()));
        verify(MemberToken.of(issuer.url()));

        assertThat(issuer.questions()).isEqualTo(1);
    }

    @Test
    void aNewKeyOfTheIssuerIsAskedFor() throws Exception {
        verify(MemberToken.of(issuer.url()));
        issuer.rotate("k2");
        nanos.addAndGet(Duration.ofSeconds(6).toNanos());

        assertThat(verify(MemberToken.of(issuer.url()).keyId("k2")).getSubject())
                .isEqualTo(MemberToken.MEMBER);
        assertThat(issuer.questions()).isEqualTo(2);
    }

    @Test
    void madeUpKeyIdsDoNotMakeUsAskAgainAndAgain() {
        verify(MemberToken.of(issuer.url()));

        for (int i = 0; i < 5; i++) {
            refused(MemberToken.of(issuer.url()).keyId("made-up"));
        }

        assertThat(issuer.questions()).isEqualTo(1);
    }

    @Test
    void knownKeysHoldWhileTheIssuerIsDown() {
        verify(MemberToken.of(issuer.url()));
        issuer.breakDown();
        nanos.addAndGet(Duration.ofMinutes(11).toNanos());

        assertThat(verify(MemberToken.of(issuer.url())).getSubject()).isEqualTo(MemberToken.MEMBER);
    }

    @Test
    void withoutKeysTheIssuerIsADependencyThatIsNotThere() {
        issuer.breakDown();
        tokens.onStart(null);

        assertThatThrownBy(() -> verify(MemberToken.of(issuer.url())))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.REASON_DEPENDENCY_UNAVAILABLE));
    }

    @Test
    void anotherIssuerAudienceOrTimeIsNotBelieved() {
        refused(MemberToken.of("https://elsewhere.example"));
        refused(MemberToken.of(issuer.url()).with("aud", "another"));
        refused(MemberToken.of(issuer.url()).without("aud"));
        refused(MemberToken.of(issuer.url()).with("exp", 1_700_000_000L).with("iat", 1_699_999_000L));
        refused(MemberToken.of(issuer.url()).without("exp"));
    }

    @Test
    void anotherKeyOrAlgorithmIsNotBelieved() throws Exception {
        TestIssuer other = TestIssuer.start(false);
        other.stop();
        String forged = MemberToken.of(issuer.url()).signed(other.key().getPrivate());
        assertThatThrownBy(() -> verify(forged)).isInstanceOf(AuthenticationFailedException.class);

        String unsigned = MemberToken.of(issuer.url()).algorithm("none").signed(null);
        assertThatThrownBy(() -> verify(unsigned)).isInstanceOf(AuthenticationFailedException.class);
        refused(MemberToken.of(issuer.url()).algorithm("RS512"));
        assertThatThrownBy(() -> verify("a.b.c")).isInstanceOf(AuthenticationFailedException.class);
        assertThatThrownBy(() -> verify("nonsense")).isInstanceOf(AuthenticationFailedException.class);
    }

    @Test
    void aLocalIssuerStopsAProductionFromStarting() throws Exception {
        issuer.stop();
        issuer = TestIssuer.start(true);

        assertThatThrownBy(() -> tokens("prod").onStart(null))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("X-Omnipoints-Local");
        assertThatThrownBy(() -> tokens("staging").onStart(null)).isInstanceOf(IllegalStateException.class);
        tokens("local").onStart(null);
    }

    @Test
    void aLocalIssuerThatComesUpLaterIsNotBelievedEither() throws Exception {
        issuer.stop();
        issuer = TestIssuer.start(true);
        tokens = tokens("prod");

        assertThatThrownBy(() -> verify(MemberToken.of(issuer.url())))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.REASON_DEPENDENCY_UNAVAILABLE));
    }

    private MemberTokens tokens(String profile) {
        return new MemberTokens(Optional.of(URI.create(issuer.url())), "omnipoints", List.of(profile), nanos::get);
    }

    private JsonWebToken verify(MemberToken token) {
        return verify(token.signed(issuer.key().getPrivate()));
    }

    private JsonWebToken verify(String token) {
        return tokens.verify(token).await().atMost(PATIENCE);
    }

    private void refused(MemberToken token) {
        assertThatThrownBy(() -> verify(token)).isInstanceOf(AuthenticationFailedException.class);
    }
}
