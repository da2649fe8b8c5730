package dev.omnipoints.loyalty.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Drops steps as long as the two still differ (delta debugging), until none can be spared or the time is over. */
final class Shrink {
    private final Supplier<? extends Subject> fresh;
    private final long deadline;

    Shrink(Supplier<? extends Subject> fresh, Duration time) {
        this.fresh = fresh;
        this.deadline = System.nanoTime() + time.toNanos();
    }

    /** @return the steps up to the first difference; null: they agree */
    static Failure play(List<Script.Step> steps, Subject other) {
        Match match = new Match(other);
        for (int i = 0; i < steps.size(); i++) {
            List<String> differences = match.play(steps.get(i));
            if (!differences.isEmpty()) {
                return new Failure(steps.subList(0, i + 1), differences);
            }
        }
        List<String> differences = match.compareAll();
        return differences.isEmpty() ? null : new Failure(steps, differences);
    }

    /** Steps, and where the two differ after the last of them. */
    record Failure(List<Script.Step> steps, List<String> differences) {}

    Failure shrink(List<Script.Step> steps) {
        Failure failure = play(steps, fresh.get());
        if (failure == null) {
            return null;
        }
        failure = aboutTheSameMembers(failure);
        int parts = 2;
        while (parts <= failure.steps().size() && System.nanoTime() < deadline) {
            Failure smaller = drop(failure.steps(), parts);
            if (smaller != null) {
                failure = smaller;
                parts = Math.max(2, Math.min(parts - 1, failure.steps().size()));
            } else if (parts == failure.steps().size()) {
                break;
            } else {
                parts = Math.min(2 * parts, failure.steps().size());
            }
        }
        return failure;
    }

    /** Most steps are about others; whoever is left out at first comes in by what links him to those in question. */
    private Failure aboutTheSameMembers(Failure whole) {
        Set<Integer> members = new HashSet<>(named(whole.steps().getLast()));
        for (int before = -1; before < members.size(); ) {
            before = members.size();
            List<Script.Step> about = whole.steps().stream()
                    .filter(step -> step instanceof Script.Settings || members.containsAll(named(step)))
                    .toList();
            Failure failure = play(about, fresh.get());
            if (failure != null) {
                return failure;
            }
            whole.steps().stream()
                    .map(Shrink::named)
                    .filter(named -> named.stream().anyMatch(members::contains))
                    .toList()
                    .forEach(members::addAll);
        }
        return whole;
    }

    private static List<Integer> named(Script.Step step) {
        return step instanceof Script.Command command
                ? Match.named(command.asked().ask())
                : List.of();
    }

    /** All but one part of so many; null: they agree whichever is left out. */
    private Failure drop(List<Script.Step> steps, int parts) {
        for (int part = parts - 1; part >= 0 && System.nanoTime() < deadline; part--) {
            int from = (int) ((long) steps.size() * part / parts);
            int to = (int) ((long) steps.size() * (part + 1) / parts);
            List<Script.Step> rest = new ArrayList<>(steps.subList(0, from));
            rest.addAll(steps.subList(to, steps.size()));
            if (rest.isEmpty() || !(rest.getFirst() instanceof Script.Settings)) {
                continue;
            }
            Failure failure = play(rest, fresh.get());
            if (failure != null) {
                return failure;
            }
        }
        return null;
    }
}
