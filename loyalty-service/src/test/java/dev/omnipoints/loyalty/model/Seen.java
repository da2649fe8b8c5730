package dev.omnipoints.loyalty.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the generator remembers of the answers, to refer to it. */
final class Seen {
    private static final int KEPT = 400;

    private final List<Integer> opened = new ArrayList<>();
    private final List<Ask.Ref> earns = new ArrayList<>();
    private final List<Ask.Ref> holds = new ArrayList<>();
    private final List<Ask.Ref> ends = new ArrayList<>();
    private final List<Ask.Ref> spent = new ArrayList<>();
    private final List<Ask.Ref> others = new ArrayList<>();
    private final List<int[]> merges = new ArrayList<>();
    private final Map<Ask.Ref, Long> points = new HashMap<>();

    void heard(Asked asked, Told told) {
        Ask.Ref row = Match.row(told);
        if (row == null) {
            return;
        }
        for (int member : Match.named(asked.ask())) {
            if (!opened.contains(member)) {
                opened.add(member);
            }
        }
        if (!(told instanceof Told.Done done)) {
            keep(others, row);
            String reason = ((Told.Refused) told).reason();
            over(asked.ask(), reason.startsWith("HOLD_"));
            if (reason.equals("REVERSAL_EXCEEDS_ORIGINAL") && asked.ask() instanceof Ask.Reverse reverse) {
                earns.remove(reverse.original());
                spent.remove(reverse.original());
            }
            return;
        }
        over(asked.ask(), true);
        points.put(row, done.points());
        switch (asked.ask()) {
            case Ask.Earn ask -> keep(earns, row);
            case Ask.Sale ask -> keep(earns, row);
            case Ask.Hold ask -> keep(holds, row);
            case Ask.Redeem ask -> keep(spent, row);
            case Ask.Capture ask -> keep(spent, row);
            case Ask.Merge ask -> keep(merges, new int[] {ask.member(), ask.survivor()});
            case Ask.Unmerge ask -> merges.removeIf(merge -> merge[0] == ask.member() && merge[1] == ask.survivor());
            default -> keep(others, row);
        }
    }

    private void over(Ask ask, boolean ended) {
        Ask.Ref hold = switch (ask) {
            case Ask.Capture capture -> capture.hold();
            case Ask.Void end -> end.hold();
            default -> null;
        };
        if (hold != null && ended && holds.remove(hold)) {
            keep(ends, hold);
        }
    }

    private static <T> void keep(List<T> some, T one) {
        some.add(one);
        if (some.size() > KEPT) {
            some.removeFirst();
        }
    }

    boolean anyone() {
        return !opened.isEmpty();
    }

    int opened(Pick pick, int rather) {
        return opened.contains(rather) ? rather : pick.of(opened);
    }

    Ask.Ref earn(Pick pick) {
        return pick.late(earns);
    }

    /** Whose points are likely to be gone. */
    Ask.Ref oldEarn(Pick pick) {
        return earns.isEmpty() ? null : pick.of(earns);
    }

    /** Rather one of this member's, and rather one that is still open. */
    Ask.Ref hold(Pick pick, int member) {
        if (holds.isEmpty() || pick.once(8)) {
            return pick.late(ends);
        }
        List<Ask.Ref> own = holds.subList(Math.max(0, holds.size() - 40), holds.size()).stream()
                .filter(hold -> hold.member() == member)
                .toList();
        return own.isEmpty() ? pick.late(holds) : pick.late(own);
    }

    Ask.Ref spent(Pick pick) {
        return pick.late(spent);
    }

    /** A row that is no hold and nothing that can be reversed or confirmed. */
    Ask.Ref other(Pick pick) {
        return pick.late(others);
    }

    int[] merge(Pick pick) {
        return pick.late(merges);
    }

    long points(Ask.Ref row) {
        return points.getOrDefault(row, 1L);
    }
}
