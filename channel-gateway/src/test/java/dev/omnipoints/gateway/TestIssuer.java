package dev.omnipoints.gateway;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.concurrent.atomic.AtomicInteger;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/** A small OpenID Connect issuer over real HTTP: a discovery document and a key set that can be changed. */
public final class TestIssuer {
    private final HttpServer server;
    private final boolean local;
    private final AtomicInteger questions = new AtomicInteger();
    private volatile KeyPair key;
    private volatile String keyId;
    private volatile boolean broken;

    private TestIssuer(HttpServer server, boolean local) {
        this.server = server;
        this.local = local;
    }

    /** Starts on a free port with an RSA key called k1. */
    public static TestIssuer start(boolean local) throws IOException, GeneralSecurityException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        TestIssuer issuer = new TestIssuer(server, local);
        issuer.rotate("k1");
        server.createContext("/.well-known/openid-configuration", exchange -> {
            issuer.questions.incrementAndGet();
            if (local) {
                exchange.getResponseHeaders().add("X-Omnipoints-Local", "true");
            }
            issuer.answer(
                    exchange, "{\"issuer\": \"%s\", \"jwks_uri\": \"%s/keys\"}".formatted(issuer.url(), issuer.url()));
        });
        server.createContext("/keys", exchange -> issuer.answer(exchange, issuer.jwks()));
        server.start();
        return issuer;
    }

    /** Its address, which is its name. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The key that it signs with now. */
    public KeyPair key() {
        return key;
    }

    /** How often it was asked. */
    public int questions() {
        return questions.get();
    }

    /** From now on it has another key. */
    public void rotate(String newKeyId) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        key = generator.generateKeyPair();
        keyId = newKeyId;
    }

    /** From now on it answers 500. */
    public void breakDown() {
        broken = true;
    }

    /** Ends it. */
    public void stop() {
        server.stop(0);
    }

    private String jwks() {
        try {
            PublicJsonWebKey jwk = PublicJsonWebKey.Factory.newPublicJwk(key.getPublic());
            jwk.setKeyId(keyId);
            return new JsonWebKeySet(jwk).toJson();
        } catch (JoseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void answer(com.sun.net.httpserver.HttpExchange exchange, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(broken ? 500 : 200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
