package dev.omnipoints.loyalty.earning;

import java.util.List;

/**
 * What is sold, as rules see it; amounts are minor units of the currency, lawful as earning.md, 1 has it.
 *
 * @param basketDiscount stands apart from the lines' discounts
 * @param paid what of it points pay
 * @param codes that it carries
 */
public record Basket(String currency, List<Line> lines, long basketDiscount, Paid paid, List<String> codes) {

    /** Points pay so much of a total; of what was kept after a return, as much of the sale's as before. */
    public record Paid(long byPoints, long total) {

        /** Points pay none of it. */
        public static final Paid NOTHING = new Paid(0, 0);
    }

    /** One position; gross is the whole line before discount, tax is contained in gross less discount. */
    public record Line(
            String lineId,
            String sku,
            String category,
            List<String> labels,
            long quantity,
            long gross,
            long discount,
            long tax) {

        /** What it comes to. */
        public long net() {
            return gross - discount;
        }

        /** Of this line, so much money. */
        public long base(Rule.Base base) {
            return switch (base) {
                case GROSS -> gross;
                case NET -> gross - discount;
                case NET_EX_TAX -> gross - discount - tax;
            };
        }
    }

    /** What it comes to, after all discounts. */
    public long total() {
        long total = -basketDiscount;
        for (Line line : lines) {
            total = Math.addExact(total, line.net());
        }
        return total;
    }
}
