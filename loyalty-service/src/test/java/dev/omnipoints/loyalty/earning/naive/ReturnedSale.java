package dev.omnipoints.loyalty.earning.naive;

import dev.omnipoints.loyalty.earning.Basket;
import dev.omnipoints.loyalty.earning.naive.NaiveReturns.Brought;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A drawn sale, and what comes back of it, unit by unit and amount by amount, until nothing is left. */
public record ReturnedSale(long seed, Case sale, List<Brought> brought) {

    /** One that knows what the conditions of drawn rules mean. */
    public static NaiveEngine engine() {
        return new NaiveEngine(Meanings.all());
    }

    /** Drawn sales whose award is in range, as is that of whatever is kept of them. */
    public static List<ReturnedSale> drawn(int seeds) {
        NaiveEngine engine = engine();
        List<ReturnedSale> drawn = new ArrayList<>();
        for (long seed = 0; seed < seeds; seed++) {
            Case sale = DrawCase.of(seed, 1).getFirst();
            if (sale.basket() != null) {
                ReturnedSale returned = new ReturnedSale(seed, sale, draw(new Dice(seed), sale.basket()));
                if (returned.inRange(engine)) {
                    drawn.add(returned);
                }
            }
        }
        return drawn;
    }

    private boolean inRange(NaiveEngine engine) {
        try {
            new NaiveReturns(engine::award).after(sale, 0, brought);
            return true;
        } catch (ArithmeticException outOfRange) {
            return false;
        }
    }

    private static List<Brought> draw(Dice dice, Basket basket) {
        List<Brought> brought = new ArrayList<>();
        for (int i = dice.upTo(4); i > 0; i--) {
            Map<String, Long> units = new HashMap<>();
            Map<String, Long> amounts = new HashMap<>();
            Basket kept = NaiveReturns.kept(basket, brought);
            Set<Basket.Line> lines = kept.lines().isEmpty() ? Set.of() : dice.some(kept.lines(), 1, 3);
            for (Basket.Line line : lines) {
                if (dice.in100(30) && line.net() > 0) {
                    amounts.put(line.lineId(), dice.in100(20) ? line.net() : dice.between(1, line.net()));
                } else {
                    units.put(line.lineId(), dice.between(1, line.quantity()));
                }
            }
            if (!lines.isEmpty()) {
                brought.add(new Brought(false, units, amounts));
            }
        }
        if (!NaiveReturns.kept(basket, brought).lines().isEmpty()) {
            brought.add(new Brought(true, Map.of(), Map.of()));
        }
        return brought;
    }

    @Override
    public String toString() {
        return "seed " + seed + "\n" + Readable.of(sale) + "\n" + brought;
    }
}
