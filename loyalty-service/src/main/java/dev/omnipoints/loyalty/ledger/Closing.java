package dev.omnipoints.loyalty.ledger;

import dev.omnipoints.loyalty.ledger.LotChange.Part;
import java.time.Instant;
import java.util.List;

/** What closing an account does to its points: holds are voided, points forfeited, debt written off. */
final class Closing {

    private Closing() {}

    /** Writes the rows, as of now; an account at rest needs none. */
    static void work(Scratch scratch, Instant now) {
        for (Hold hold : scratch.openHolds()) {
            Ending.whole(Due.draft(scratch, Kind.VOID, now, now), hold, now);
        }
        while (!scratch.counters().isAtRest()) {
            forfeit(scratch, Due.draft(scratch, Kind.CLOSE, now, now));
        }
    }

    private static void forfeit(Scratch scratch, Draft draft) {
        List<Lot> lots = scratch.allLots().stream()
                .filter(Lot::open)
                .sorted(Lot.SPENDING_ORDER)
                .limit(Command.LOTS_LIMIT)
                .toList();
        long points = 0;
        for (Lot lot : lots) {
            points = Math.addExact(points, lot.pending() + lot.remaining());
            draft.count(Counters.ofPending(-lot.pending()).plus(Counters.ofSpendable(-lot.remaining())));
            draft.move(lot.id(), Part.PENDING, -lot.pending());
            draft.move(lot.id(), Part.REMAINING, -lot.remaining());
        }
        draft.count(Counters.ofForfeited(points));
        long owed = draft.owed();
        draft.count(Counters.ofOwed(-owed).plus(Counters.ofAdjusted(owed)));
        draft.applied(points);
    }
}
