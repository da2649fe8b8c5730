package dev.omnipoints.loyalty.earning;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What becomes of the codes that a sale carries. */
final class Codes {

    private final List<Asked> asked;

    /**
     * One code.
     *
     * @param known a rule asks for it
     * @param running the caps of rules that ask for it and are not over
     */
    private record Asked(String code, boolean known, List<Running> running) {}

    private record Running(Rule rule, List<Tally.Key> counters) {}

    private Codes(List<Asked> asked) {
        this.asked = asked;
    }

    /** Rules on sales by the code that they ask for. */
    static Map<String, List<Rule>> index(List<CompiledRule> rules) {
        Map<String, List<Rule>> byCode = new HashMap<>();
        for (CompiledRule rule : rules) {
            if (rule.rule().code() != null) {
                byCode.computeIfAbsent(rule.rule().code(), code -> new ArrayList<>())
                        .add(rule.rule());
            }
        }
        return byCode;
    }

    static Codes of(List<String> codes, Map<String, List<Rule>> rules, Moment moment) {
        List<Asked> asked = new ArrayList<>(codes.size());
        for (String code : codes) {
            List<Running> running = new ArrayList<>();
            List<Rule> asking = rules.getOrDefault(code, List.of());
            for (Rule rule : asking) {
                if (!moment.isAfter(rule)) {
                    running.add(new Running(rule, Fit.counters(rule, moment)));
                }
            }
            asked.add(new Asked(code, !asking.isEmpty(), running));
        }
        return new Codes(asked);
    }

    /** What it has to know to tell those that are spent. */
    Set<Tally.Key> needs() {
        Set<Tally.Key> needs = new HashSet<>();
        for (Asked code : asked) {
            for (Running running : code.running()) {
                for (Tally.Key counter : running.counters()) {
                    if (counter != null) {
                        needs.add(counter);
                    }
                }
            }
        }
        return needs;
    }

    /** @param awards null: nothing was awarded */
    List<Awards.CodeUse> uses(Standing standing, Capping awards) {
        List<Awards.CodeUse> uses = new ArrayList<>(asked.size());
        for (Asked code : asked) {
            uses.add(new Awards.CodeUse(code.code(), state(code, standing, awards)));
        }
        return uses;
    }

    private static Awards.CodeState state(Asked code, Standing standing, Capping awards) {
        if (!code.known()) {
            return Awards.CodeState.UNKNOWN;
        }
        if (code.running().isEmpty()) {
            return Awards.CodeState.EXPIRED;
        }
        if (awards != null && awards.awards(code.code())) {
            return Awards.CodeState.USED;
        }
        for (Running running : code.running()) {
            if (!Fit.spent(running.rule(), running.counters(), standing)) {
                return Awards.CodeState.NOT_APPLICABLE;
            }
        }
        return Awards.CodeState.SPENT;
    }
}
