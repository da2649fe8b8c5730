package dev.omnipoints.loyalty.receipt;

import static dev.omnipoints.loyalty.platform.Refused.fieldInvalid;

import dev.omnipoints.loyalty.platform.Refused;
import java.time.Instant;
import java.util.regex.Pattern;

/** The form of the words in what tills send. Fields are named by their path in the JSON body. */
public final class Form {

    private static final Pattern ID = Pattern.compile("[!-~]{1,64}");

    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private Form() {}

    /** @throws Refused FIELD_INVALID where it is no id */
    public static void id(String field, String value) {
        if (!ID.matcher(value).matches()) {
            throw fieldInvalid(field, "Send 1 to 64 visible ASCII characters.");
        }
    }

    /** @throws Refused FIELD_INVALID where it is there and no id */
    public static void optionalId(String field, String value) {
        if (value != null) {
            id(field, value);
        }
    }

    /**
     * When it happened: which settings hold depends on it, so it is looked at first.
     *
     * @throws Refused FIELD_INVALID where it is missing, or no time of ours
     */
    public static void occurredAt(Instant occurredAt) {
        if (occurredAt == null || occurredAt.isBefore(EARLIEST) || occurredAt.isAfter(LATEST)) {
            throw fieldInvalid("occurredAt", "Send when it happened, for example 2026-11-21T10:15:00Z.");
        }
    }

    /** @throws Refused FIELD_INVALID where a part of it is no id */
    public static void receipt(String path, Sale.Receipt receipt) {
        id(path + ".store", receipt.store());
        id(path + ".terminal", receipt.terminal());
        id(path + ".number", receipt.number());
        optionalId(path + ".businessDate", receipt.businessDate());
    }
}
