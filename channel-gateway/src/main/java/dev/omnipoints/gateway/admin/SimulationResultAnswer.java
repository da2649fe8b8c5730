package dev.omnipoints.gateway.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.omnipoints.contracts.loyalty.v1.SimulatedChannel;
import dev.omnipoints.contracts.loyalty.v1.SimulatedRule;
import dev.omnipoints.contracts.loyalty.v1.SimulatedSale;
import dev.omnipoints.contracts.loyalty.v1.SimulationResult;
import dev.omnipoints.contracts.loyalty.v1.SimulationTotals;
import dev.omnipoints.gateway.platform.Times;
import dev.omnipoints.gateway.platform.Words;
import dev.omnipoints.gateway.till.SaleAnswer;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a draft would have given, against what was given. */
@Schema(name = "SimulationResult", description = "What the draft would have given, against what was given")
public record SimulationResultAnswer(
        @Schema(required = true) Totals totals,
        @Schema(required = true) List<OfChannel> byChannel,

        @Schema(required = true, description = "Rules that give anything, in the draft or in truth, by id")
        List<OfRule> byRule,

        @Schema(required = true, description = "The twenty that differ most, the greatest difference first")
        List<OfSale> differing) {

    /** All together. */
    @Schema(name = "SimulationTotals", description = "All together")
    public record Totals(
            @Schema(required = true, description = "By the draft")
            long points,

            @Schema(required = true, description = "In truth")
            long awarded,

            @Schema(required = true, description = "points less awarded")
            long difference,

            @Schema(
                    required = true,
                    nullable = true,
                    description = "points at the programme's redemption rate, rounded down; null without a rate")
            @JsonInclude(JsonInclude.Include.ALWAYS)
            Cost cost,

            @Schema(required = true) Members members,

            @Schema(required = true, description = "All of the period, those without member too")
            long sales,

            @Schema(required = true, description = "Sales that the draft would refuse: POINTS_OUT_OF_RANGE")
            long refused,

            @Schema(required = true, description = "Conditions that failed at run time, by rule")
            List<FailedRule> failures) {

        private static Totals of(SimulationTotals told) {
            return new Totals(
                    told.getPoints(),
                    told.getAwarded(),
                    told.getPoints() - told.getAwarded(),
                    told.hasCost()
                            ? new Cost(
                                    told.getCost().getAmount(), told.getCost().getCurrency())
                            : null,
                    new Members(
                            told.getMembersMore(), told.getMembersFewer(), told.getMembersSame(), told.getMembers()),
                    told.getSales(),
                    told.getRefused(),
                    told.getFailuresList().stream()
                            .map(failed -> new FailedRule(failed.getRule(), failed.getSales(), failed.getMessage()))
                            .toList());
        }
    }

    /** What points are worth. */
    @Schema(name = "SimulationCost", description = "What points are worth")
    public record Cost(
            @Schema(required = true, description = "Minor units")
            long amount,

            @Schema(required = true) String currency) {}

    /** Who could earn by a sale of the period, and how many get another number of points. */
    @Schema(name = "SimulationMembers", description = "Who gets more, fewer, as many points; and how many there are")
    public record Members(
            @Schema(required = true) long more,
            @Schema(required = true) long fewer,
            @Schema(required = true) long same,
            @Schema(required = true) long all) {}

    /** A rule whose condition failed. */
    @Schema(name = "FailedRule", description = "A rule whose condition failed at run time")
    public record FailedRule(
            @Schema(required = true) String rule,

            @Schema(required = true, description = "In how many sales")
            long sales,

            @Schema(required = true, description = "What the first said")
            String message) {}

    /** By channel. */
    @Schema(name = "SimulatedChannel", description = "What a channel's sales earn")
    public record OfChannel(
            @Schema(
                    required = true,
                    enumeration = {"STORE", "WEB", "APP", "SALON", "CALL_CENTRE", "MAIL_ORDER", "PARTNER"})
            String channel,

            @Schema(required = true) long points,
            @Schema(required = true) long awarded,
            @Schema(required = true) long sales) {

        private static OfChannel of(SimulatedChannel told) {
            return new OfChannel(Words.of(told.getChannel()), told.getPoints(), told.getAwarded(), told.getSales());
        }
    }

    /** By rule. */
    @Schema(name = "SimulatedRule", description = "What a rule gives")
    public record OfRule(
            @Schema(required = true) String rule,
            @Schema(required = true) long points,
            @Schema(required = true) long awarded,

            @Schema(required = true, description = "To how many it gives anything, by the draft or in truth")
            long sales,

            @Schema(required = true, description = "To how many it gives anything by the draft")
            long uses) {

        private static OfRule of(SimulatedRule told) {
            return new OfRule(told.getRule(), told.getPoints(), told.getAwarded(), told.getSales(), told.getUses());
        }
    }

    /** A sale that differs. */
    @Schema(name = "SimulatedSale", description = "A sale that earns another number, and why; 100 parts each at most")
    public record OfSale(
            @Schema(required = true) String saleId,
            @Schema(required = true) Instant occurredAt,
            @Schema(required = true) String channel,
            @Schema(required = true) long points,
            @Schema(required = true) long awarded,

            @Schema(required = true, description = "What each rule of the draft gives")
            List<SaleAnswer.Part> breakdown,

            @Schema(required = true, description = "What each rule gave in truth")
            List<SaleAnswer.Part> awardedBreakdown) {

        private static OfSale of(SimulatedSale told) {
            return new OfSale(
                    told.getSaleId(),
                    Times.of(told.getOccurredAt()),
                    Words.of(told.getChannel()),
                    told.getPoints(),
                    told.getAwarded(),
                    told.getBreakdownList().stream().map(SaleAnswer.Part::of).toList(),
                    told.getAwardedBreakdownList().stream()
                            .map(SaleAnswer.Part::of)
                            .toList());
        }
    }

    static SimulationResultAnswer of(SimulationResult told) {
        return new SimulationResultAnswer(
                Totals.of(told.getTotals()),
                told.getByChannelList().stream().map(OfChannel::of).toList(),
                told.getByRuleList().stream().map(OfRule::of).toList(),
                told.getDifferingList().stream().map(OfSale::of).toList());
    }
}
