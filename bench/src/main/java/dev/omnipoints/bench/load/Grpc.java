package dev.omnipoints.bench.load;

import dev.omnipoints.contracts.loyalty.v1.RecordSaleResponse;
import dev.omnipoints.contracts.loyalty.v1.SaleServiceGrpc;
import dev.omnipoints.contracts.type.v1.Caller;
import dev.omnipoints.contracts.type.v1.CallerKind;
import dev.omnipoints.contracts.type.v1.Channel;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import io.vertx.grpc.client.GrpcClient;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/** Sells at a loyalty-service itself, as its gateway does: one connection, the caller signed for. */
final class Grpc implements Contender.Door {
    private static final long REUSED_NANOS = 30_000_000_000L;

    private final GrpcClient client;
    private final SocketAddress loyalty;
    private final Suite suite;
    private final PrivateKey key;
    private final Baskets baskets;
    private String token;
    private long signedAt;

    Grpc(Vertx vertx, Suite suite, Baskets baskets) throws GeneralSecurityException {
        this.client = GrpcClient.client(vertx);
        this.loyalty = suite.loyalty();
        this.suite = suite;
        this.key = KeyFactory.getInstance("Ed25519")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(suite.gatewayKey())));
        this.baskets = baskets;
    }

    @Override
    public Future<?> sell() {
        return client.request(loyalty, SaleServiceGrpc.getRecordSaleMethod()).compose(call -> {
            call.headers().set("omnipoints-caller", token());
            call.end(baskets.request(Instant.now()));
            return call.response().compose(answer -> answer.last().map(Grpc::recorded));
        });
    }

    private static RecordSaleResponse recorded(RecordSaleResponse response) {
        if (response == null || response.getReplayed()) {
            throw new IllegalStateException("Not recorded: " + response);
        }
        return response;
    }

    private String token() {
        if (token == null || System.nanoTime() - signedAt > REUSED_NANOS) {
            token = signed();
            signedAt = System.nanoTime();
        }
        return token;
    }

    private String signed() {
        Caller caller = Caller.newBuilder()
                .setProgramme(suite.programme())
                .setKind(CallerKind.CALLER_KIND_CLIENT)
                .setClient("bench")
                .setChannel(Channel.CHANNEL_STORE)
                .build();
        JwtClaims claims = new JwtClaims();
        claims.setIssuer("channel-gateway");
        claims.setAudience("loyalty-service");
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(1);
        claims.setStringClaim("caller", Base64.getUrlEncoder().withoutPadding().encodeToString(caller.toByteArray()));
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.EDDSA);
        signature.setKey(key);
        signature.setPayload(claims.toJson());
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
