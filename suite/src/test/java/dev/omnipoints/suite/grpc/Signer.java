package dev.omnipoints.suite.grpc;

import com.fasterxml.jackson.databind.JsonNode;
import dev.omnipoints.contracts.type.v1.Caller;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.stub.MetadataUtils;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/** Vouches for a caller as the gateway of a suite does, with its very key (contracts, caller.proto). */
final class Signer {
    private static final String GATEWAY = "channel-gateway";
    private static final Metadata.Key<String> HEADER =
            Metadata.Key.of("omnipoints-caller", Metadata.ASCII_STRING_MARSHALLER);
    private static final Duration LIFE = Duration.ofSeconds(60);

    private final PrivateKey key;
    private final Caller caller;

    /** @param settings the suite's own, suite.json */
    Signer(JsonNode settings, Caller caller) {
        this.key = read(settings.path("secrets")
                .path("callers")
                .path(GATEWAY)
                .path("privateKey")
                .asText());
        this.caller = caller;
    }

    private static PrivateKey read(String base64) {
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Signs each call to a service, anew every half life. */
    ClientInterceptor to(String service) {
        return new Signing(service);
    }

    private final class Signing implements ClientInterceptor {
        private final String service;
        private ClientInterceptor attaching;
        private long signed;

        Signing(String service) {
            this.service = service;
        }

        @Override
        public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
            return attaching().interceptCall(method, options, next);
        }

        private synchronized ClientInterceptor attaching() {
            long now = System.nanoTime();
            if (attaching == null || now - signed > LIFE.toNanos() / 2) {
                var headers = new Metadata();
                headers.put(HEADER, token(service));
                attaching = MetadataUtils.newAttachHeadersInterceptor(headers);
                signed = now;
            }
            return attaching;
        }
    }

    private String token(String service) {
        var now = NumericDate.now();
        var claims = new JwtClaims();
        claims.setIssuer(GATEWAY);
        claims.setAudience(service);
        claims.setIssuedAt(now);
        claims.setExpirationTime(NumericDate.fromSeconds(now.getValue() + LIFE.toSeconds()));
        claims.setStringClaim("caller", Base64.getUrlEncoder().withoutPadding().encodeToString(caller.toByteArray()));
        var signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.EDDSA);
        signature.setKey(key);
        signature.setPayload(claims.toJson());
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new AssertionError(e);
        }
    }
}
