package dev.omnipoints.loyalty.ledger;

import dev.omnipoints.loyalty.model.Ask;
import dev.omnipoints.loyalty.model.Standing;
import dev.omnipoints.loyalty.model.Told;
import java.util.Collection;
import java.util.List;

/** What is stored of an account and what its rows tell, in the model's words and order. */
public final class Standings {

    private Standings() {}

    /** @param holds those to be shown with it, in any order */
    public static Standing of(Holdings account, Collection<Hold> holds) {
        Counters c = account.account().counters();
        List<Standing.Lot> lots = account.lots().stream()
                .map(Standings::of)
                .sorted((a, b) -> compare(a.made(), a.index(), b.made(), b.index()))
                .toList();
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
                account.account().seq(),
                account.account().inactiveAt(),
                lots,
                holds.stream()
                        .map(Standings::of)
                        .sorted((a, b) -> compare(a.made(), 0, b.made(), 0))
                        .toList());
    }

    private static int compare(Ask.Ref a, int aIndex, Ask.Ref b, int bIndex) {
        int byMember = Integer.compare(a.member(), b.member());
        int byRow = byMember != 0 ? byMember : Long.compare(a.seq(), b.seq());
        return byRow != 0 ? byRow : Integer.compare(aIndex, bIndex);
    }

    private static Standing.Lot of(Lot lot) {
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

    private static Standing.Hold of(Hold hold) {
        Hold.End end = hold.end();
        return new Standing.Hold(
                new Ask.Ref(Core.number(hold.id().member()), hold.id().seq()),
                hold.points(),
                hold.expiresAt(),
                end == null ? null : end.kind().name(),
                end != null && end.kind() == Kind.CAPTURE ? end.points() : 0);
    }

    /** What the row tells whoever asked. */
    public static Told told(Row row) {
        int member = Core.number(row.account().member());
        Counters after = row.after();
        Told.Balance balance = new Told.Balance(after.pending(), after.spendable(), after.held(), after.owed());
        return row.refused() == null
                ? new Told.Done(member, row.seq(), row.points(), balance)
                : new Told.Refused(row.refused().name(), member, row.seq(), row.points(), balance);
    }

    /** What is shown of an account. */
    public static Told shown(Account account) {
        Counters now = account.counters();
        return new Told.Shown(new Told.Balance(now.pending(), now.spendable(), now.held(), now.owed()), account.seq());
    }
}
