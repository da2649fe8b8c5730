package dev.omnipoints.suite.grpc;

import com.fasterxml.jackson.databind.JsonNode;
import dev.omnipoints.contracts.loyalty.v1.CaptureRequest;
import dev.omnipoints.contracts.loyalty.v1.EarnRequest;
import dev.omnipoints.contracts.loyalty.v1.HoldRequest;
import dev.omnipoints.contracts.loyalty.v1.Possession;
import dev.omnipoints.contracts.loyalty.v1.PostRequest;
import dev.omnipoints.contracts.loyalty.v1.RedeemRequest;
import dev.omnipoints.contracts.loyalty.v1.ReverseRequest;
import dev.omnipoints.contracts.loyalty.v1.VoidRequest;
import dev.omnipoints.contracts.profile.v1.MemberServiceGrpc;
import dev.omnipoints.contracts.profile.v1.ResolveRequest;
import dev.omnipoints.contracts.type.v1.Caller;
import dev.omnipoints.contracts.type.v1.CallerKind;
import dev.omnipoints.contracts.type.v1.Channel;
import dev.omnipoints.contracts.type.v1.MemberContext;
import io.grpc.netty.NettyChannelBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A partner whose commands reach a suite's services by gRPC, as a gateway passes them on: signed for, with the members
 * as profile-service vouches for them, who showed their cards.
 */
public final class Partner {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Signer signer;
    private final int profile;
    private final Map<String, MemberContext> members = new ConcurrentHashMap<>();

    /** @param settings the suite's own, suite.json */
    public Partner(JsonNode settings) {
        var caller = Caller.newBuilder()
                .setProgramme("demo")
                .setKind(CallerKind.CALLER_KIND_PARTNER)
                .setClient("partner-airline")
                .setChannel(Channel.CHANNEL_PARTNER)
                .build();
        signer = new Signer(settings, caller);
        profile = settings.path("ports").path("profile").asInt();
    }

    /** A loyalty-service, by the port it listens at; to be closed. */
    public Loyalty at(int port, Duration patience) {
        return new Loyalty(port, signer, patience);
    }

    /** As profile-service vouches for the member; asked once. */
    public MemberContext member(String id) {
        return members.computeIfAbsent(id, this::resolve);
    }

    private MemberContext resolve(String id) {
        var channel = NettyChannelBuilder.forAddress("127.0.0.1", profile)
                .usePlaintext()
                .intercept(signer.to("profile-service"))
                .build();
        try {
            return MemberServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .resolve(ResolveRequest.newBuilder().setMemberId(id).build())
                    .getContext();
        } finally {
            channel.shutdownNow();
        }
    }

    /** Points for what was bought elsewhere. */
    public PostRequest earn(String key, String member, long points) {
        var earn = EarnRequest.newBuilder()
                .setIdempotencyKey(key)
                .setMember(member(member))
                .setPoints(points);
        return PostRequest.newBuilder().setEarn(earn).build();
    }

    public PostRequest redemption(String key, String member, long points) {
        var redeem = RedeemRequest.newBuilder()
                .setIdempotencyKey(key)
                .setMember(member(member))
                .setPossession(Possession.POSSESSION_CARD)
                .setPoints(points);
        return PostRequest.newBuilder().setRedeem(redeem).build();
    }

    public PostRequest hold(String key, String member, long points, int seconds) {
        var hold = HoldRequest.newBuilder()
                .setIdempotencyKey(key)
                .setMember(member(member))
                .setPossession(Possession.POSSESSION_CARD)
                .setPoints(points)
                .setTtlSeconds(seconds);
        return PostRequest.newBuilder().setHold(hold).build();
    }

    /** @param points null: all of the hold */
    public PostRequest capture(String key, String hold, Long points) {
        var capture = CaptureRequest.newBuilder().setIdempotencyKey(key).setHoldId(hold);
        if (points != null) {
            capture.setPoints(points);
        }
        return PostRequest.newBuilder().setCapture(capture).build();
    }

    public PostRequest release(String key, String hold) {
        return PostRequest.newBuilder()
                .setVoid(VoidRequest.newBuilder().setIdempotencyKey(key).setHoldId(hold))
                .build();
    }

    /** @param points null: what is left of it */
    public PostRequest reversal(String key, String original, Long points) {
        var reverse = ReverseRequest.newBuilder().setIdempotencyKey(key).setOperationId(original);
        if (points != null) {
            reverse.setPoints(points);
        }
        return PostRequest.newBuilder().setReverse(reverse).build();
    }
}
