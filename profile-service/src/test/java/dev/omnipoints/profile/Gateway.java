package dev.omnipoints.profile;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import dev.omnipoints.contracts.profile.v1.MemberServiceGrpc;
import dev.omnipoints.contracts.type.v1.Caller;
import dev.omnipoints.contracts.type.v1.CallerKind;
import dev.omnipoints.contracts.type.v1.Channel;
import dev.omnipoints.contracts.type.v1.Problem;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.MetadataUtils;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/** Calls the service over the network as channel-gateway does, signing for whoever a test says. */
public final class Gateway implements AutoCloseable {
    public static final Metadata.Key<String> HEADER =
            Metadata.Key.of("omnipoints-caller", Metadata.ASCII_STRING_MARSHALLER);

    private final ManagedChannel channel;

    private Gateway(int port) {
        this.channel =
                NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    }

    /** A connection to the service under test. */
    public static Gateway connect() {
        return new Gateway(ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class));
    }

    public ManagedChannel channel() {
        return channel;
    }

    /** A till of the programme demo. */
    public MemberServiceGrpc.MemberServiceBlockingStub till() {
        return as(caller(CallerKind.CALLER_KIND_CLIENT, "till-1").build());
    }

    /** A member with their own token. */
    public MemberServiceGrpc.MemberServiceBlockingStub member(String memberId) {
        return as(
                caller(CallerKind.CALLER_KIND_MEMBER, "app").setActor(memberId).build());
    }

    /** Customer care. */
    public MemberServiceGrpc.MemberServiceBlockingStub staff() {
        return as(
                caller(CallerKind.CALLER_KIND_STAFF, "console").setActor("anna").build());
    }

    public MemberServiceGrpc.MemberServiceBlockingStub as(Caller caller) {
        return withToken(token("channel-gateway", "profile-service", caller, Duration.ofSeconds(60), ownKey()));
    }

    /** Whatever token it is; null for none. */
    public MemberServiceGrpc.MemberServiceBlockingStub withToken(String token) {
        Metadata headers = new Metadata();
        if (token != null) {
            headers.put(HEADER, token);
        }
        return MemberServiceGrpc.newBlockingStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .withDeadlineAfter(10, TimeUnit.SECONDS);
    }

    public static Caller.Builder caller(CallerKind kind, String client) {
        return Caller.newBuilder()
                .setProgramme("demo")
                .setKind(kind)
                .setClient(client)
                .setChannel(Channel.CHANNEL_STORE);
    }

    public static String token(String issuer, String audience, Caller caller, Duration life, Key key) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(issuer);
        claims.setAudience(audience);
        Instant issued = Instant.now();
        claims.setIssuedAt(NumericDate.fromSeconds(issued.getEpochSecond()));
        claims.setExpirationTime(NumericDate.fromSeconds(issued.plus(life).getEpochSecond()));
        claims.setStringClaim("caller", Base64.getUrlEncoder().withoutPadding().encodeToString(caller.toByteArray()));
        JsonWebSignature jws = new JsonWebSignature();
        jws.setAlgorithmHeaderValue(key.getAlgorithm().startsWith("Ed") ? "EdDSA" : "HS256");
        jws.setKey(key);
        jws.setPayload(claims.toJson());
        try {
            return jws.getCompactSerialization();
        } catch (JoseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** channel-gateway's own key. */
    public static Key ownKey() {
        try {
            byte[] key = Base64.getDecoder()
                    .decode(ConfigProvider.getConfig().getValue("test.gateway.private-key", String.class));
            return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(key));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The problem in a refusal. */
    public static Problem problem(StatusRuntimeException refused) {
        return detail(refused, Problem.class);
    }

    /** The ErrorInfo in a refusal. */
    public static ErrorInfo errorInfo(StatusRuntimeException refused) {
        return detail(refused, ErrorInfo.class);
    }

    private static <T extends com.google.protobuf.Message> T detail(StatusRuntimeException refused, Class<T> type) {
        return StatusProto.fromThrowable(refused).getDetailsList().stream()
                .filter(any -> any.is(type))
                .map(any -> {
                    try {
                        return any.unpack(type);
                    } catch (InvalidProtocolBufferException malformed) {
                        throw new IllegalStateException(malformed);
                    }
                })
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + type.getSimpleName() + " in " + refused));
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
