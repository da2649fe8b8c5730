package dev.omnipoints.loyalty.ledger;

import dev.omnipoints.loyalty.ledger.LotChange.Made;
import dev.omnipoints.loyalty.ledger.LotChange.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Two accounts of one customer become one, and apart again (ledger.md, 6). */
final class Merging {

    private static final Duration UNDO_LIMIT = Duration.ofDays(90);

    private Merging() {}

    /** All that the other account has comes to the survivor. */
    static Outcome.Unwritten merge(Draft draft, Scratch survivor, Scratch other) {
        Counters all = other.counters();
        long points = Math.addExact(Math.addExact(all.pending(), all.spendable()), all.held());
        if (survivor.account().status() == Status.CLOSED || other.account().status() == Status.CLOSED) {
            draft.refused(Refusal.MEMBER_CLOSED, 0);
            return null;
        }
        Draft going = Transferring.counterpart(other, draft);
        move(going, draft, sorted(other.allLots()), other.account().inactiveAt());
        for (Hold hold : other.openHolds()) {
            going.send(hold);
            draft.bring(hold);
        }
        going.count(all.negated());
        draft.count(all);
        repay(draft, survivor);
        Transferring.pair(draft, going);
        going.applied(points);
        draft.applied(points);
        List<UUID> merged = new ArrayList<>(survivor.account().merged());
        merged.add(other.account().key().member());
        merged.addAll(other.account().merged());
        survivor.set(survivor.account().merging(null, merged));
        other.set(other.account()
                .merging(survivor.account().key().member(), other.account().merged()));
        return null;
    }

    /** Spendable points repay, in spending order, what the other side owed. */
    private static void repay(Draft draft, Scratch survivor) {
        long spendable =
                Math.addExact(survivor.counters().spendable(), draft.change().spendable());
        long repaid = Math.min(draft.owed(), spendable);
        draft.take(repaid);
        draft.count(Counters.ofOwed(-repaid));
    }

    /** What came goes home with what is left of it. */
    static Outcome.Unwritten undo(Draft draft, Scratch survivor, Scratch other, Command.Unmerge undo) {
        Account home = other.account();
        if (!isLastMerge(survivor.account(), home)
                || home.lastRecordedAt().plus(UNDO_LIMIT).isBefore(draft.now())) {
            return Outcome.Unwritten.MERGE_NOT_UNDOABLE;
        }
        Set<LotId> ids = new HashSet<>(undo.since());
        Set<Reference> came = new HashSet<>();
        Counters brought = Counters.ZERO;
        for (Row row : undo.brought()) {
            row.lots().forEach(change -> ids.add(change.lot()));
            row.holds().forEach(hold -> came.add(hold.id()));
            brought = brought.plus(row.change().negated());
        }
        if (isReservedByOthers(survivor, ids, came)) {
            return Outcome.Unwritten.MERGE_NOT_UNDOABLE;
        }
        if (survivor.account().status() == Status.CLOSED) {
            draft.refused(Refusal.MEMBER_CLOSED, 0);
            return null;
        }
        List<Lot> lots = sorted(survivor.allLots().stream()
                .filter(lot -> ids.contains(lot.id()))
                .toList());
        List<Hold> holds = survivor.allHolds().values().stream()
                .filter(hold -> came.contains(hold.id()))
                .toList();
        Draft coming = Transferring.counterpart(other, draft);
        move(draft, coming, lots, survivor.account().inactiveAt());
        for (Hold hold : holds) {
            draft.send(hold);
            coming.bring(hold);
        }
        Counters share = share(lots, brought, survivor.counters().owed());
        draft.count(share.negated());
        coming.count(share);
        long points = share.pending() + share.spendable() + share.held();
        Transferring.pair(draft, coming);
        draft.applied(points);
        coming.applied(points);
        List<UUID> merged = new ArrayList<>(survivor.account().merged());
        merged.subList(merged.size() - home.merged().size() - 1, merged.size()).clear();
        survivor.set(survivor.account().merging(null, merged));
        other.set(other.account().merging(null, home.merged()));
        return null;
    }

    /** Totals go home as they came, expired ones as its lots say; the rest is balanced as if transferred. */
    private static Counters share(Collection<Lot> lots, Counters brought, long owed) {
        long pending = lots.stream().mapToLong(Lot::pending).sum();
        long spendable = lots.stream().mapToLong(Lot::remaining).sum();
        long held = lots.stream().mapToLong(Lot::held).sum();
        long expired = lots.stream().mapToLong(Lot::expired).sum();
        Counters share = new Counters(
                pending,
                spendable,
                held,
                Math.min(brought.owed(), owed),
                brought.issued(),
                brought.redeemed(),
                expired,
                brought.forfeited(),
                brought.adjusted(),
                0);
        long came = brought.issued() - brought.redeemed() - expired - brought.forfeited() + brought.adjusted();
        return share.plus(Counters.ofTransferred(share.net() - came));
    }

    private static boolean isLastMerge(Account survivor, Account other) {
        int place = survivor.merged().size() - other.merged().size() - 1;
        UUID member = other.key().member();
        return survivor.key().member().equals(other.mergedInto())
                && place >= 0
                && survivor.merged().get(place).equals(member);
    }

    private static boolean isReservedByOthers(Scratch survivor, Set<LotId> going, Set<Reference> came) {
        return survivor.openHolds().stream()
                .filter(hold -> !came.contains(hold.id()))
                .flatMap(hold -> hold.lots().stream())
                .anyMatch(reserved -> going.contains(reserved.lot()));
    }

    /** Points without a date of their own stay alive as long as they were. */
    private static void move(Draft from, Draft to, Collection<Lot> lots, Instant inactiveAt) {
        for (Lot lot : lots) {
            if (lot.open() && lot.expiresAt() == null) {
                to.active(inactiveAt);
            }
            from.send(lot);
            to.bring(
                    lot.id(),
                    Part.REMAINING,
                    lot.remaining(),
                    new Made(lot.points(), lot.availableAt(), lot.expiresAt()));
            for (Part part : Part.values()) {
                if (part != Part.REMAINING) {
                    to.move(lot.id(), part, lot.in(part));
                }
            }
        }
    }

    private static List<Lot> sorted(Collection<Lot> lots) {
        return lots.stream().sorted(Comparator.comparing(Lot::id)).toList();
    }
}
