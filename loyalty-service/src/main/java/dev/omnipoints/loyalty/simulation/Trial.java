package dev.omnipoints.loyalty.simulation;

import dev.omnipoints.contracts.loyalty.v1.Award;
import dev.omnipoints.contracts.loyalty.v1.SimulatedChannel;
import dev.omnipoints.contracts.loyalty.v1.SimulatedFailure;
import dev.omnipoints.contracts.loyalty.v1.SimulatedRule;
import dev.omnipoints.contracts.loyalty.v1.SimulationResult;
import dev.omnipoints.contracts.loyalty.v1.SimulationTotals;
import dev.omnipoints.contracts.type.v1.Channel;
import dev.omnipoints.contracts.type.v1.Money;
import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.earning.Awards;
import dev.omnipoints.loyalty.earning.Failure;
import dev.omnipoints.loyalty.ledger.Command;
import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.programme.Programme;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What a draft would have given, against what was given, sale after sale in the order in which they were recorded. In
 * memory: what caps count, a number a member, and a line a rule and channel.
 */
final class Trial {

    private final Counted counted;
    private final int membersLimit;
    private final Map<UUID, Sum> members = new HashMap<>();
    private final Map<Integer, Sum> channels = new TreeMap<>();
    private final Map<String, RuleSum> rules = new TreeMap<>();
    private final Map<String, SimulatedFailure> failures = new TreeMap<>();
    private final Differing differing = new Differing();
    private final Sum total = new Sum();
    private long refused;

    /** Points by the draft and in truth. */
    private static final class Sum {
        private long points;
        private long awarded;
        private long sales;

        void add(long byDraft, long inTruth) {
            points = Math.addExact(points, byDraft);
            awarded = Math.addExact(awarded, inTruth);
            sales++;
        }
    }

    private static final class RuleSum {
        private long points;
        private long awarded;
        private long sales;
        private long uses;
    }

    Trial(SimulationConfig config) {
        this.counted = new Counted(config.talliesLimit());
        this.membersLimit = config.membersLimit();
    }

    /** How many sales it has looked at. */
    long sales() {
        return total.sales;
    }

    /**
     * Looks at the next sale.
     *
     * @param member who could earn by it, as they are now; null: no one
     * @param firstSale it is their first
     * @throws Refused LIMIT_REACHED
     * @throws ArithmeticException a sum leaves 64 bits
     */
    void next(SaleTrial trial, UUID member, boolean firstSale) {
        Awards awards = awards(trial, member, firstSale);
        long awarded = trial.earned().getPoints();
        total.add(awards.points(), awarded);
        channels.computeIfAbsent(trial.sale().channel(), channel -> new Sum()).add(awards.points(), awarded);
        if (member == null) {
            return;
        }
        members.computeIfAbsent(member, who -> new Sum()).add(awards.points(), awarded);
        if (members.size() > membersLimit) {
            throw Refused.of(
                    Problem.newBuilder()
                            .setReason(Reason.REASON_LIMIT_REACHED)
                            .setLimit("simulation")
                            .build(),
                    "More than " + membersLimit + " members bought something; try a shorter period.");
        }
        byRule(trial, awards);
        differing.add(trial, awards);
    }

    private Awards awards(SaleTrial trial, UUID member, boolean firstSale) {
        if (trial.refused()) {
            refused++;
        }
        if (trial.matched() == null) {
            return Awards.NONE;
        }
        trial.matched().failures().forEach(this::failed);
        Awards awards;
        try {
            awards = trial.matched().award(counted.standing(member, trial.matched(), firstSale));
        } catch (ArithmeticException beyond) {
            refused++;
            return Awards.NONE;
        }
        counted.count(member, awards.counted());
        return awards;
    }

    private void failed(Failure failure) {
        failures.merge(
                failure.rule(),
                SimulatedFailure.newBuilder()
                        .setRule(failure.rule())
                        .setSales(1)
                        .setMessage(failure.message())
                        .build(),
                (first, another) ->
                        first.toBuilder().setSales(first.getSales() + 1).build());
    }

    private void byRule(SaleTrial trial, Awards awards) {
        Set<String> giving = new HashSet<>();
        for (Awards.Part part : awards.parts()) {
            RuleSum rule = rules.computeIfAbsent(part.rule(), id -> new RuleSum());
            rule.points = Math.addExact(rule.points, part.points());
            if (giving.add(part.rule())) {
                rule.uses++;
                rule.sales++;
            }
        }
        for (Award part : trial.earned().getBreakdownList()) {
            RuleSum rule = rules.computeIfAbsent(part.getRule(), id -> new RuleSum());
            rule.awarded = Math.addExact(rule.awarded, part.getPoints());
            if (giving.add(part.getRule())) {
                rule.sales++;
            }
        }
    }

    /**
     * What came of it.
     *
     * @param now whose redemption rate tells what points cost
     */
    SimulationResult result(Programme now) {
        SimulationResult.Builder result = SimulationResult.newBuilder().setTotals(totals(now));
        channels.forEach((channel, sum) -> result.addByChannel(SimulatedChannel.newBuilder()
                .setChannel(Channel.forNumber(channel))
                .setPoints(sum.points)
                .setAwarded(sum.awarded)
                .setSales(sum.sales)));
        rules.forEach((rule, sum) -> result.addByRule(SimulatedRule.newBuilder()
                .setRule(rule)
                .setPoints(sum.points)
                .setAwarded(sum.awarded)
                .setSales(sum.sales)
                .setUses(sum.uses)));
        return result.addAllDiffering(differing.sales()).build();
    }

    private SimulationTotals totals(Programme now) {
        long more = members.values().stream()
                .filter(sum -> sum.points > sum.awarded)
                .count();
        long fewer = members.values().stream()
                .filter(sum -> sum.points < sum.awarded)
                .count();
        SimulationTotals.Builder totals = SimulationTotals.newBuilder()
                .setPoints(total.points)
                .setAwarded(total.awarded)
                .setMembers(members.size())
                .setMembersMore(more)
                .setMembersFewer(fewer)
                .setMembersSame(members.size() - more - fewer)
                .setSales(total.sales)
                .setRefused(refused)
                .addAllFailures(failures.values());
        if (now.redemption() != null) {
            String currency = now.currencies().getFirst();
            Command.Rate rate =
                    new Command.Rate(now.redemption().points(), now.redemption().money(), currency);
            totals.setCost(
                    Money.newBuilder().setAmount(rate.moneyOf(total.points)).setCurrency(currency));
        }
        return totals.build();
    }
}
