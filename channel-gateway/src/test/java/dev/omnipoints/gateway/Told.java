package dev.omnipoints.gateway;

import com.google.protobuf.Any;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import dev.omnipoints.contracts.loyalty.v1.GetBalanceResponse;
import dev.omnipoints.contracts.profile.v1.ResolveResponse;
import dev.omnipoints.contracts.type.v1.Balance;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.contracts.type.v1.MemberStatus;
import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.gateway.platform.Times;
import dev.omnipoints.gateway.platform.Words;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Instant;

/** Answers as the peers give them. */
public final class Told {
    /** When all of it happened. */
    public static final Instant AT = Instant.parse("2026-11-21T10:15:00Z");

    private Told() {}

    /** Of the active member of the tests. */
    public static MemberContext context() {
        return MemberContext.newBuilder()
                .setMemberId(MemberToken.MEMBER)
                .setStatus(MemberStatus.MEMBER_STATUS_ACTIVE)
                .setStatusVersion(1)
                .build();
    }

    /** The member is known. */
    public static ResolveResponse known() {
        return ResolveResponse.newBuilder()
                .setContext(context())
                .setDisplayName("Amélie P.")
                .build();
    }

    /** A balance of so many points that can be spent. */
    public static Balance balance(long available, long seq) {
        return Balance.newBuilder()
                .setMemberId(MemberToken.MEMBER)
                .setAvailable(available)
                .setSeq(seq)
                .setAsOf(Times.to(AT))
                .build();
    }

    /** A read balance with nothing that expires. */
    public static GetBalanceResponse read(long available, long seq) {
        return GetBalanceResponse.newBuilder()
                .setBalance(balance(available, seq))
                .build();
    }

    /** A refusal, with a detail and a field. */
    public static StatusRuntimeException refusal(Reason reason, String field) {
        return refusal(Problem.newBuilder().setReason(reason).setField(field).build());
    }

    /** A refusal as the services send it. */
    public static StatusRuntimeException refusal(Problem problem) {
        com.google.rpc.Status status = com.google.rpc.Status.newBuilder()
                .setCode(Code.FAILED_PRECONDITION_VALUE)
                .setMessage("what to do")
                .addDetails(Any.pack(ErrorInfo.newBuilder()
                        .setReason(Words.of(problem.getReason()))
                        .setDomain("omnipoints.dev")
                        .build()))
                .addDetails(Any.pack(problem))
                .build();
        return StatusProto.toStatusRuntimeException(status);
    }
}
