package dev.omnipoints.loyalty.returns;

import static dev.omnipoints.loyalty.platform.Refused.fieldInvalid;

import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.receipt.Goods;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether what a till sent is a return. Fields are named by their path in the JSON body. */
final class ReturnCheck {

    private static final Pattern ID = Pattern.compile("[!-~]{1,64}");
    private static final int LINES_LIMIT = 1_000;

    private ReturnCheck() {}

    /**
     * Of its form alone.
     *
     * @param path where it stands in the request
     * @throws Refused FIELD_INVALID
     */
    static void form(String path, Goods goods) {
        id(path + "returnId", goods.returnId());
        id(path + "store", goods.store());
        optionalId(path + "terminal", goods.terminal());
        id(path + "receipt.store", goods.receipt().store());
        id(path + "receipt.terminal", goods.receipt().terminal());
        id(path + "receipt.number", goods.receipt().number());
        optionalId(path + "receipt.businessDate", goods.receipt().businessDate());
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
            id(line + "lineId", part.lineId());
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

    private static void id(String field, String value) {
        if (!ID.matcher(value).matches()) {
            throw fieldInvalid(field, "Send 1 to 64 visible ASCII characters.");
        }
    }

    private static void optionalId(String field, String value) {
        if (value != null) {
            id(field, value);
        }
    }
}
