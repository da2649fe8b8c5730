package dev.omnipoints.suite.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class IssuerTest {
    private static final String MEMBER = "01923456-789a-7bcd-8ef0-123456789abc";
    private static final Secrets SECRETS = Secrets.generate();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static Issuer issuer;
    private static String url;

    @BeforeAll
    static void start() {
        int port = Ports.behind(Ports.DEFAULT_GATEWAY).issuer();
        issuer = Issuer.start(port, "demo", SECRETS);
        url = Issuer.url(port);
    }

    @AfterAll
    static void stop() {
        issuer.close();
    }

    @Test
    void discoveryNamesItsEndpointsAndEveryAnswerSaysThatItIsLocal() throws Exception {
        var response = send(HttpRequest.newBuilder(URI.create(url + "/.well-known/openid-configuration")));
        var discovery = Json.MAPPER.readTree(response.body());
        assertThat(discovery.path("issuer").asText()).isEqualTo(url);
        assertThat(discovery.path("token_endpoint").asText()).isEqualTo(url + "/token");
        assertThat(discovery.path("jwks_uri").asText()).isEqualTo(url + "/jwks");
        assertThat(response.headers().firstValue("X-Omnipoints-Local")).contains("not for production");
        assertThat(send(HttpRequest.newBuilder(URI.create(url + "/nowhere"))).statusCode())
                .isEqualTo(404);
    }

    @Test
    void membersTokenVerifiesAgainstTheKeysAndNamesTheMember() throws Exception {
        var answer = token("client_id=" + id("member") + "&client_secret=" + secret("member") + "&member_id=" + MEMBER);
        var jwks = send(HttpRequest.newBuilder(URI.create(url + "/jwks"))).body();
        assertThat(jwks).doesNotContain("\"d\"");
        var claims = new JwtConsumerBuilder()
                .setVerificationKeyResolver(new JwksVerificationKeyResolver(new JsonWebKeySet(jwks).getJsonWebKeys()))
                .setExpectedIssuer(url)
                .setExpectedAudience("omnipoints")
                .setRequireExpirationTime()
                .build()
                .processToClaims(answer.path("access_token").asText());
        assertThat(claims.getSubject()).isEqualTo(MEMBER);
        assertThat(claims.getStringClaimValue("azp")).isEqualTo(id("member"));
        assertThat(claims.getStringClaimValue("programme")).isEqualTo("demo");
        assertThat(claims.getStringListClaimValue("groups")).containsExactly("member");
    }

    @Test
    void staffComeByBasicCredentialsWithTheirRole() throws Exception {
        var basic = Base64.getEncoder().encodeToString((id("marketing2") + ":" + secret("marketing2")).getBytes());
        var answer = Json.MAPPER.readTree(
                send(form("").header("Authorization", "Basic " + basic)).body());
        var payload = answer.path("access_token").asText().split("\\.")[1];
        var claims = Json.MAPPER.readTree(Base64.getUrlDecoder().decode(payload));
        assertThat(claims.path("groups").get(0).asText()).isEqualTo("marketing");
        assertThat(claims.path("sub").asText()).isEqualTo(id("marketing2"));
    }

    @Test
    void refusesWrongSecretsMissingMembersAndOtherGrants() throws Exception {
        assertThat(status("client_id=" + id("admin") + "&client_secret=wrong")).isEqualTo(401);
        assertThat(status("")).isEqualTo(401);
        var member = "client_id=" + id("member") + "&client_secret=" + secret("member");
        assertThat(status(member)).isEqualTo(400);
        assertThat(status(member + "&member_id=admin")).isEqualTo(400);
        assertThat(status(member + "&member_id=%zz")).isEqualTo(400);
        var admin = "client_id=" + id("admin") + "&client_secret=" + secret("admin");
        assertThat(status(admin + "&member_id=" + MEMBER)).isEqualTo(400);
        assertThat(status(admin + "&grant_type=password")).isEqualTo(400);
        assertThat(send(HttpRequest.newBuilder(URI.create(url + "/token"))).statusCode())
                .isEqualTo(405);
    }

    private static String id(String client) {
        return SECRETS.clients().get(client).id();
    }

    private static String secret(String client) {
        return SECRETS.clients().get(client).secret();
    }

    private static int status(String form) throws Exception {
        return send(form(form)).statusCode();
    }

    private static JsonNode token(String form) throws Exception {
        return Json.MAPPER.readTree(send(form(form)).body());
    }

    private static HttpRequest.Builder form(String form) {
        return HttpRequest.newBuilder(URI.create(url + "/token"))
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials&" + form));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
