package dev.omnipoints.loyalty.programme;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.omnipoints.loyalty.ledger.Terms;
import dev.omnipoints.loyalty.ledger.Terms.Alignment;
import dev.omnipoints.loyalty.ledger.Terms.Expiry;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.List;
import java.util.Objects;

/**
 * A programme's settings as an operator writes them; what is left out takes the default of ledger.md. Money is in minor
 * units.
 *
 * @param earnPoints so many points for every `earnPerUnits` whole units of a receipt's net money
 * @param saleAgeDays how old a sale may be when it is reported; left out: 90
 * @param salesOfAnyAge overrides saleAgeDays
 */
record Settings(
        @JsonProperty(required = true) String id,
        @JsonProperty(required = true) String zone,
        @JsonProperty(required = true) List<String> currencies,
        long earnPoints,
        long earnPerUnits,
        ExpirySettings expiry,
        PendingSettings pending,
        String debtPolicy,
        String returnPolicy,
        String giveBackPolicy,
        Integer giveBackGraceDays,
        String transferPolicy,
        Integer saleAgeDays,
        boolean salesOfAnyAge,
        Integer saleLinesLimit,
        Redeem redeem,
        List<String> proofIdentities) {

    private static final int LINES_LIMIT = 200;
    private static final int GRACE_DAYS = 30;
    private static final int SALE_AGE_DAYS = 90;
    private static final int HOLD_TTL_SECONDS = 15 * 60;
    private static final int HOLD_TTL_LIMIT_SECONDS = 7 * 24 * 60 * 60;
    private static final int OPEN_HOLDS_LIMIT = 50;
    private static final int WHOLE_BASKET = 100;

    /** How long points are usable: NEVER expires, or PERIOD of `length` DAY, MONTH or YEAR. */
    record ExpirySettings(String kind, Integer length, String unit, String alignment) {
        static final ExpirySettings NEVER = new ExpirySettings("NEVER", null, null, null);
    }

    /** How long points are pending: NONE, or so many DAYS. */
    record PendingSettings(String kind, Integer days) {
        static final PendingSettings NONE = new PendingSettings("NONE", null);
    }

    /** Paying with points: `points` are worth `money`. */
    record Redeem(long points, long money, long step, long minimum, Integer sharePercent) {}

    ProgrammeVersion version(int number, Instant holdsFrom, String createdBy) {
        ProgrammeVersion row = new ProgrammeVersion(id, number, holdsFrom, createdBy);
        ExpirySettings usable = Objects.requireNonNullElse(expiry, ExpirySettings.NEVER);
        PendingSettings waiting = Objects.requireNonNullElse(pending, PendingSettings.NONE);
        row.zone = zone;
        row.currencies = currencies.toArray(String[]::new);
        row.earnPoints = earnPoints;
        row.earnPerUnits = earnPerUnits;
        row.expiryKind = usable.kind();
        row.expiryLength = usable.length();
        row.expiryUnit = usable.unit();
        row.expiryAlignment = Objects.requireNonNullElse(usable.alignment(), Alignment.NONE.name());
        row.pendingKind = waiting.kind();
        row.pendingDays = waiting.days();
        row.debtPolicy = oneOf("debtPolicy", debtPolicy, "DEBT", "CLAMP", "REFUSE");
        row.returnPolicy = oneOf("returnPolicy", returnPolicy, "DIFFERENCE", "SHARE");
        row.giveBackPolicy = oneOf("giveBackPolicy", giveBackPolicy, "KEEP_EXPIRY", "NEW_EXPIRY");
        row.giveBackGraceDays = Objects.requireNonNullElse(giveBackGraceDays, GRACE_DAYS);
        row.transferPolicy = oneOf("transferPolicy", transferPolicy, "KEEP_EXPIRY", "RENEW_EXPIRY");
        row.holdTtlSeconds = HOLD_TTL_SECONDS;
        row.holdTtlLimitSeconds = HOLD_TTL_LIMIT_SECONDS;
        row.openHoldsLimit = OPEN_HOLDS_LIMIT;
        row.saleAgeDays = salesOfAnyAge ? null : Objects.requireNonNullElse(saleAgeDays, SALE_AGE_DAYS);
        row.saleLinesLimit = Objects.requireNonNullElse(saleLinesLimit, LINES_LIMIT);
        row.offlineTenderPolicy = "OWED";
        row.redeemStep = redeem == null ? 1 : redeem.step();
        row.redeemMinimum = redeem == null ? 1 : redeem.minimum();
        row.redeemPoints = redeem == null ? null : redeem.points();
        row.redeemMoney = redeem == null ? null : redeem.money();
        boolean anyShare = redeem == null || redeem.sharePercent() == null;
        row.redeemSharePercent = anyShare ? WHOLE_BASKET : redeem.sharePercent();
        row.proofIdentities =
                Objects.requireNonNullElse(proofIdentities, List.of("CARD")).toArray(String[]::new);
        return row;
    }

    /** The word that is set, of those there are; the first is the default. */
    private String oneOf(String setting, String value, String... words) {
        if (value == null) {
            return words[0];
        }
        if (!List.of(words).contains(value)) {
            throw new IllegalArgumentException(
                    "Programme " + id + ": " + setting + " is one of " + String.join(", ", words));
        }
        return value;
    }

    /**
     * The settings that a stored version stands for.
     *
     * @throws IllegalArgumentException that says which setting is not one
     */
    static Programme programme(ProgrammeVersion row) {
        ZoneId zone = zone(row);
        for (String currency : row.currencies) {
            Currency.getInstance(currency);
        }
        require(row.earnPoints >= 0 && row.earnPerUnits >= 1, row, "earnPoints is at least 0, earnPerUnits at least 1");
        return new Programme(
                row.id,
                row.version,
                zone,
                List.of(row.currencies),
                row.earnPoints,
                row.earnPerUnits,
                new Terms(zone, expiry(row), Terms.Pending.days(pendingDays(row))),
                row.saleAgeDays,
                row.saleLinesLimit);
    }

    private static ZoneId zone(ProgrammeVersion row) {
        try {
            return ZoneId.of(row.zone);
        } catch (DateTimeException unknown) {
            throw invalid(row, "zone " + row.zone + " is no IANA time zone");
        }
    }

    private static Expiry expiry(ProgrammeVersion row) {
        return switch (row.expiryKind) {
            case "NEVER" -> new Expiry.Never();
            case "PERIOD" -> {
                require(row.expiryLength != null && row.expiryLength >= 0, row, "expiry.length is at least 0");
                ChronoUnit unit = switch (String.valueOf(row.expiryUnit)) {
                    case "DAY" -> ChronoUnit.DAYS;
                    case "MONTH" -> ChronoUnit.MONTHS;
                    case "YEAR" -> ChronoUnit.YEARS;
                    default -> throw invalid(row, "expiry.unit is DAY, MONTH or YEAR");
                };
                yield new Expiry.Period(row.expiryLength, unit, Alignment.valueOf(row.expiryAlignment));
            }
            default -> throw invalid(row, "expiry.kind " + row.expiryKind + " is not offered: NEVER or PERIOD");
        };
    }

    private static int pendingDays(ProgrammeVersion row) {
        return switch (row.pendingKind) {
            case "NONE" -> 0;
            case "DAYS" -> {
                require(row.pendingDays != null && row.pendingDays >= 1, row, "pending.days is at least 1");
                yield row.pendingDays;
            }
            default -> throw invalid(row, "pending.kind " + row.pendingKind + " is not offered: NONE or DAYS");
        };
    }

    private static void require(boolean holds, ProgrammeVersion row, String otherwise) {
        if (!holds) {
            throw invalid(row, otherwise);
        }
    }

    private static IllegalArgumentException invalid(ProgrammeVersion row, String what) {
        return new IllegalArgumentException("Programme " + row.id + ": " + what);
    }
}
