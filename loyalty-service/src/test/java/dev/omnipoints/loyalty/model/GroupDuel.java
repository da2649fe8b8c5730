package dev.omnipoints.loyalty.model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Asks the naive model one after the other what the other ledger is asked several at a time, and compares what they
 * tell and what then stands of the members touched. The same seed asks the same.
 */
public final class GroupDuel {
    /** No more than a lane takes of one member before it looks at the others. */
    private static final int MOST = 16;

    private final long seed;
    private final Together other;
    private final Naive model = new Naive();
    private final Generator generator;
    private final RandomGenerator sizes;
    private final Set<Integer> members = new TreeSet<>();
    private final List<String> story = new ArrayList<>();
    private Generator.Next waiting;

    private GroupDuel(long seed, Together other) {
        this.seed = seed;
        this.other = other;
        generator = new Generator(seed, model);
        sizes = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    /**
     * @param each what else to look at after about every so many steps
     * @throws AssertionError with seed, what was asked last, and where the two differ
     */
    public static void run(long seed, int steps, Together other, int each, Runnable look) {
        GroupDuel duel = new GroupDuel(seed, other);
        int looked = 0;
        for (int asked = 0; asked < steps; ) {
            asked += duel.group();
            if (asked - looked >= each || asked >= steps) {
                looked = asked;
                duel.fail(duel.compare(duel.members));
                look.run();
            }
        }
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
                    && mayJoin(asked, question.asked().ask())) {
                Asked one = question.asked();
                one = asked.isEmpty() ? one : new Asked(asked.getFirst().at(), one.caller(), one.key(), one.ask());
                touch(touched, one.ask());
                Told answer = model.ask(one);
                touch(touched, one.ask());
                generator.heard(one, answer);
                asked.add(one);
                told.add(answer);
                if (isLast(one.ask())) {
                    break;
                }
            } else if (asked.isEmpty()) {
                Rules rules = ((Generator.Change) next).rules();
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

    private boolean mayJoin(List<Asked> asked, Ask next) {
        return asked.isEmpty() || other.mayGoWith(asked.getFirst().ask(), next);
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
        } catch (RuntimeException failed) {
            throw new AssertionError(said(List.of("the other failed: " + failed)), failed);
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
        for (int member : whom) {
            Difference.between(model.standing(member), other.standing(member))
                    .forEach(difference -> differences.add("member " + member + " " + difference));
        }
        return differences;
    }

    private void fail(List<String> differences) {
        if (!differences.isEmpty()) {
            throw new AssertionError(said(differences));
        }
    }

    private String said(List<String> differences) {
        List<String> last = story.subList(Math.max(0, story.size() - 40), story.size());
        return "seed " + seed + "\n" + String.join("\n", differences.subList(0, Math.min(40, differences.size())))
                + "\n\nasked last\n" + String.join("\n", last);
    }
}
