package dev.omnipoints.loyalty.audit;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.omnipoints.contracts.loyalty.v1.Redeemed;
import dev.omnipoints.contracts.loyalty.v1.Return;
import dev.omnipoints.contracts.loyalty.v1.ReturnLine;
import dev.omnipoints.contracts.loyalty.v1.ReturnResult;
import dev.omnipoints.contracts.loyalty.v1.Returned;
import dev.omnipoints.contracts.loyalty.v1.ReturnedLine;
import dev.omnipoints.contracts.loyalty.v1.Sale;
import dev.omnipoints.contracts.loyalty.v1.SaleLine;
import dev.omnipoints.contracts.loyalty.v1.SaleResult;
import dev.omnipoints.loyalty.posting.ReturnScan.StoredReturn;
import dev.omnipoints.loyalty.posting.SaleId;
import dev.omnipoints.loyalty.posting.SaleScan.ChangedSale;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Holds what a sale says came back of it against all its returns together. */
final class ReturnSums {

    private final String where;
    private final ChangedSale sale;
    private final Sale sold;
    private final Returned returned;
    private final Map<String, Back> lines = new HashMap<>();

    private record Back(long units, long amount) {
        Back plus(long moreUnits, long moreAmount) {
            return new Back(Math.addExact(units, moreUnits), Math.addExact(amount, moreAmount));
        }
    }

    private ReturnSums(String where, ChangedSale sale) {
        this.where = where;
        this.sale = sale;
        this.sold = SaleContent.basket(sale.basket());
        this.returned = returned(sale.returned());
    }

    /**
     * Throws {@link Lie} where the sums are not as they must be.
     *
     * @param returns all of the sale, each as it must be
     * @param offlineOwed what an offline tender could not take is owed by the member, so that it paid
     */
    static void check(ChangedSale sale, List<StoredReturn> returns, boolean offlineOwed) {
        String where = "sale " + SaleId.text(sale.id());
        Lie.unless(where, () -> {
            ReturnSums sums = new ReturnSums(where, sale);
            sums.goods(returns);
            sums.points(returns, offlineOwed);
            return null;
        });
    }

    /** What came back of a sale. */
    static Returned returned(byte[] stored) {
        try {
            return stored == null ? Returned.getDefaultInstance() : Returned.parseFrom(stored);
        } catch (InvalidProtocolBufferException cut) {
            throw new IllegalArgumentException("what came back of it is cut", cut);
        }
    }

    private void goods(List<StoredReturn> returns) {
        long money = 0;
        boolean all = false;
        for (StoredReturn each : returns) {
            Return goods = ReturnContent.body(each);
            for (ReturnLine line : goods.getLinesList()) {
                Back before = lines.getOrDefault(line.getLineId(), new Back(0, 0));
                lines.put(line.getLineId(), before.plus(line.getQuantity(), line.getAmount()));
            }
            all |= goods.getAll();
            money = Math.addExact(money, ReturnContent.answer(each).getMoney());
        }
        if (all) {
            for (SaleLine line : sold.getLinesList()) {
                long amount = back(line).amount();
                lines.put(line.getLineId(), new Back(line.getQuantity(), amount));
            }
        }
        Map<String, Back> told = new HashMap<>();
        for (ReturnedLine line : returned.getLinesList()) {
            told.put(line.getLineId(), new Back(line.getQuantity(), line.getAmount()));
        }
        require(told.equals(lines), "has other goods back than its returns brought");
        boolean fits = sold.getLinesList().stream().allMatch(line -> back(line).units() <= line.getQuantity());
        require(fits, "has more goods back than were sold");
        require(returned.getMoney() == money, "gave other money back than its returns say");
        require(money <= sale.total(), "gave more money back than it came to");
    }

    private Back back(SaleLine line) {
        return lines.getOrDefault(line.getLineId(), new Back(0, 0));
    }

    private void points(List<StoredReturn> returns, boolean offlineOwed) {
        long taken = 0;
        long given = 0;
        for (StoredReturn each : returns) {
            ReturnResult answer = ReturnContent.answer(each);
            taken = Math.addExact(taken, answer.getTakenBack());
            given = Math.addExact(given, answer.getGivenBack());
        }
        SaleResult first = SaleContent.answer(sale.answer());
        SaleResult earned =
                sale.claim() == null ? first : SaleContent.answer(sale.claim().answer());
        long award = earned.getEarned().getPoints();
        long planned = returned.getTakenBack() - returned.getLeftOut();
        require(returned.getLeftOut() == 0 || sale.claim() != null, "left points out of a claim that there is not");
        require(returned.getLeftOut() >= 0 && planned <= award, "has more points taken back than it earned");
        // Less than was to be taken where a person had taken the rest before.
        require(
                taken == planned || taken < planned && sale.reversed() >= award,
                "has " + planned + " points taken back, its returns " + taken);
        long paid =
                first.getRedeemedList().stream().mapToLong(Redeemed::getPoints).sum()
                        + (first.hasBalance() && offlineOwed ? first.getShort() : 0);
        require(
                returned.getGivenBack() == due(paid),
                "has " + returned.getGivenBack() + " points given back of " + paid + " that paid");
        // Less than was to be given where the member had left, or had got them back before.
        require(given <= returned.getGivenBack(), "has fewer points given back than its returns");
    }

    /** In proportion to the money, rounded down; all with the last unit. */
    private long due(long paid) {
        boolean everything = !returned.getLinesList().isEmpty()
                && sold.getLinesList().stream().allMatch(line -> back(line).units() == line.getQuantity());
        if (everything) {
            return paid;
        }
        return sale.total() == 0
                ? 0
                : BigInteger.valueOf(paid)
                        .multiply(BigInteger.valueOf(returned.getMoney()))
                        .divide(BigInteger.valueOf(sale.total()))
                        .longValueExact();
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new Lie(where, otherwise);
        }
    }
}
