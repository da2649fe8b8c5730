package dev.omnipoints.loyalty.sale;

import static dev.omnipoints.loyalty.platform.Refused.fieldInvalid;

import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.programme.Programme;
import dev.omnipoints.loyalty.receipt.Form;
import dev.omnipoints.loyalty.receipt.Goods;
import dev.omnipoints.loyalty.receipt.Sale;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether what a till sent is a sale (earning.md, 1). Fields are named by their path in the JSON body. */
final class SaleCheck {

    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final int TEXT_LIMIT = 500;
    private static final int LABELS_LIMIT = 50;
    private static final int TENDERS_LIMIT = 100;
    private static final int CODES_LIMIT = 20;
    private static final int RETURNS_LIMIT = 20;

    private SaleCheck() {}

    /**
     * The total of a sale that is one, whatever its programme takes.
     *
     * @throws Refused FIELD_INVALID, TENDERS_DO_NOT_ADD_UP or POINTS_OUT_OF_RANGE (a sum overflows)
     */
    static long total(Sale sale) {
        if (sale.receipt() == null) {
            throw fieldInvalid("receipt.store", "Send the receipt: store, terminal and number.");
        }
        Form.receipt("receipt", sale.receipt());
        basket(sale);
        tenders(sale.tenders(), !sale.returns().isEmpty());
        Form.optionalId("cashier", sale.cashier());
        if (sale.sequence() != null && sale.sequence() < 0) {
            throw fieldInvalid("sequence", "Send 0 or more.");
        }
        returns(sale);
        long total = counted(sale);
        paid(sale, total);
        return total;
    }

    /**
     * The total of a basket that is not paid yet.
     *
     * @throws Refused FIELD_INVALID or POINTS_OUT_OF_RANGE (a sum overflows)
     */
    static long quoted(Sale sale) {
        if (sale.receipt() != null) {
            Form.receipt("receipt", sale.receipt());
        }
        basket(sale);
        tenders(sale.tenders(), false);
        try {
            sale.paidByPoints();
        } catch (ArithmeticException overflow) {
            throw tooLarge();
        }
        return counted(sale);
    }

    private static void basket(Sale sale) {
        if (!CURRENCY.matcher(sale.currency()).matches()) {
            throw fieldInvalid("currency", "Send the ISO 4217 code, for example EUR.");
        }
        lines(sale.lines());
        codes(sale.codes());
    }

    /**
     * Whether the programme takes it.
     *
     * @throws Refused FIELD_INVALID (too many lines) or CURRENCY_NOT_ACCEPTED
     */
    static void taken(Sale sale, Programme programme) {
        if (sale.lines().size() > programme.saleLinesLimit()) {
            throw fieldInvalid("lines", "Send 1 to " + programme.saleLinesLimit() + " lines.");
        }
        if (!programme.currencies().contains(sale.currency())) {
            throw Refused.of(
                    Reason.REASON_CURRENCY_NOT_ACCEPTED,
                    "The programme accepts " + String.join(", ", programme.currencies()) + ".");
        }
    }

    private static long counted(Sale sale) {
        try {
            long total = sale.total();
            if (sale.basketDiscount() != null && (sale.basketDiscount() < 0 || total < 0)) {
                throw fieldInvalid("basketDiscount", "Send at least 0 and at most what the lines come to.");
            }
            return total;
        } catch (ArithmeticException overflow) {
            throw tooLarge();
        }
    }

    /** With goods that come back, what the tenders must add up to hangs on what is left of their sale. */
    private static void paid(Sale sale, long total) {
        long paid;
        boolean moreByPoints;
        try {
            paid = sale.paid();
            moreByPoints = sale.paidByPoints() > total;
        } catch (ArithmeticException overflow) {
            throw tooLarge();
        }
        if (moreByPoints) {
            throw Refused.of(
                    Reason.REASON_TENDERS_DO_NOT_ADD_UP, "Points pay more than the sale comes to; they buy no money.");
        }
        if (paid != total && sale.returns().isEmpty()) {
            throw Refused.of(
                    Reason.REASON_TENDERS_DO_NOT_ADD_UP,
                    "The tenders come to " + paid + ", the sale to " + total + "; send tenders that add up to it.");
        }
    }

