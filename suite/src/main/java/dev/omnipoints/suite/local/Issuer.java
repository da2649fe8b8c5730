package dev.omnipoints.suite.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.omnipoints.suite.rest.LocalJson;
import dev.omnipoints.suite.terminal.Failure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/**
 * A small OpenID Connect issuer for one machine: discovery, keys, and tokens by client credentials (RFC 6749, 4.4).
 * A member's token is had by the client `member` with the form parameter `member_id`. It believes any member id: it is
 * no production, and says so in the header {@value #MARK} of every answer.
 */
final class Issuer implements AutoCloseable {
    static final String MARK = "X-Omnipoints-Local";
    /** A token printed in the morning still serves in the evening. */
    static final long TOKEN_SECONDS = 86_400;

    private static final int BODY_BYTES = 8_192;
    private static final Pattern MEMBER_ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final String AUDIENCE = "omnipoints";

    private final HttpServer server;
    private final String url;
    private final String programme;
    private final Map<String, LocalJson.Client> clients;
    private final RsaJsonWebKey key;

    private Issuer(HttpServer server, String url, String programme, Secrets secrets) throws GeneralSecurityException {
        this.server = server;
        this.url = url;
        this.programme = programme;
        this.clients = Map.copyOf(secrets.clients());
        this.key = jwk(secrets.issuerKey());
    }

    /** Where an issuer on this port answers; the `iss` of its tokens. */
    static String url(int port) {
        return "http://127.0.0.1:" + port;
    }

    /** Starts on 127.0.0.1. */
    static Issuer start(int port, String programme, Secrets secrets) {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            var issuer = new Issuer(server, url(port), programme, secrets);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", issuer::handle);
            server.start();
            return issuer;
        } catch (IOException | GeneralSecurityException e) {
            throw new Failure("The local issuer cannot start (" + e.getMessage() + ").", "Try again.");
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set(MARK, "not for production");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        try (exchange) {
            switch (exchange.getRequestURI().getPath()) {
                case "/.well-known/openid-configuration" -> get(exchange, discovery());
                case "/jwks" -> get(exchange, Json.MAPPER.readTree(new JsonWebKeySet(key).toJson()));
                case "/token" -> token(exchange);
                default -> answer(exchange, 404, Map.of("error", "not_found"));
            }
        }
    }

    private Map<String, Object> discovery() {
        return Map.of(
                "issuer", url,
                "token_endpoint", url + "/token",
                "jwks_uri", url + "/jwks",
                "grant_types_supported", List.of("client_credentials"),
                "response_types_supported", List.of(),
                "subject_types_supported", List.of("public"),
                "token_endpoint_auth_methods_supported", List.of("client_secret_post", "client_secret_basic"),
                "id_token_signing_alg_values_supported", List.of(AlgorithmIdentifiers.RSA_USING_SHA256));
    }

    private void token(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            exchange.getResponseHeaders().set("Allow", "POST");
            answer(exchange, 405, Map.of("error", "invalid_request"));
            return;
        }
        Map<String, String> form;
        try {
            form = form(exchange);
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
            answer(exchange, 400, Map.of("error", "invalid_request"));
            return;
        }
        if (!"client_credentials".equals(form.get("grant_type"))) {
            answer(exchange, 400, Map.of("error", "unsupported_grant_type"));
            return;
        }
        var client = authenticated(form);
        if (client == null) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"omnipoints\"");
            answer(exchange, 401, Map.of("error", "invalid_client"));
            return;
        }
        var memberId = form.get("member_id");
        var wrong = wrongMember(client, memberId);
        if (wrong != null) {
            answer(exchange, 400, Map.of("error", "invalid_request", "error_description", wrong));
            return;
        }
        var id = clients.get(client.key()).id();
        var token = sign(client, id, memberId == null ? id : memberId);
        answer(exchange, 200, Map.of("access_token", token, "token_type", "Bearer", "expires_in", TOKEN_SECONDS));
    }

    private static String wrongMember(Client client, String memberId) {
        if (client != Client.MEMBER) {
            return memberId == null ? null : "member_id is for the client member alone";
        }
        if (memberId == null) {
            return "member_id is missing: the id that enrolment or lookup answered";
        }
        return MEMBER_ID.matcher(memberId).matches() ? null : "member_id is a UUID in lower case";
    }

    private String sign(Client client, String id, String subject) {
        var now = NumericDate.now();
        var claims = new JwtClaims();
        claims.setIssuer(url);
        claims.setAudience(AUDIENCE);
        claims.setSubject(subject);
        claims.setIssuedAt(now);
        claims.setExpirationTime(NumericDate.fromSeconds(now.getValue() + TOKEN_SECONDS));
        claims.setGeneratedJwtId();
        claims.setStringClaim("azp", id);
        claims.setStringClaim("client_id", id);
        claims.setStringClaim("programme", programme);
        claims.setStringListClaim("groups", client.group());
        var signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setHeader("typ", "JWT");
        signature.setPayload(claims.toJson());
        signature.setKey(key.getPrivateKey());
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private Client authenticated(Map<String, String> form) {
        Client found = null;
        for (var client : Client.values()) {
            var credentials = clients.get(client.key());
            if (same(credentials.id(), form.get("client_id"))
                    && same(credentials.secret(), form.get("client_secret"))) {
                found = client;
            }
        }
        return found;
    }

    private static boolean same(String ours, String theirs) {
        return theirs != null
                && MessageDigest.isEqual(
                        ours.getBytes(StandardCharsets.UTF_8), theirs.getBytes(StandardCharsets.UTF_8));
    }

    /** The form's parameters, and the client's credentials from wherever they came. */
    private static Map<String, String> form(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(BODY_BYTES);
        var form = new HashMap<String, String>();
        for (String pair : new String(body, StandardCharsets.UTF_8).split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                form.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        var basic = exchange.getRequestHeaders().getFirst("Authorization");
        if (basic != null && basic.startsWith("Basic ")) {
            var credentials = new String(Base64.getDecoder().decode(basic.substring(6)), StandardCharsets.UTF_8);
            int colon = credentials.indexOf(':');
            form.put("client_id", decode(credentials.substring(0, colon)));
            form.put("client_secret", decode(credentials.substring(colon + 1)));
        }
        return form;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static void get(HttpExchange exchange, Object body) throws IOException {
        if (exchange.getRequestMethod().equals("GET")) {
            answer(exchange, 200, body);
        } else {
            exchange.getResponseHeaders().set("Allow", "GET");
            answer(exchange, 405, Map.of("error", "invalid_request"));
        }
    }

    private static void answer(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] json = Json.MAPPER.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, json.length);
        exchange.getResponseBody().write(json);
    }

    private static RsaJsonWebKey jwk(Secrets.KeyPair pair) throws GeneralSecurityException {
        var factory = KeyFactory.getInstance("RSA");
        var decoder = Base64.getDecoder();
        var key = new RsaJsonWebKey(
                (RSAPublicKey) factory.generatePublic(new X509EncodedKeySpec(decoder.decode(pair.publicKey()))));
        key.setPrivateKey(factory.generatePrivate(new PKCS8EncodedKeySpec(decoder.decode(pair.privateKey()))));
        key.setUse("sig");
        key.setAlgorithm(AlgorithmIdentifiers.RSA_USING_SHA256);
        key.setKeyId(key.calculateBase64urlEncodedThumbprint("SHA-256"));
        return key;
    }
}
