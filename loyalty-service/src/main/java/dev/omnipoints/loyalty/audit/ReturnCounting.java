package dev.omnipoints.loyalty.audit;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.omnipoints.contracts.loyalty.v1.Earned;
import dev.omnipoints.contracts.loyalty.v1.SaleResult;
import dev.omnipoints.contracts.loyalty.v1.Standing;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.loyalty.earning.Tally;
import dev.omnipoints.loyalty.posting.ReturnScan.StoredReturn;
import dev.omnipoints.loyalty.posting.SaleId;
import dev.omnipoints.loyalty.posting.SaleScan.ChangedSale;
import dev.omnipoints.loyalty.posting.SaleScan.Rated;
import dev.omnipoints.loyalty.receipt.Goods;
import dev.omnipoints.loyalty.receipt.SaleReading;
import dev.omnipoints.loyalty.receipt.SaleStore;
import dev.omnipoints.loyalty.receipt.Standings;
import dev.omnipoints.loyalty.returns.Recount;
import java.util.List;
import java.util.Map;

/**
 * Counts anew what the returns of a sale moved, by rating what was kept as the service did, with the rules, settings
 * and standing that are stored with the sale. Only sales whose rules count something are rated.
 */
final class ReturnCounting {

    private final Rates rates;
    private final Counting counting;

    ReturnCounting(Rates rates, Counting counting) {
        this.rates = rates;
        this.counting = counting;
    }

    /** All returns of a sale, in the order in which they were taken; before its claim they moved nothing. */
    void count(ChangedSale sale, List<StoredReturn> returns) {
        String where = "sale " + SaleId.text(sale.id());
        Rates.Edition rules = rates.rules(where, sale.rated());
        if (!returns.isEmpty() && rules.counts()) {
            Lie.unless(where, () -> {
                count(where, sale, rules, returns);
                return null;
            });
        }
    }

    private void count(String where, ChangedSale sale, Rates.Edition rules, List<StoredReturn> returns) {
        SaleStore.Recorded recorded = recorded(sale);
        Earned earned = recorded.earned().answer().getEarned();
        if (earned.getPoints() + ReturnSums.returned(sale.returned()).getLeftOut() == 0) {
            return;
        }
        Rated rated = sale.rated();
        Recount recount = new Recount(rules.book(), recorded, Rates.terms(rates.settings(where, rated)));
        Map<Tally.Key, Tally> left = counting.of(where, rated, rules, earned);
        for (StoredReturn each : returns) {
            Goods goods = SaleReading.goods("", ReturnContent.body(each));
            if (each.row() == null || !sale.earned().equals(each.original())) {
                recount.take(goods, 0);
                continue;
            }
            Recount.Step step = step(recount, each, goods);
            step.moved().forEach((key, by) -> {
                counting.moved(rated.programme(), each.row().member(), key, by);
                left.merge(key, by, Tally::plus);
            });
            recount.take(goods, step.taken());
        }
        left.forEach((key, tally) -> {
            if (tally.points() < 0) {
                throw new Lie(where, "its returns lowered more of " + key + " than it had counted");
            }
        });
    }

    /**
     * By difference or by share, as the settings of then say; where these had just been changed the return may still
     * have been taken by the others, which shows by what it took.
     */
    private Recount.Step step(Recount recount, StoredReturn goods, Goods body) {
        boolean byShare = rates.byShare(goods.programme(), goods.recordedAt());
        Recount.Step step = recount.step(body, byShare);
        long taken = ReturnContent.answer(goods).getTakenBack();
        if (step.taken() == taken) {
            return step;
        }
        Recount.Step other = recount.step(body, !byShare);
        return other.taken() == taken ? other : step;
    }

    /** As the service reads it. */
    private static SaleStore.Recorded recorded(ChangedSale sale) {
        SaleResult answer = SaleContent.answer(sale.answer());
        boolean claimed = sale.claim() != null;
        SaleStore.Earned earned = new SaleStore.Earned(
                sale.earned(),
                claimed ? SaleContent.answer(sale.claim().answer()) : answer,
                context(claimed ? sale.claim().context() : sale.context()),
                standing(claimed ? sale.claim().standing() : sale.standing()));
        return new SaleStore.Recorded(
                sale.id(),
                SaleContent.basket(sale.basket()),
                answer,
                sale.channel(),
                sale.recordedAt(),
                sale.rated().occurredAt(),
                sale.keyHash(),
                sale.member(),
                sale.total(),
                new SaleStore.Rated(
                        sale.rated().programmeVersion(), sale.rated().rulesVersion()),
                earned,
                sale.returned());
    }

    private static MemberContext context(byte[] stored) {
        try {
            return stored == null ? null : MemberContext.parseFrom(stored);
        } catch (InvalidProtocolBufferException cut) {
            throw new IllegalArgumentException("its context is none", cut);
        }
    }

    private static dev.omnipoints.loyalty.earning.Standing standing(byte[] stored) {
        try {
            return stored == null
                    ? dev.omnipoints.loyalty.earning.Standing.NEW
                    : Standings.of(Standing.parseFrom(stored));
        } catch (InvalidProtocolBufferException cut) {
            throw new IllegalArgumentException("its standing is none", cut);
        }
    }
}
