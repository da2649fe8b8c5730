package dev.omnipoints.loyalty.ledger;

import dev.omnipoints.loyalty.ledger.LotChange.Part;
import java.util.ArrayList;
import java.util.List;

/** The parts in which an operation on very many lots is written, that no row touches more than so many of them. */
final class Further {

    private Further() {}

    /** The entries of each part in their order, those of one lot that follow each other together; part 0 is last. */
    static List<List<LotChange>> parts(List<LotChange> changes) {
        List<List<LotChange>> parts = new ArrayList<>();
        int from = 0;
        int lots = 0;
        for (int i = 0; i < changes.size(); i++) {
            boolean next =
                    i == 0 || !changes.get(i).lot().equals(changes.get(i - 1).lot());
            if (next && lots == Command.LOTS_LIMIT) {
                parts.add(List.copyOf(changes.subList(from, i)));
                from = i;
                lots = 0;
            }
            lots += next ? 1 : 0;
        }
        parts.add(List.copyOf(changes.subList(from, changes.size())));
        return parts;
    }

    /**
     * What the entries of a part but the last move: in the buckets what moves in the lots, balanced by issued. The last
     * part has the rest of all, so that together they are the operation's change.
     */
    static Counters moved(List<LotChange> part) {
        long pending = sum(part, Part.PENDING);
        long spendable = sum(part, Part.REMAINING);
        long held = sum(part, Part.HELD);
        long expired = sum(part, Part.EXPIRED);
        return Counters.standing(pending, spendable, held, 0)
                .plus(Counters.ofExpired(expired))
                .plus(Counters.ofIssued(pending + spendable + held + expired));
    }

    private static long sum(List<LotChange> part, Part of) {
        return part.stream()
                .filter(change -> change.part() == of)
                .mapToLong(LotChange::points)
                .reduce(0, Math::addExact);
    }
}
