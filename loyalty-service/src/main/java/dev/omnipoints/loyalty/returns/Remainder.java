package dev.omnipoints.loyalty.returns;

import dev.omnipoints.contracts.loyalty.v1.Returned;
import dev.omnipoints.contracts.loyalty.v1.ReturnedLine;
import dev.omnipoints.loyalty.earning.Basket;
import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.receipt.Goods;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What came back of a basket so far, and what its customer kept (earning.md, 3; docs/adr/0009, 16). Immutable; exact:
 * each sum is of all that came back, rounded once, so that the last unit takes the rest.
 */
final class Remainder {

    private static final BigInteger TWO = BigInteger.TWO;

    private final Basket sold;
    private final Map<String, Back> back;

    /** So many units of a line, and so much of its money without units. */
    private record Back(long units, long amount) {
        static final Back NOTHING = new Back(0, 0);
    }

    private Remainder(Basket sold, Map<String, Back> back) {
        this.sold = sold;
        this.back = back;
    }

    /** Of a sale, as far as it is kept of it what came back. */
    static Remainder of(Basket sold, Returned returned) {
        Map<String, Back> back = new HashMap<>();
        returned.getLinesList()
                .forEach(line -> back.put(line.getLineId(), new Back(line.getQuantity(), line.getAmount())));
        return new Remainder(sold, back);
    }

    /**
     * With these goods back too; null: they are more than there is.
     *
     * @param path where they stand in the request
     * @throws Refused FIELD_INVALID where the sale has no such line
     */
    Remainder less(String path, Goods goods) {
        Map<String, Back> after = new HashMap<>(back);
        if (goods.all()) {
            sold.lines()
                    .forEach(line -> after.merge(
                            line.lineId(),
                            new Back(line.quantity(), 0),
                            (old, all) -> new Back(line.quantity(), old.amount())));
            Remainder nothing = new Remainder(sold, after);
            return isEmpty() ? null : nothing;
        }
        for (int i = 0; i < goods.lines().size(); i++) {
            Goods.Part part = goods.lines().get(i);
            Basket.Line line = line(path + "lines[" + i + "].lineId", part.lineId());
            Back before = after.getOrDefault(line.lineId(), Back.NOTHING);
            if (part.quantity() != null) {
                if (part.quantity() > line.quantity() - before.units()) {
                    return null;
                }
                after.put(line.lineId(), new Back(before.units() + part.quantity(), before.amount()));
            } else {
                if (part.amount() > line.net() - money(line, before)) {
                    return null;
                }
                after.put(line.lineId(), new Back(before.units(), before.amount() + part.amount()));
            }
        }
        return new Remainder(sold, after);
    }

    private Basket.Line line(String path, String lineId) {
        return sold.lines().stream()
                .filter(line -> line.lineId().equals(lineId))
                .findFirst()
                .orElseThrow(() -> Refused.fieldInvalid(path, "Send the id of a line of the sale."));
    }

    /** Every unit of every line is back. */
    boolean isEmpty() {
        return sold.lines().stream().allMatch(line -> back(line).units() == line.quantity());
    }

    /** What went back to the customer so far, in minor units, the basket's discount shared out. */
    long money() {
        long lines = 0;
        for (Basket.Line line : sold.lines()) {
            lines += money(line, back(line));
        }
        return lines - discountBack(lines);
    }

    /** What the customer kept, as rules see it; null: nothing. */
    Basket kept() {
        if (isEmpty()) {
            return null;
        }
        List<Basket.Line> lines = new ArrayList<>();
        long money = 0;
        for (Basket.Line line : sold.lines()) {
            Back came = back(line);
            money += money(line, came);
            if (came.units() < line.quantity()) {
                lines.add(kept(line, came));
            }
        }
        return new Basket(
                sold.currency(), lines, sold.basketDiscount() - discountBack(money), sold.paid(), sold.codes());
    }

    private static Basket.Line kept(Basket.Line line, Back came) {
        long net = line.net() - money(line, came);
        long gross = Math.max(net, line.gross() - part(line, line.gross(), came));
        long tax = Math.min(net, Math.max(0, line.tax() - part(line, line.tax(), came)));
        return new Basket.Line(
                line.lineId(),
                line.sku(),
                line.category(),
                line.labels(),
                line.quantity() - came.units(),
                gross,
                gross - net,
                tax);
    }

    /** As it is kept with the sale. */
    Returned.Builder toProto() {
        Returned.Builder kept = Returned.newBuilder().setMoney(money());
        for (Basket.Line line : sold.lines()) {
            Back came = back(line);
            if (!came.equals(Back.NOTHING)) {
                kept.addLines(ReturnedLine.newBuilder()
                        .setLineId(line.lineId())
                        .setQuantity(came.units())
                        .setAmount(came.amount()));
            }
        }
        return kept;
    }

    private Back back(Basket.Line line) {
        return back.getOrDefault(line.lineId(), Back.NOTHING);
    }

    private static long money(Basket.Line line, Back came) {
        if (came.units() == line.quantity()) {
            return line.net();
        }
        long byUnits = halfUp(line.net(), came.units(), line.quantity());
        return byUnits + Math.min(line.net() - byUnits, came.amount());
    }

    /** Of the line's tax or gross: by units and by money. */
    private static long part(Basket.Line line, long whole, Back came) {
        long byMoney = line.net() == 0 ? 0 : halfUp(whole, came.amount(), line.net());
        long byUnits = halfUp(whole, came.units(), line.quantity());
        return byUnits + Math.min(whole - byUnits, byMoney);
    }

    private long discountBack(long money) {
        long net = sold.lines().stream().mapToLong(Basket.Line::net).sum();
        return net == 0 ? 0 : halfUp(sold.basketDiscount(), money, net);
    }

    /** whole × part ÷ of, half-up. */
    static long halfUp(long whole, long part, long of) {
        BigInteger twice =
                BigInteger.valueOf(whole).multiply(BigInteger.valueOf(part)).multiply(TWO);
        BigInteger divisor = BigInteger.valueOf(of);
        return twice.add(divisor).divide(divisor.multiply(TWO)).longValueExact();
    }
}
