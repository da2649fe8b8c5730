package dev.omnipoints.gateway.till;

import dev.omnipoints.contracts.loyalty.v1.ClaimSaleRequest;
import dev.omnipoints.contracts.profile.v1.ResolveRequest;
import dev.omnipoints.gateway.access.Member;
import dev.omnipoints.gateway.platform.Identity;
import dev.omnipoints.gateway.platform.Limits;
import dev.omnipoints.gateway.platform.Refused;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** For whom a sale is claimed; a member shows by total and date that they have the receipt. */
@Schema(
        name = "ClaimRequest",
        description = "`identity` or `memberId`; with a member's own token `total` and `date`, as the receipt has them")
public record ClaimRequest(
        @Valid Identity identity,

        @Pattern(regexp = Limits.MEMBER_ID, message = "{omnipoints.memberId}")
        String memberId,

        @Schema(description = "Of a member: the receipt's total, minor units of its currency", examples = "5382")
        @Min(0)
        Long total,

        @Schema(description = "Of a member: the receipt's date", examples = "2026-11-21")
        LocalDate date) {

    /** Nobody's id in a log line. */
    @Override
    public String toString() {
        return "ClaimRequest[]";
    }

    /** By someone who serves the member, who is asked after; FIELD_INVALID. */
    ResolveRequest named() {
        String own = "This is for a member's own token; leave it out.";
        if (total != null) {
            throw Refused.field("total", own);
        }
        if (date != null) {
            throw Refused.field("date", own);
        }
        if (identity != null) {
            identity.mustNotBeAppCode("identity");
        }
        return Identity.question(identity, memberId)
                .orElseThrow(() -> Refused.field("identity", "Send identity or memberId."));
    }

    /** By a member for themselves, and what they know of their receipt; FIELD_INVALID, NOT_GRANTED. */
    ResolveRequest own(Member member, ClaimSaleRequest.Builder claim) {
        String alone = "A member's own token claims for that member alone; leave the field out.";
        if (identity != null) {
            throw Refused.notGranted("identity", alone);
        }
        if (memberId != null && !memberId.equals(member.memberId())) {
            throw Refused.notGranted("memberId", alone);
        }
        if (total == null) {
            throw Refused.field("total", "Send the receipt's total in minor units.");
        }
        if (date == null) {
            throw Refused.field("date", "Send the receipt's date.");
        }
        claim.setTotal(total).setDate(date.toString());
        return ResolveRequest.newBuilder().setMemberId(member.memberId()).build();
    }
}
