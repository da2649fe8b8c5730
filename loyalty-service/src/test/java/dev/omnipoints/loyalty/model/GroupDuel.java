package dev.omnipoints.loyalty.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Asks the naive model one after the other what the other ledger is asked several at a time, and compares what they
 * tell and what then stands of the members touched. The same seed asks the same.
 */
public final class GroupDuel {
    private static final int MOST = 48;
    private static final Duration TO_SHRINK = Duration.ofSeconds(60);

    private final long seed;
    private final Together other;
    private final Supplier<? extends Together> others;
    private final Naive model = new Naive();
    private final Generator generator;
    private final RandomGenerator sizes;
    private final Set<Integer> members = new TreeSet<>();
    private final List<String> story = new ArrayList<>();
    private final List<Script.Step> steps = new ArrayList<>();
    private final Map<Ask.Ref, Integer> numbers = new HashMap<>();
    private final Map<String, Long> outcomes = new TreeMap<>();
    private Generator.Next waiting;

    private GroupDuel(long seed, Together other, Supplier<? extends Together> others) {
        this.seed = seed;
        this.other = other;
        this.others = others;
        model.saleAge(other.saleAge());
        generator = new Generator(seed, model, other.sells());
        sizes = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    /**
     * Plays a seed.
     *
     * @param others makes ledgers with nothing in them; the first plays, the rest serve to shrink what differs
     * @param each what else to look at after about every so many steps
     * @return how often which kind of command came to which outcome
     * @throws AssertionError with seed, what was asked last, where the two differ, and a script as short as could be
     *     found
     */
    public static Map<String, Long> run(
            long seed, int steps, Supplier<? extends Together> others, int each, Runnable look) {
        return new GroupDuel(seed, others.get(), others).run(steps, each, look);
    }

    /** Likewise against a ledger that cannot be had anew; nobody was touched in it yet. What differs is not shrunk. */
    public static Map<String, Long> run(long seed, int steps, Together other, int each, Runnable look) {
        return new GroupDuel(seed, other, null).run(steps, each, look);
    }

    private Map<String, Long> run(int steps, int each, Runnable look) {
        int looked = 0;
        for (int asked = 0; asked < steps; ) {
            asked += group();
            if (asked - looked >= each || asked >= steps) {
                looked = asked;
                fail(compare(members));
                look.run();
            }
        }
        return outcomes;
    }

    private int group() {
        int size = sizes.nextInt(3) == 0 ? 1 : sizes.nextInt(1, MOST);
        List<Asked> asked = new ArrayList<>();
        List<Told> told = new ArrayList<>();
        Set<Integer> touched = new LinkedHashSet<>();
        while (asked.size() < size) {
            Generator.Next next = waiting == null ? generator.next() : waiting;
            waiting = null;
            if (next instanceof Generator.Question question
                    && (asked.isEmpty()
                            || other.mayGoWith(asked, question.asked().ask()))) {
                Asked one = question.asked();
                one = asked.isEmpty() ? one : new Asked(asked.getFirst().at(), one.caller(), one.key(), one.ask());
                touch(touched, one.ask());
                Told answer = model.ask(one);
                touch(touched, one.ask());
                remember(one, answer);
                asked.add(one);
                told.add(answer);
                if (isLast(one.ask())) {
                    break;
                }
            } else if (asked.isEmpty()) {
                Rules rules = ((Generator.Change) next).rules();
                steps.add(new Script.Settings(rules));
                model.rules(rules);
                other.rules(rules);
            } else {
                waiting = next;
                break;
            }
        }
        compare(asked, told, touched);
        return asked.size();
    }

    private void remember(Asked asked, Told told) {
        generator.heard(asked, told);
        outcomes.merge(Duel.outcome(asked.ask(), told), 1L, Long::sum);
        Script.Command command = new Script.Command(steps.size(), asked, null);
        steps.add(new Script.Command(command.number(), asked, numbers.get(command.reference())));
        Ask.Ref row = Match.row(told);
        if (row != null) {
            numbers.put(row, command.number());
        }
    }

    /** What shows the balance shows it after all that went before. */
    private static boolean isLast(Ask ask) {
        return ask instanceof Ask.Read || ask instanceof Ask.SetStatus;
    }

    private void compare(List<Asked> asked, List<Told> told, Set<Integer> touched) {
        story.add("together:");
        asked.forEach(one -> story.add("  " + one));
        List<Told> others;
        try {
            others = other.askAll(asked);
        } catch (RuntimeException | AssertionError failed) {
            throw failed(List.of("the other failed: " + failed), failed);
        }
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < told.size(); i++) {
            if (!Match.agree(asked.get(i).ask(), told.get(i), others.get(i), other)) {
                differences.add(asked.get(i) + "\n  told by the model: " + told.get(i) + "\n  told by the other: "
                        + others.get(i));
            }
        }
        members.addAll(touched);
        differences.addAll(compare(touched));
        fail(differences);
    }

    private void touch(Set<Integer> touched, Ask ask) {
        Match.named(ask).forEach(member -> touched.addAll(model.group(member)));
    }

    private List<String> compare(Set<Integer> whom) {
        List<String> differences = new ArrayList<>();
        Map<Integer, Standing> theirs = other.standings(whom);
        for (int member : whom) {
            Difference.between(model.standing(member), theirs.get(member))
                    .forEach(difference -> differences.add("member " + member + " " + difference));
        }
        return differences;
    }

    private void fail(List<String> differences) {
        if (!differences.isEmpty()) {
            throw failed(differences, null);
        }
    }

    private AssertionError failed(List<String> differences, Throwable cause) {
        if (others == null) {
            return new AssertionError(said(differences), cause);
        }
        Shrink.Failure shrunk = new Shrink(others, TO_SHRINK).shrink(steps);
        String oneByOne = shrunk == null ? "the two agree" : "shrunk to " + Duel.report(shrunk);
        return new AssertionError(said(differences) + "\n\nasked one by one, " + oneByOne, cause);
    }

    private String said(List<String> differences) {
        List<String> last = story.subList(Math.max(0, story.size() - 40), story.size());
        return "seed " + seed + "\n" + String.join("\n", differences.subList(0, Math.min(40, differences.size())))
                + "\n\nasked last\n" + String.join("\n", last);
    }
}
