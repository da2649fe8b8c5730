package dev.omnipoints.loyalty.audit;

import dev.omnipoints.contracts.loyalty.v1.SaleResult;
import dev.omnipoints.loyalty.ledger.Status;
import dev.omnipoints.loyalty.posting.SaleId;
import dev.omnipoints.loyalty.posting.SaleScan.ChangedSale;
import dev.omnipoints.loyalty.posting.SaleScan.Claim;

/**
 * Holds a claim (by a till, care or the member, or at a member's confirmation) against the journal row that it names:
 * the sale earned there, as it was answered, and nowhere else.
 */
final class ClaimContent {

    private ClaimContent() {}

    /** Throws {@link Lie} where a claim is not as it must be. */
    static void check(ChangedSale sale) {
        Claim claim = sale.claim();
        if (claim == null) {
            return;
        }
        String where = "sale " + SaleId.text(sale.id());
        require(claim.whole(), where, "has only part of a claim");
        require(claim.differs().isEmpty(), where, "its claim's journal row is missing or differs: " + claim.differs());
        SaleResult answer = Lie.unless(where, () -> SaleContent.answer(claim.answer()));
        require(
                answer.getSaleId().equals(SaleId.text(sale.id()))
                        && answer.getMemberId().equals(claim.row().member().toString())
                        && answer.getBalance().getSeq() == claim.row().seq()
                        && answer.getEarned().getPoints() == claim.points(),
                where,
                "its claim was answered otherwise than it earned");
        boolean before = sale.memberStatus() == Status.ACTIVE.code() || sale.points() != 0;
        require(!before, where, "was claimed though it had earned before");
    }

    private static void require(boolean holds, String where, String otherwise) {
        if (!holds) {
            throw new Lie(where, otherwise);
        }
    }
}