    private static void returns(Sale sale) {
        if (sale.returns().size() > RETURNS_LIMIT) {
            throw fieldInvalid("returns", "Send at most " + RETURNS_LIMIT + " returns.");
        }
        Set<Sale.Receipt> receipts = new HashSet<>(Set.of(sale.receipt()));
        Set<List<String>> ids = new HashSet<>();
        for (int i = 0; i < sale.returns().size(); i++) {
            if (!receipts.add(sale.returns().get(i).receipt())) {
                throw fieldInvalid(
                        "returns[" + i + "].receipt", "Send what comes back of one earlier receipt as one return.");
            }
            Goods goods = sale.returns().get(i);
            if (!ids.add(List.of(goods.store(), goods.returnId()))) {
                throw fieldInvalid("returns[" + i + "].returnId", "Send each returnId once a store.");
            }
        }
    }

    private static Refused tooLarge() {
        return Refused.of(Reason.REASON_POINTS_OUT_OF_RANGE, "The amounts are too large to add up; check them.");
    }

    private static void lines(List<Sale.Line> lines) {
        if (lines.isEmpty()) {
            throw fieldInvalid("lines", "Send at least one line.");
        }
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < lines.size(); i++) {
            Sale.Line line = lines.get(i);
            String path = "lines[" + i + "].";
            Form.id(path + "lineId", line.lineId());
            if (!ids.add(line.lineId())) {
                throw fieldInvalid(path + "lineId", "Send each line id once.");
            }
            line(path, line);
        }
    }

    private static void line(String path, Sale.Line line) {
        Form.id(path + "sku", line.sku());
        text(path + "category", line.category());
        if (line.labels().size() > LABELS_LIMIT) {
            throw fieldInvalid(path + "labels", "Send at most " + LABELS_LIMIT + " labels.");
        }
        for (int i = 0; i < line.labels().size(); i++) {
            Form.id(path + "labels[" + i + "]", line.labels().get(i));
        }
        if (line.quantity() < 1) {
            throw fieldInvalid(path + "quantity", "Send at least 1; weights and volumes in their own small unit.");
        }
        if (line.gross() < 0) {
            throw fieldInvalid(path + "gross", "Send 0 or more minor units.");
        }
        if (line.discount() != null && (line.discount() < 0 || line.discount() > line.gross())) {
            throw fieldInvalid(path + "discount", "Send 0 to the line's gross.");
        }
        if (line.tax() != null && (line.tax() < 0 || line.tax() > line.net())) {
            throw fieldInvalid(path + "tax", "Send 0 to the line's gross less discount: tax is contained in it.");
        }
    }

    private static void codes(List<String> codes) {
        if (codes.size() > CODES_LIMIT) {
            throw fieldInvalid("codes", "Send at most " + CODES_LIMIT + " codes.");
        }
        for (int i = 0; i < codes.size(); i++) {
            Form.id("codes[" + i + "]", codes.get(i));
            if (codes.indexOf(codes.get(i)) != i) {
                throw fieldInvalid("codes[" + i + "]", "Send each code once.");
            }
        }
    }

    /** @param refunds goods come back: a tender may be negative */
    private static void tenders(List<Sale.Tender> tenders, boolean refunds) {
        if (tenders.size() > TENDERS_LIMIT) {
            throw fieldInvalid("tenders", "Send at most " + TENDERS_LIMIT + " tenders.");
        }
        Set<String> holds = new HashSet<>();
        for (int i = 0; i < tenders.size(); i++) {
            Sale.Tender tender = tenders.get(i);
            String path = "tenders[" + i + "].";
            Form.id(path + "type", tender.type());
            if (tender.isPoints() == (tender.holdId() == null)) {
                throw fieldInvalid(path + "holdId", "Send the hold's id with the type POINTS, and with no other.");
            }
            if (tender.holdId() != null && !holds.add(tender.holdId())) {
                throw fieldInvalid(path + "holdId", "Send each hold once.");
            }
            if (tender.amount() < 0 && (!refunds || tender.isPoints())) {
                throw fieldInvalid(path + "amount", "Send 0 or more minor units.");
            }
        }
    }

    private static void text(String field, String value) {
        if (value != null && (value.length() > TEXT_LIMIT || value.chars().anyMatch(Character::isISOControl))) {
            throw fieldInvalid(field, "Send up to " + TEXT_LIMIT + " characters, none of them a control character.");
        }
    }
}
