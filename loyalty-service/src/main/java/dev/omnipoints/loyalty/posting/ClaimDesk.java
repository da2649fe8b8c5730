package dev.omnipoints.loyalty.posting;

import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.earning.Awards;
import dev.omnipoints.loyalty.earning.Standing;
import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.Decision;
import dev.omnipoints.loyalty.ledger.Lot;
import dev.omnipoints.loyalty.ledger.Origin;
import dev.omnipoints.loyalty.ledger.Row;
import dev.omnipoints.loyalty.ledger.Status;
import dev.omnipoints.loyalty.platform.Refused;
import java.time.Instant;
import java.util.Arrays;

/** The claims of a batch: a sale earns once, whoever asks for its points. */
final class ClaimDesk {

    private final KeptSales sales;
    private final TallyDesk tallies;

    ClaimDesk(KeptSales sales, TallyDesk tallies) {
        this.sales = sales;
        this.tallies = tallies;
    }

    /** What a claim earns: by the rules of then, for what is still kept. */
    record Rated(Awards awards, Standing standing, long leftOut) {}

    /** The answer that was kept with a claim. */
    byte[] answer(ClaimDraft draft) {
        return sales.get(draft.sale()).claimAnswer();
    }

    /**
     * Why an account cannot have a sale; null: it can.
     *
     * @throws Refused OPERATION_IN_PROGRESS where the sale has changed since it was looked at
     */
    Refused refusal(ClaimDraft draft, Account account) {
        SaleState sale = sales.get(draft.sale());
        boolean theirs = sale.member() == null || SaleDesk.isOf(account, sale.member());
        if (sale.hasEarned()) {
            return Refused.of(Reason.REASON_SALE_ALREADY_CLAIMED, "The points of this sale were given already.");
        }
        if (!theirs) {
            return Refused.of(Reason.REASON_NOT_GRANTED, "This sale knows its member; only they can claim it.");
        }
        if (sale.isOtherThan(draft.earn()) || !Arrays.equals(sale.returned(), draft.returned())) {
            throw Refusing.inProgress();
        }
        return null;
    }

    /**
     * What an account earns by a claim, its status looked at.
     *
     * @throws ArithmeticException more than can be counted
     * @throws Refused NOT_GRANTED while its member cannot earn: the sale waits
     */
    Rated rate(Posting posting, Account account) {
        boolean own = posting.envelope().origin().equals(Origin.LEDGER);
        if (account.status() == Status.UNCONFIRMED || own && account.status() != Status.ACTIVE) {
            throw Refused.of(
                    Reason.REASON_NOT_GRANTED, "The member is not confirmed; the sale earns as soon as they are.");
        }
        ClaimDraft draft = posting.claim();
        Standing standing = tallies.standing(account, draft.earn(), draft.whole(), draft.left());
        Awards whole = draft.whole().award(standing);
        Awards left = draft.left() == null ? Awards.NONE : draft.left().award(standing);
        return new Rated(left, standing, Math.max(0, whole.points() - left.points()));
    }

    /** Keeps a claim that was decided. */
    Posted keep(Posting posting, Decision decision, Rated rated, Instant now) {
        ClaimDraft draft = posting.claim();
        Row row = decision.answer();
        Account account = decision.account();
        Lot lot = SaleDesk.made(decision);
        tallies.sold(account.key());
        boolean earned = row.points() > 0;
        if (earned) {
            tallies.count(account.key(), rated.awards().counted());
        }
        Awards awards = earned ? rated.awards() : rated.awards().without();
        ClaimDraft.Kept kept = draft.kept()
                .apply(new ClaimDraft.Outcome(account, row, lot, awards, rated.standing(), rated.leftOut()));
        sales.claimed(
                draft.sale(),
                kept.returned(),
                new ChangedSaleTable.Claim(
                        account.key().member(), row.seq(), now, kept.answer(), kept.standing(), draft.context()));
        return new Posted.Done(row, kept.answer(), false, false);
    }
}
