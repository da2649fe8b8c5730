package dev.omnipoints.gateway.till;

import dev.omnipoints.contracts.loyalty.v1.GetBalanceResponse;
import dev.omnipoints.contracts.profile.v1.EnrolResponse;
import dev.omnipoints.contracts.profile.v1.ResolveResponse;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.gateway.platform.Balance;
import dev.omnipoints.gateway.platform.Times;
import dev.omnipoints.gateway.platform.Words;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a till sees of a member: enough to greet them and to say what they have. */
@Schema(name = "Member", description = "What a till sees of a member")
public record MemberAnswer(
        @Schema(required = true) String memberId,

        @Schema(description = "Given name and the family name's first letter; absent where no name is known")
        String displayName,

        @Schema(
                required = true,
                enumeration = {"UNCONFIRMED", "ACTIVE", "BLOCKED", "CLOSED"})
        String status,

        @Schema(
                description = "Where the lookup showed that the member is there, by card or app code: with it a hold or"
                        + " redemption may name the memberId. For your client and terminal, for ten minutes")
        String proof,

        @Schema(required = true) Balance balance) {

    /** The answer to a lookup; {@code proof} is null where it showed nothing. */
    static MemberAnswer of(ResolveResponse who, String proof, GetBalanceResponse balance) {
        return of(who.getContext(), who.getDisplayName(), proof, Balance.read(balance, null));
    }

    /** No proof in a log line. */
    @Override
    public String toString() {
        return "MemberAnswer[" + memberId + "]";
    }

    /** Enrolment writes no journal row: the member has nothing yet, as of then. */
    static MemberAnswer of(EnrolResponse enrolled) {
        MemberContext context = enrolled.getContext();
        return of(
                context,
                enrolled.getDisplayName(),
                null,
                Balance.ofNewMember(context.getMemberId(), Times.of(enrolled.getEnrolledAt())));
    }

    private static MemberAnswer of(MemberContext context, String displayName, String proof, Balance balance) {
        return new MemberAnswer(
                context.getMemberId(),
                displayName.isEmpty() ? null : displayName,
                Words.of(context.getStatus()),
                proof,
                balance);
    }
}
