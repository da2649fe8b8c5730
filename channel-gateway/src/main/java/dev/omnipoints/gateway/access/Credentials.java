package dev.omnipoints.gateway.access;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Tells who calls: a client by {@code X-API-Key}, a member or staff by {@code Authorization: Bearer}. Roles come from
 * here alone: what a token's groups say makes no client of anyone, and a member's token no staff.
 */
@Singleton
public final class Credentials implements HttpAuthenticationMechanism {
    /** The header of tills, shops and apps' back ends. */
    public static final String API_KEY_HEADER = "X-API-Key";

    private static final Pattern BEARER = Pattern.compile("(?i)bearer +([A-Za-z0-9._~+/=-]+) *");
    private static final Pattern MEMBER_ID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    // As long as OpenID Connect lets it be.
    private static final Pattern SUBJECT = Pattern.compile("[!-~]{1,255}");
    private static final Pattern NAME = Pattern.compile("[!-~]{1,64}");

    private final ApiKeys apiKeys;
    private final MemberTokens tokens;

    Credentials(ApiKeys apiKeys, MemberTokens tokens) {
        this.apiKeys = apiKeys;
        this.tokens = tokens;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager providers) {
        List<String> keys = context.request().headers().getAll(API_KEY_HEADER);
        List<String> authorizations = context.request().headers().getAll(HttpHeaders.AUTHORIZATION);
        if (keys.isEmpty() && authorizations.isEmpty()) {
            return Uni.createFrom().nullItem();
        }
        if (keys.size() + authorizations.size() > 1) {
            return refuse("more than one credential");
        }
        return keys.isEmpty() ? byToken(authorizations.getFirst()) : byKey(keys.getFirst());
    }

    private Uni<SecurityIdentity> byKey(String key) {
        return apiKeys.clientOf(key)
                .map(client -> client.map(known -> identity(known, Set.of(Roles.CLIENT)))
                        .orElseThrow(() -> new AuthenticationFailedException("the key is not valid")));
    }

    private Uni<SecurityIdentity> byToken(String authorization) {
        var bearer = BEARER.matcher(authorization);
        if (!bearer.matches()) {
            return refuse("not a bearer token");
        }
        return tokens.verify(bearer.group(1)).map(Credentials::identity);
    }

    private static SecurityIdentity identity(JsonWebToken token) {
        Set<String> groups = token.getGroups() == null ? Set.of() : token.getGroups();
        Set<String> roles = groups.stream().filter(Roles.STAFF::contains).collect(Collectors.toUnmodifiableSet());
        // A token that could be either is the member's: it gives no power over others.
        boolean member = groups.contains(Roles.MEMBER);
        if (!member && roles.isEmpty()) {
            // Someone the issuer knows, whom nothing here serves.
            return QuarkusSecurityIdentity.builder()
                    .setPrincipal(new QuarkusPrincipal("without a role"))
                    .build();
        }
        String subject = required(token.getSubject(), member ? MEMBER_ID : SUBJECT);
        String programme = required(text(token, "programme").orElse(null), NAME);
        String client =
                required(text(token, "azp").or(() -> text(token, "client_id")).orElse(null), NAME);
        return member
                ? identity(new Member(programme, subject, client), Set.of(Roles.MEMBER))
                : identity(new Staff(programme, subject, client), roles);
    }

    private static SecurityIdentity identity(Who who, Set<String> roles) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(who)
                .addRoles(roles)
                .build();
    }

    private static Optional<String> text(JsonWebToken token, String claim) {
        Object value = token.getClaim(claim);
        return value instanceof String string ? Optional.of(string) : Optional.empty();
    }

    private static String required(String value, Pattern form) {
        if (value == null || !form.matcher(value).matches()) {
            throw new AuthenticationFailedException("the token lacks a claim");
        }
        return value;
    }

    private static Uni<SecurityIdentity> refuse(String why) {
        return Uni.createFrom().failure(new AuthenticationFailedException(why));
    }

    /** Problems writes the challenge with the answer. */
    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().nullItem();
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of();
    }
}
