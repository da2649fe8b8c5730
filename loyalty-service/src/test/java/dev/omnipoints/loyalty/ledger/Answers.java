package dev.omnipoints.loyalty.ledger;

import dev.omnipoints.loyalty.model.Ask;
import dev.omnipoints.loyalty.model.Standing;
import dev.omnipoints.loyalty.model.Told;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** What the core answers and keeps, in the model's words. */
public final class Answers {

    private Answers() {}

    /** What a row answers. */
    public static Told told(Row row) {
        int member = Core.number(row.account().member());
        Told.Balance balance = balance(row.after());
        return row.refused() == null
                ? new Told.Done(member, row.seq(), row.points(), balance)
                : new Told.Refused(row.refused().name(), member, row.seq(), row.points(), balance);
    }

    /** What clients see of the counters. */
    public static Told.Balance balance(Counters counters) {
        return new Told.Balance(counters.pending(), counters.spendable(), counters.held(), counters.owed());
    }

    /**
     * All that is stored of an account.
     *
     * @param holds those too that had ended when their member was merged: they stay where they ended, but the model
     *     shows them with the survivor, and none with the merged member
     */
    public static Standing standing(Account account, Collection<Lot> lots, Collection<Hold> holds) {
        Counters c = account.counters();
        return new Standing(
                c.pending(),
                c.spendable(),
                c.held(),
                c.owed(),
                c.issued(),
                c.redeemed(),
                c.expired(),
                c.forfeited(),
                c.adjusted(),
                c.transferred(),
                account.seq(),
                account.inactiveAt(),
                lots.stream()
                        .map(Answers::standing)
                        .sorted(Comparator.comparing(
                                        (Standing.Lot lot) -> lot.made().member())
                                .thenComparing(lot -> lot.made().seq())
                                .thenComparing(Standing.Lot::index))
                        .toList(),
                account.mergedInto() == null ? standing(holds) : List.of());
    }

    private static List<Standing.Hold> standing(Collection<Hold> holds) {
        return holds.stream()
                .map(Answers::standing)
                .sorted(Comparator.comparing((Standing.Hold hold) -> hold.made().member())
                        .thenComparing(hold -> hold.made().seq()))
                .toList();
    }

    private static Standing.Lot standing(Lot lot) {
        return new Standing.Lot(
                new Ask.Ref(Core.number(lot.id().member()), lot.id().seq()),
                lot.id().index(),
                lot.points(),
                lot.pending(),
                lot.remaining(),
                lot.held(),
                lot.expired(),
                lot.counted(),
                lot.clamped(),
                lot.availableAt(),
                lot.expiresAt());
    }

    private static Standing.Hold standing(Hold hold) {
        Hold.End end = hold.end();
        return new Standing.Hold(
                new Ask.Ref(Core.number(hold.id().member()), hold.id().seq()),
                hold.points(),
                hold.expiresAt(),
                end == null ? null : end.kind().name(),
                end != null && end.kind() == Kind.CAPTURE ? end.points() : 0);
    }
}
