package dev.omnipoints.suite;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/** Asks the suite's loyalty-service for merges as profile-service does, by gRPC and with its key: no door has them. */
final class Merging implements AutoCloseable {
    /** Who the journal says did it. */
    static final String CALLER = "profile-service";

    /** Numbers of caller.proto and member.proto. */
    private static final int CALLER_KIND_SERVICE = 5;

    private static final int MEMBER_STATUS_ACTIVE = 2;

    private final JsonNode settings;
    private final String programme;
    private final String address;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();

    /** In clear text HTTP/2 begins with an upgrade, which a request without a body asks for. */
    Merging(RunningSuite suite) throws IOException, InterruptedException {
        settings = RunningSuite.settings(suite.folder());
        programme = suite.local().programme();
        address = "http://127.0.0.1:" + settings.path("ports").path("loyalty").asInt();
        var live = HttpRequest.newBuilder(URI.create(address + "/q/health/live"));
        client.send(live.build(), HttpResponse.BodyHandlers.discarding());
    }

    /** Makes one account of two; the gRPC status, 0 for done. */
    int merge(String member, String survivor, String key) {
        try {
            return send(new Message().text(1, key).nested(2, context(member)).nested(3, context(survivor)));
        } catch (IOException | InterruptedException | GeneralSecurityException | JoseException e) {
            throw new AssertionError(e);
        }
    }

    private int send(Message request)
            throws IOException, InterruptedException, GeneralSecurityException, JoseException {
        var call = HttpRequest.newBuilder(URI.create(address + "/omnipoints.loyalty.v1.MergeService/Merge"))
                .header("Content-Type", "application/grpc")
                .header("TE", "trailers")
                .header("omnipoints-caller", token())
                .POST(HttpRequest.BodyPublishers.ofByteArray(request.framed()));
        var answer = client.send(call.build(), HttpResponse.BodyHandlers.ofByteArray());
        // A refusal has no message, and its status among the headers.
        return answer.headers().firstValue("grpc-status").map(Integer::parseInt).orElse(0);
    }

    private static Message context(String member) {
        return new Message().text(1, member).number(2, MEMBER_STATUS_ACTIVE).number(3, 1);
    }

    private String token() throws GeneralSecurityException, JoseException {
        var caller =
                new Message().text(1, programme).number(2, CALLER_KIND_SERVICE).text(3, CALLER);
        var claims = new JwtClaims();
        claims.setIssuer("profile-service");
        claims.setAudience("loyalty-service");
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(1);
        claims.setStringClaim("caller", Base64.getUrlEncoder().withoutPadding().encodeToString(caller.bytes()));
        var key = settings.path("secrets")
                .path("callers")
                .path("profile-service")
                .path("privateKey")
                .asText();
        var signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.EDDSA);
        signature.setKey(KeyFactory.getInstance("Ed25519")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(key))));
        signature.setPayload(claims.toJson());
        return signature.getCompactSerialization();
    }

    @Override
    public void close() {
        client.close();
    }

    /** As protobuf writes it. */
    private static final class Message {
        private static final int LENGTH_DELIMITED = 2;

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Message number(int field, int value) {
            varint(field << 3);
            varint(value);
            return this;
        }

        Message text(int field, String value) {
            return nested(field, value.getBytes(StandardCharsets.UTF_8));
        }

        Message nested(int field, Message value) {
            return nested(field, value.bytes());
        }

        private Message nested(int field, byte[] value) {
            varint(field << 3 | LENGTH_DELIMITED);
            varint(value.length);
            bytes.writeBytes(value);
            return this;
        }

        private void varint(int value) {
            for (; value > 0x7F; value >>>= 7) {
                bytes.write(value & 0x7F | 0x80);
            }
            bytes.write(value);
        }

        byte[] bytes() {
            return bytes.toByteArray();
        }

        /** With gRPC's prefix: not compressed, and the length. */
        byte[] framed() {
            return ByteBuffer.allocate(5 + bytes.size())
                    .put((byte) 0)
                    .putInt(bytes.size())
                    .put(bytes())
                    .array();
        }
    }
}
