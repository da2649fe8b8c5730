package dev.omnipoints.profile.account;

import dev.omnipoints.contracts.loyalty.v1.MutinyAccountServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.OpenAccountRequest;
import dev.omnipoints.contracts.loyalty.v1.OpenAccountResponse;
import dev.omnipoints.contracts.loyalty.v1.SetStatusRequest;
import dev.omnipoints.contracts.loyalty.v1.SetStatusResponse;
import dev.omnipoints.contracts.type.v1.Caller;
import dev.omnipoints.contracts.type.v1.CallerKind;
import dev.omnipoints.contracts.type.v1.MemberStatus;
import dev.omnipoints.profile.platform.CallerInterceptor;
import dev.omnipoints.profile.platform.CallerSigner;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.TimeUnit;

/** loyalty-service's account commands, called on our own behalf and signed with our own key. */
@ApplicationScoped
class LoyaltyAccounts {
    private static final String AUDIENCE = "loyalty-service";
    private static final String CLIENT = "profile-service";
    private static final String STATUS_PREFIX = "MEMBER_STATUS_";

    private final Channel channel;
    private final CallerSigner signer;
    private final TellingConfig config;

    @Inject
    LoyaltyAccounts(@GrpcClient("loyalty") Channel channel, CallerSigner signer, TellingConfig config) {
        this.channel = channel;
        this.signer = signer;
        this.config = config;
    }

    /** Tells one status; answers the version that loyalty-service has then. Fails with what gRPC says. */
    Uni<Long> tell(StatusNews news) {
        String memberId = news.memberId().toString();
        MemberStatus status = MemberStatus.valueOf(STATUS_PREFIX + news.status());
        MutinyAccountServiceGrpc.MutinyAccountServiceStub stub = stubFor(news.programme());
        return news.opens()
                ? stub.openAccount(OpenAccountRequest.newBuilder()
                                .setMemberId(memberId)
                                .setStatus(status)
                                .setStatusVersion(news.version())
                                .build())
                        .map(OpenAccountResponse::getStatusVersion)
                : stub.setStatus(SetStatusRequest.newBuilder()
                                .setMemberId(memberId)
                                .setStatus(status)
                                .setStatusVersion(news.version())
                                .build())
                        .map(SetStatusResponse::getStatusVersion);
    }

    /** Has the channel try to connect now: on its own it waits up to two minutes after a long outage. */
    void connectNow() {
        if (channel instanceof ManagedChannel managed) {
            managed.resetConnectBackoff();
        }
    }

    private MutinyAccountServiceGrpc.MutinyAccountServiceStub stubFor(String programme) {
        Caller caller = Caller.newBuilder()
                .setProgramme(programme)
                .setKind(CallerKind.CALLER_KIND_SERVICE)
                .setClient(CLIENT)
                .build();
        Metadata headers = new Metadata();
        headers.put(CallerInterceptor.HEADER, signer.sign(caller, AUDIENCE));
        return MutinyAccountServiceGrpc.newMutinyStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .withDeadlineAfter(config.deadline().toMillis(), TimeUnit.MILLISECONDS);
    }
}
