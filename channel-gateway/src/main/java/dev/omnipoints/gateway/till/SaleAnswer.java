package dev.omnipoints.gateway.till;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.omnipoints.contracts.loyalty.v1.Award;
import dev.omnipoints.contracts.loyalty.v1.GetSaleResponse;
import dev.omnipoints.contracts.loyalty.v1.SaleResult;
import dev.omnipoints.gateway.platform.Balance;
import dev.omnipoints.gateway.platform.Times;
import dev.omnipoints.gateway.platform.Words;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The answer to a sale, the same whenever it is given; where a kept sale is read, with what was sent. */
@Schema(name = "Sale", description = "A sale that is kept, and what it earned")
public record SaleAnswer(
        @Schema(required = true, description = "Follows from the receipt")
        String saleId,

        @Schema(required = true, nullable = true, description = "Null where the sale is kept without a member")
        @JsonInclude(JsonInclude.Include.ALWAYS)
        String memberId,

        @Schema(
                required = true,
                description = "The member when the sale was recorded",
                enumeration = {"ACTIVE", "UNCONFIRMED", "BLOCKED", "CLOSED", "UNKNOWN", "NONE"})
        String memberStatus,

        @Schema(description = "True where occurredAt lay ahead and was taken as now; absent otherwise")
        Boolean clockSkew,

        @Schema(required = true) Earned earned,

        @Schema(description = "What points paid: of several, the first one's id and the points of all")
        Redeemed redeemed,

        @Schema(description = "Where points paid in several parts: each of them")
        List<Redeemed> redemptions,

        @JsonProperty("short")
        @Schema(description = "Points that were to pay, offline, and could not be had; absent for none")
        Long missing,

        @Schema(description = "What became of the codes, in their order; absent where none were sent")
        List<CodeAnswer> codes,

        @Schema(description = "What became of the goods that came back, in their order; absent for none")
        List<ReturnAnswer> returns,

        @Schema(description = "Absent where the sale is kept without a member")
        Balance balance,

        @Schema(
                description = "When it is read: the channel that sent it",
                enumeration = {"STORE", "WEB", "APP", "SALON", "CALL_CENTRE", "MAIL_ORDER", "PARTNER"})
        String channel,

        @Schema(description = "When it is read: when it was recorded")
        Instant recordedAt,

        @Schema(description = "When it is read: what was sent")
        SaleBody sale) {

    /** The points, and why so many. */
    @Schema(name = "Earned", description = "The points that it gave, and why so many")
    public record Earned(
            @Schema(required = true) long points,

            @Schema(
                    required = true,
                    enumeration = {"PENDING", "AVAILABLE", "EXPIRED"})
            String state,

            @Schema(description = "Absent without points") Instant availableAt,

            @Schema(description = "Absent without points, or where they never expire")
            Instant expiresAt,

            @Schema(required = true, description = "What each rule gave; adds up to the points")
            List<Part> breakdown) {

        /** As loyalty-service tells it. */
        static Earned of(dev.omnipoints.contracts.loyalty.v1.Earned told) {
            return new Earned(
                    told.getPoints(),
                    Words.of(told.getState()),
                    told.hasAvailableAt() ? Times.of(told.getAvailableAt()) : null,
                    told.hasExpiresAt() ? Times.of(told.getExpiresAt()) : null,
                    told.getBreakdownList().stream().map(Part::of).toList());
        }
    }

    /** What points paid. */
    @Schema(name = "Redeemed", description = "Points that paid")
    public record Redeemed(
            @Schema(required = true, description = "Opaque; gives points back at /v1/redemptions/{id}/reverse")
            String redemptionId,

            @Schema(required = true) long points) {

        private static Redeemed of(dev.omnipoints.contracts.loyalty.v1.Redeemed told) {
            return new Redeemed(told.getRedemptionId(), told.getPoints());
        }

        private static Redeemed all(List<Redeemed> parts) {
            return parts.isEmpty()
                    ? null
                    : new Redeemed(
                            parts.getFirst().redemptionId(),
                            parts.stream().mapToLong(Redeemed::points).sum());
        }
    }

    /** What one rule gave. */
    @Schema(name = "Award", description = "What one rule gave")
    public record Part(
            @Schema(required = true) String rule,
            @Schema(required = true) long version,

            @Schema(description = "Absent where the rule looked at the whole sale")
            String lineId,

            @Schema(required = true, description = "The money that the rule looked at, in minor units")
            long base,

            @Schema(required = true) long points,

            @Schema(required = true, description = "For the customer to read")
            String text) {

        /** As loyalty-service tells it. */
        public static Part of(Award told) {
            return new Part(
                    told.getRule(),
                    told.getVersion(),
                    told.hasLineId() ? told.getLineId() : null,
                    told.getBase(),
                    told.getPoints(),
                    told.getText());
        }
    }

    static SaleAnswer of(SaleResult told) {
        return of(told, null, null, null);
    }

    static SaleAnswer of(GetSaleResponse told) {
        return of(
                told.getResult(),
                Words.of(told.getChannel()),
                Times.of(told.getRecordedAt()),
                SaleBody.of(told.getSale()));
    }

    private static SaleAnswer of(SaleResult told, String channel, Instant recordedAt, SaleBody sale) {
        List<Redeemed> redeemed =
                told.getRedeemedList().stream().map(Redeemed::of).toList();
        return new SaleAnswer(
                told.getSaleId(),
                told.getMemberId().isEmpty() ? null : told.getMemberId(),
                Words.of(told.getMemberStatus()),
                told.getClockSkew() ? true : null,
                Earned.of(told.getEarned()),
                Redeemed.all(redeemed),
                redeemed.size() > 1 ? redeemed : null,
                told.getShort() == 0 ? null : told.getShort(),
                CodeAnswer.of(told.getCodesList()),
                told.getReturnsCount() == 0
                        ? null
                        : told.getReturnsList().stream().map(ReturnAnswer::of).toList(),
                told.hasBalance() ? Balance.of(told.getBalance()) : null,
                channel,
                recordedAt,
                sale);
    }
}
