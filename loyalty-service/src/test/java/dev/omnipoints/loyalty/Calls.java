package dev.omnipoints.loyalty;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.omnipoints.contracts.loyalty.v1.AccountServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.OperationServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.ProgrammeServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.RedemptionServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.SaleServiceGrpc;
import dev.omnipoints.contracts.type.v1.Caller;
import dev.omnipoints.contracts.type.v1.CallerKind;
import dev.omnipoints.contracts.type.v1.Problem;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/** Calls the service over the network, signing for whoever a test says. */
public final class Calls {
    private static final Metadata.Key<String> HEADER =
            Metadata.Key.of("omnipoints-caller", Metadata.ASCII_STRING_MARSHALLER);
    private static final long LIFE_SECONDS = 60;

    private static ManagedChannel channel;

    private Calls() {}

    /** Sales of a till of the programme. */
    public static SaleServiceGrpc.SaleServiceBlockingStub sales(String programme, String client) {
        return as(SaleServiceGrpc.newBlockingStub(channel()), "channel-gateway", till(programme, client));
    }

    /** Accounts as a till of the programme demo sees them. */
    public static AccountServiceGrpc.AccountServiceBlockingStub accounts(String programme) {
        return as(AccountServiceGrpc.newBlockingStub(channel()), "channel-gateway", till(programme, "till-1"));
    }

    /** Accounts as profile-service commands them. */
    public static AccountServiceGrpc.AccountServiceBlockingStub profile(String programme) {
        return as(AccountServiceGrpc.newBlockingStub(channel()), "profile-service", profileService(programme));
    }

    /** The service that owns members. */
    public static Caller profileService(String programme) {
        return Caller.newBuilder()
                .setProgramme(programme)
                .setKind(CallerKind.CALLER_KIND_SERVICE)
                .setClient("profile-service")
                .build();
    }

    /** The programme's settings as one of the staff edits them. */
    public static ProgrammeServiceGrpc.ProgrammeServiceBlockingStub programmes(String programme, String subject) {
        return as(ProgrammeServiceGrpc.newBlockingStub(channel()), "channel-gateway", staff(programme, subject));
    }

    /** Spending as someone. */
    public static RedemptionServiceGrpc.RedemptionServiceBlockingStub redemptions(Caller caller) {
        return as(RedemptionServiceGrpc.newBlockingStub(channel()), "channel-gateway", caller);
    }

    /** Commands on points as someone. */
    public static OperationServiceGrpc.OperationServiceBlockingStub operations(Caller caller) {
        return as(OperationServiceGrpc.newBlockingStub(channel()), "channel-gateway", caller);
    }

    /** A partner with its own token. */
    public static Caller partner(String client) {
        return till("demo", client).toBuilder()
                .setKind(CallerKind.CALLER_KIND_PARTNER)
                .setChannel(dev.omnipoints.contracts.type.v1.Channel.CHANNEL_PARTNER)
                .build();
    }

    /** One of the retailer's people with their own token. */
    public static Caller staff(String programme, String subject) {
        return Caller.newBuilder()
                .setProgramme(programme)
                .setKind(CallerKind.CALLER_KIND_STAFF)
                .setClient("back-office")
                .setActor(subject)
                .build();
    }

    public static Caller till(String programme, String client) {
        return Caller.newBuilder()
                .setProgramme(programme)
                .setKind(CallerKind.CALLER_KIND_CLIENT)
                .setClient(client)
                .setChannel(dev.omnipoints.contracts.type.v1.Channel.CHANNEL_STORE)
                .build();
    }

    /** A member with their own token. */
    public static Caller member(String memberId) {
        return Caller.newBuilder()
                .setProgramme("demo")
                .setKind(CallerKind.CALLER_KIND_MEMBER)
                .setClient("app")
                .setActor(memberId)
                .build();
    }

    public static <S extends AbstractStub<S>> S as(S stub, String issuer, Caller caller) {
        return with(stub, token(issuer, caller));
    }

    /** The channel of whoever a test says. */
    public static Channel channel(String issuer, Caller caller) {
        return signed(channel(), token(issuer, caller));
    }

    /** Whatever token it is. */
    public static <S extends AbstractStub<S>> S with(S stub, String token) {
        Metadata headers = new Metadata();
        headers.put(HEADER, token);
        return stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    /** The typed detail of a refusal. */
    public static Problem problem(StatusRuntimeException refused) {
        return StatusProto.fromThrowable(refused).getDetailsList().stream()
                .filter(any -> any.is(Problem.class))
                .map(any -> {
                    try {
                        return any.unpack(Problem.class);
                    } catch (InvalidProtocolBufferException malformed) {
                        throw new IllegalStateException(malformed);
                    }
                })
                .findFirst()
                .orElseThrow(() -> new AssertionError("no Problem in " + refused));
    }

    /** A channel whose calls carry a token. */
    public static Channel signed(Channel channel, String token) {
        Metadata headers = new Metadata();
        headers.put(HEADER, token);
        return ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    public static synchronized ManagedChannel channel() {
        if (channel == null) {
            int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
            channel = NettyChannelBuilder.forAddress("127.0.0.1", port)
                    .usePlaintext()
                    .build();
        }
        return channel;
    }

    private static String token(String issuer, Caller caller) {
        return token(issuer, "loyalty-service", Instant.now(), key(issuer), caller);
    }

    /** A token as a service makes it, or as it should not. */
    public static String token(String issuer, String audience, Instant issued, Key key, Caller caller) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(issuer);
        claims.setAudience(audience);
        claims.setIssuedAt(NumericDate.fromSeconds(issued.getEpochSecond()));
        claims.setExpirationTime(NumericDate.fromSeconds(issued.getEpochSecond() + LIFE_SECONDS));
        claims.setStringClaim("caller", Base64.getUrlEncoder().withoutPadding().encodeToString(caller.toByteArray()));
        JsonWebSignature jws = new JsonWebSignature();
        jws.setAlgorithmHeaderValue("EdDSA");
        jws.setKey(key);
        jws.setPayload(claims.toJson());
        try {
            return jws.getCompactSerialization();
        } catch (JoseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The key that a service signs with. */
    public static Key key(String issuer) {
        try {
            byte[] key =
                    Base64.getDecoder().decode(ConfigProvider.getConfig().getValue("test.key." + issuer, String.class));
            return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(key));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
