package dev.omnipoints.loyalty.returns;

import static dev.omnipoints.loyalty.platform.Refused.fieldInvalid;

import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.receipt.Form;
import dev.omnipoints.loyalty.receipt.Goods;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** Whether what a till sent is a return. Fields are named by their path in the JSON body. */
final class ReturnCheck {

    private static final int LINES_LIMIT = 1_000;

    private ReturnCheck() {}

    /**
     * Of its form alone.
     *
     * @param path where it stands in the request
     * @throws Refused FIELD_INVALID
     */
    static void form(String path, Goods goods) {
        Form.id(path + "returnId", goods.returnId());
        Form.id(path + "store", goods.store());
        Form.optionalId(path + "terminal", goods.terminal());
        Form.receipt(path + "receipt", goods.receipt());
        if (goods.occurredAt() == null || goods.occurredAt().isBefore(Instant.EPOCH)) {
            throw fieldInvalid(path + "occurredAt", "Send when the goods came back, for example 2026-11-21T10:15:00Z.");
        }
        if (goods.all() != goods.lines().isEmpty()) {
            throw fieldInvalid(path + "lines", "Send the lines that come back, or all: true, and not both.");
        }
        if (goods.lines().size() > LINES_LIMIT) {
            throw fieldInvalid(path + "lines", "Send at most " + LINES_LIMIT + " lines.");
        }
        lines(path, goods);
    }

    private static void lines(String path, Goods goods) {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < goods.lines().size(); i++) {
            Goods.Part part = goods.lines().get(i);
            String line = path + "lines[" + i + "].";
            Form.id(line + "lineId", part.lineId());
            if (!ids.add(part.lineId())) {
                throw fieldInvalid(line + "lineId", "Send each line once.");
            }
            if ((part.quantity() == null) == (part.amount() == null)) {
                throw fieldInvalid(line + "quantity", "Send the units that come back, or an amount of money.");
            }
            if (part.quantity() != null && part.quantity() < 1) {
                throw fieldInvalid(line + "quantity", "Send at least 1.");
            }
            if (part.amount() != null && part.amount() < 1) {
                throw fieldInvalid(line + "amount", "Send at least 1 minor unit.");
            }
        }
    }
}
