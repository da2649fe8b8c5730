package dev.omnipoints.loyalty.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The model and another ledger, asked the same, step by step; what they disagree on is told in words. */
public final class Match {
    /** An account with more lots than this is looked into every hundredth step only. */
    private static final int MANY_LOTS = 2_000;

    final Naive model = new Naive();
    private final Subject other;
    private final Map<Integer, Ask.Ref> rows = new HashMap<>();
    private final Set<Integer> members = new TreeSet<>();
    private int steps;

    Match(Subject other) {
        this.other = other;
        model.saleAge(other.saleAge());
    }

    /** What the model told last; null where a command referred to a row that is not there. */
    Told told;

    /** @return where they differ; empty: nowhere */
    List<String> play(Script.Step step) {
        told = null;
        return switch (step) {
            case Script.Settings settings -> {
                model.rules(settings.rules());
                other.rules(settings.rules());
                yield List.of();
            }
            case Script.Command command -> play(command);
        };
    }

    private List<String> play(Script.Command command) {
        Asked asked = command.asked();
        if (command.of() != null) {
            Ask.Ref row = rows.get(command.of());
            if (row == null) {
                return List.of();
            }
            asked = command.referringTo(row);
        }
        steps++;
        Set<Integer> touched = new LinkedHashSet<>();
        named(asked.ask()).forEach(member -> touched.addAll(model.group(member)));
        told = model.ask(asked);
        Ask.Ref answered = row(told);
        if (answered != null) {
            rows.put(command.number(), answered);
        }
        Told others;
        try {
            others = other.ask(asked);
        } catch (RuntimeException | AssertionError thrown) {
            return List.of("told by the model: " + told, "thrown by the other: " + trace(thrown));
        }
        if (!agree(asked.ask(), told, others, other)) {
            List<String> differences =
                    new ArrayList<>(List.of("told by the model: " + told, "told by the other: " + others));
            differences.addAll(compare(touched));
            return differences;
        }
        named(asked.ask()).forEach(member -> touched.addAll(model.group(member)));
        members.addAll(touched);
        return compare(touched);
    }

    /** Every member that was ever touched. */
    List<String> compareAll() {
        steps = 0;
        return compare(members);
    }

    private List<String> compare(Set<Integer> whom) {
        List<String> differences = new ArrayList<>();
        Map<Integer, Standing> theirs = other.standings(whom);
        for (int member : whom) {
            if (steps % 100 != 0 && model.lots(member) > MANY_LOTS) {
                continue;
            }
            Standing ours = model.standing(member);
            for (String broken : ours == null ? List.<String>of() : Invariants.broken(ours)) {
                differences.add("member " + member + " breaks: " + broken);
            }
            for (String difference : Difference.between(ours, theirs.get(member))) {
                differences.add("member " + member + " " + difference);
            }
        }
        return differences;
    }

    private static String trace(Throwable thrown) {
        StringBuilder trace = new StringBuilder(thrown.toString());
        for (StackTraceElement at : thrown.getStackTrace()) {
            if (at.getClassName().startsWith("dev.omnipoints")) {
                trace.append("\n    at ").append(at);
            }
        }
        return trace.toString();
    }

    /** Whether another ledger tells what the model tells, as far as it can know. */
    static boolean agree(Ask ask, Told model, Told others, Subject other) {
        boolean excused = !other.knowsWhatWasLeftOut()
                && (ask instanceof Ask.Capture || ask instanceof Ask.Reverse)
                && model.equals(new Told.KeyReused("points"))
                && (others.equals(new Told.KeyReused("hold")) || others.equals(new Told.KeyReused("original")));
        return excused || model.equals(others);
    }

    /** The row that answered; null: none was written. */
    static Ask.Ref row(Told told) {
        return switch (told) {
            case Told.Done done -> new Ask.Ref(done.member(), done.seq());
            case Told.Refused refused -> new Ask.Ref(refused.member(), refused.seq());
            case null, default -> null;
        };
    }

    /** Whom it names, the first first. */
    public static List<Integer> named(Ask ask) {
        return switch (ask) {
            case Ask.Earn a -> List.of(a.member());
            case Ask.Sale a -> List.of(a.member());
            case Ask.Confirm a -> List.of(a.earn().member());
            case Ask.Hold a -> List.of(a.member());
            case Ask.Capture a -> List.of(a.hold().member());
            case Ask.Void a -> List.of(a.hold().member());
            case Ask.Redeem a -> List.of(a.member());
            case Ask.Reverse a -> List.of(a.original().member());
            case Ask.Adjust a -> List.of(a.member());
            case Ask.Transfer a -> List.of(a.from(), a.to());
            case Ask.SetStatus a -> List.of(a.member());
            case Ask.Merge a -> List.of(a.member(), a.survivor());
            case Ask.Unmerge a -> List.of(a.member(), a.survivor());
            case Ask.Read a -> List.of(a.member());
        };
    }
}
