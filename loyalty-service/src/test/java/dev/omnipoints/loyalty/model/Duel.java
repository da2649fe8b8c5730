package dev.omnipoints.loyalty.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Asks the naive model and another ledger the same at random, and compares what they tell and what then stands: of the
 * members touched after each step, of all every 10,000. The same seed is the same run.
 */
public final class Duel {
    private static final int ALL = 10_000;
    private static final Duration TO_SHRINK = Duration.ofSeconds(60);

    private final long seed;
    private final Match match;
    private final Generator generator;
    private final List<Script.Step> steps = new ArrayList<>();
    private final Map<Ask.Ref, Integer> numbers = new HashMap<>();
    private final Map<String, Long> outcomes = new TreeMap<>();

    private Duel(long seed, Subject other) {
        this.seed = seed;
        match = new Match(other);
        generator = new Generator(seed, match.model, other.sells());
    }

    /**
     * @param others makes ledgers with nothing in them; the first plays, the rest serve to shrink what differs
     * @return how often which kind of command came to which outcome, which rows were written, and what moved in them
     * @throws AssertionError with seed, step, both answers, what differs, and a script as short as could be found
     */
    public static Map<String, Long> run(long seed, int steps, Supplier<? extends Subject> others) {
        return run(seed, steps, others.get(), others);
    }

    /** Likewise against a ledger that cannot be had anew; nobody was touched in it yet. What differs is not shrunk. */
    public static Map<String, Long> run(long seed, int steps, Subject other) {
        return run(seed, steps, other, null);
    }

    /** Plays a script, as a failing run printed it. */
    public static void play(Script script, Subject other) {
        Shrink.Failure failure = Shrink.play(script.steps(), other);
        if (failure != null) {
            throw new AssertionError(report(failure));
        }
    }

    private static Map<String, Long> run(long seed, int steps, Subject other, Supplier<? extends Subject> others) {
        Duel duel = new Duel(seed, other);
        for (int i = 0; i < steps; i++) {
            List<String> differences = duel.step();
            if (differences.isEmpty() && (i % ALL == ALL - 1 || i == steps - 1)) {
                differences = duel.match.compareAll();
            }
            if (!differences.isEmpty()) {
                throw duel.differs(differences, others);
            }
        }
        Map<String, Long> told = new TreeMap<>(duel.outcomes);
        duel.match.model.tally().forEach((what, often) -> told.put("row " + what, often));
        return told;
    }

    private List<String> step() {
        Script.Step step = switch (generator.next()) {
            case Generator.Change change -> new Script.Settings(change.rules());
            case Generator.Question question -> command(question.asked());
        };
        steps.add(step);
        List<String> differences = match.play(step);
        if (step instanceof Script.Command command) {
            Ask.Ref row = Match.row(match.told);
            if (row != null) {
                numbers.put(row, command.number());
            }
            outcomes.merge(outcome(command.asked().ask(), match.told), 1L, Long::sum);
            generator.heard(command.asked(), match.told);
        }
        return differences;
    }

    private Script.Command command(Asked asked) {
        Script.Command command = new Script.Command(steps.size(), asked, null);
        return new Script.Command(command.number(), asked, numbers.get(command.reference()));
    }

    /** In words, to be counted. */
    static String outcome(Ask ask, Told told) {
        String kind = ask.getClass().getSimpleName();
        return switch (told) {
            case Told.Refused refused -> kind + " " + refused.reason();
            case Told.Rejected rejected -> kind + " not written " + rejected.reason();
            case Told.KeyReused reused -> kind + " key reused " + reused.field();
            case Told.First first -> kind + " first";
            case Told.Done done -> kind + " done";
            case Told.Kept kept -> kind + " kept";
            case Told.Shown shown -> kind + " shown";
        };
    }

    private AssertionError differs(List<String> differences, Supplier<? extends Subject> others) {
        String found = "seed " + seed + ", step " + (steps.size() - 1) + ": " + steps.getLast() + "\n"
                + String.join("\n", differences.subList(0, Math.min(40, differences.size())));
        Shrink.Failure shrunk = others == null ? null : new Shrink(others, TO_SHRINK).shrink(steps);
        if (shrunk == null) {
            List<Script.Step> last = steps.subList(Math.max(0, steps.size() - 30), steps.size());
            return new AssertionError(found + "\n\nthe last steps, not shrunk:\n" + new Script(last));
        }
        return new AssertionError(found + "\n\nshrunk to " + report(shrunk));
    }

    static String report(Shrink.Failure failure) {
        List<String> differences = failure.differences();
        return failure.steps().size() + " steps:\n" + new Script(failure.steps()) + "\nafter which\n"
                + String.join("\n", differences.subList(0, Math.min(40, differences.size())));
    }
}
