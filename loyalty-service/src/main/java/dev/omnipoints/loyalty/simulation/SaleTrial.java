package dev.omnipoints.loyalty.simulation;

import dev.omnipoints.contracts.loyalty.v1.Earned;
import dev.omnipoints.contracts.loyalty.v1.SaleMemberStatus;
import dev.omnipoints.contracts.loyalty.v1.SaleResult;
import dev.omnipoints.loyalty.earning.Basket;
import dev.omnipoints.loyalty.earning.Matched;
import dev.omnipoints.loyalty.earning.RuleBook;
import dev.omnipoints.loyalty.earning.Terms;
import dev.omnipoints.loyalty.receipt.SaleStore;
import dev.omnipoints.loyalty.returns.KeptBasket;
import java.util.UUID;

/**
 * A kept sale and the draft's rules that fit it.
 *
 * @param member who could earn by it, at its record or by a claim; null: no one
 * @param earned what they were given
 * @param matched null: no one could earn, or the draft would refuse it
 * @param refused the draft would refuse it: its points are beyond what can be counted
 */
record SaleTrial(SaleStore.Recorded sale, UUID member, Earned earned, Matched matched, boolean refused) {

    /** Asks the draft's rules, by the settings and the member's context of then. */
    static SaleTrial of(SaleStore.Recorded sale, RuleBook draft, Terms terms) {
        SaleResult answer = sale.earned().answer();
        if (answer.getMemberStatus() != SaleMemberStatus.SALE_MEMBER_STATUS_ACTIVE) {
            return new SaleTrial(sale, null, Earned.getDefaultInstance(), null, false);
        }
        UUID member = UUID.fromString(answer.getMemberId());
        Basket basket = basket(sale);
        try {
            Matched matched = basket == null
                    ? null
                    : draft.match(
                            basket, KeptBasket.occasion(sale, sale.earned().context()), terms);
            return new SaleTrial(sale, member, answer.getEarned(), matched, false);
        } catch (ArithmeticException beyond) {
            return new SaleTrial(sale, member, answer.getEarned(), null, true);
        }
    }

    /** What earned: what was sold; where it was claimed after goods had come back, what is kept of it. */
    private static Basket basket(SaleStore.Recorded sale) {
        return KeptBasket.returned(sale.returned()).getLeftOut() > 0 ? KeptBasket.left(sale) : KeptBasket.sold(sale);
    }

    /** It has to be known whether it is the member's first. */
    boolean asksFirst() {
        return matched != null && matched.asksFirst();
    }
}
