package dev.omnipoints.loyalty.sale;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.omnipoints.contracts.loyalty.v1.Redeemed;
import dev.omnipoints.contracts.loyalty.v1.ReturnResult;
import dev.omnipoints.contracts.loyalty.v1.SaleMemberStatus;
import dev.omnipoints.contracts.loyalty.v1.SaleResult;
import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.Kind;
import dev.omnipoints.loyalty.platform.Wire;
import dev.omnipoints.loyalty.posting.ClaimDraft;
import dev.omnipoints.loyalty.posting.OperationId;
import dev.omnipoints.loyalty.posting.SaleId;
import dev.omnipoints.loyalty.posting.SaleOutcome;
import dev.omnipoints.loyalty.receipt.Awarded;
import java.util.UUID;

/** The answer to a sale, made once from what became of it and kept with it. */
final class SaleAnswer {

    private SaleAnswer() {}

    static SaleResult of(UUID saleId, boolean memberNamed, SaleOutcome outcome) {
        SaleResult.Builder answer = SaleResult.newBuilder()
                .setSaleId(SaleId.text(saleId))
                .setMemberStatus(memberStatus(outcome, memberNamed))
                .setClockSkew(outcome.clockSkew())
                .setEarned(Awarded.earned(outcome.lot(), outcome.rating().awards()))
                .setShort(outcome.missing());
        outcome.rating().awards().codes().forEach(code -> answer.addCodes(Awarded.of(code)));
        outcome.rows().stream()
                .filter(row -> row.kind() == Kind.CAPTURE || row.kind() == Kind.REDEEM)
                .filter(row -> row.points() > 0)
                .forEach(row -> answer.addRedeemed(Redeemed.newBuilder()
                        .setRedemptionId(OperationId.of(row))
                        .setPoints(row.points())));
        outcome.returns().forEach(goods -> answer.addReturns(result(goods)));
        if (outcome.account() != null) {
            answer.setMemberId(outcome.account().key().member().toString());
            answer.setBalance(Wire.balance(outcome.account(), outcome.row().recordedAt()));
        }
        return answer.build();
    }

    private static ReturnResult result(byte[] goods) {
        try {
            return ReturnResult.parseFrom(goods);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("An answer that was just made cannot be read", e);
        }
    }

    /** The answer to a claim: the first one, as far as it is not about the member. */
    static SaleResult claimed(SaleResult first, ClaimDraft.Outcome outcome) {
        return first.toBuilder()
                .setMemberId(outcome.account().key().member().toString())
                .setMemberStatus(memberStatus(outcome.account()))
                .setEarned(Awarded.earned(outcome.lot(), outcome.awards()))
                .setBalance(Wire.balance(outcome.account(), outcome.row().recordedAt()))
                .clearCodes()
                .addAllCodes(outcome.awards().codes().stream().map(Awarded::of).toList())
                .build();
    }

    private static SaleMemberStatus memberStatus(SaleOutcome outcome, boolean memberNamed) {
        if (outcome.account() == null) {
            return outcome.memberClosed()
                    ? SaleMemberStatus.SALE_MEMBER_STATUS_CLOSED
                    : memberNamed
                            ? SaleMemberStatus.SALE_MEMBER_STATUS_UNKNOWN
                            : SaleMemberStatus.SALE_MEMBER_STATUS_NONE;
        }
        return memberStatus(outcome.account());
    }

    private static SaleMemberStatus memberStatus(Account account) {
        return switch (account.status()) {
            case ACTIVE -> SaleMemberStatus.SALE_MEMBER_STATUS_ACTIVE;
            case UNCONFIRMED -> SaleMemberStatus.SALE_MEMBER_STATUS_UNCONFIRMED;
            case BLOCKED -> SaleMemberStatus.SALE_MEMBER_STATUS_BLOCKED;
            case CLOSED -> SaleMemberStatus.SALE_MEMBER_STATUS_CLOSED;
        };
    }
}
