package dev.omnipoints.loyalty.programme;

import com.fasterxml.jackson.databind.JsonNode;
import dev.omnipoints.loyalty.platform.Fields;
import dev.omnipoints.loyalty.platform.Refused;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads a programme's settings as an operator writes them; what is left out takes the default of ledger.md. Money is in
 * minor units. Limits and defaults stand in docs/operator.md too.
 */
final class Settings {
    private static final long MOST_POINTS = 1_000_000_000_000L;
    private static final int MOST_PER_UNIT = 1_000_000;
    private static final int MOST_DAYS = 3_660;
    private static final int MOST_CURRENCIES = 20;
    private static final int GRACE_DAYS = 30;
    private static final int HOLD_SECONDS = 15 * 60;
    private static final int MOST_HOLD_SECONDS = 7 * 24 * 60 * 60;
    private static final int OPEN_HOLDS = 50;
    private static final int SALE_AGE_DAYS = 90;
    private static final int LINES = 200;
    private static final int MOST_LINES = 1_000;
    private static final int WHOLE_BASKET = 100;

    private static final Set<String> NAMES = Set.of(
            "zone",
            "currencies",
            "earnPoints",
            "earnPerUnits",
            "expiry",
            "pending",
            "debtPolicy",
            "negativeAdjustments",
            "returnPolicy",
            "giveBackPolicy",
            "giveBackGraceDays",
            "transferPolicy",
            "hold",
            "saleAgeDays",
            "salesOfAnyAge",
            "saleLinesLimit",
            "pointsTender",
            "spreadBasketDiscount",
            "redeem",
            "proofIdentities");

    private Settings() {}

    /**
     * Reads the settings of one programme.
     *
     * @param path where they stand, for what is told of a mistake
     * @param beside names that stand beside the settings
     * @return a version without number and date
     * @throws Refused FIELD_INVALID with the setting's path and what to send
     */
    static ProgrammeVersion read(String programme, String path, JsonNode json, Set<String> beside) {
        Set<String> names = Stream.concat(NAMES.stream(), beside.stream()).collect(Collectors.toUnmodifiableSet());
        Fields fields = Fields.of(path, json, names);
        ProgrammeVersion row = new ProgrammeVersion(programme);
        row.zone = zone(fields);
        row.currencies = currencies(fields);
        row.earnPoints = fields.whole("earnPoints", 0, MOST_PER_UNIT, 0);
        row.earnPerUnits = fields.whole("earnPerUnits", 1, MOST_PER_UNIT, 1);
        expiry(fields, row);
        pending(fields, row);
        row.debtPolicy = fields.word("debtPolicy", "DEBT", "CLAMP", "REFUSE");
        row.negativeAdjustments = fields.flag("negativeAdjustments");
        row.returnPolicy = fields.word("returnPolicy", "DIFFERENCE", "SHARE");
        row.giveBackPolicy = fields.word("giveBackPolicy", "KEEP_EXPIRY", "NEW_EXPIRY");
        row.giveBackGraceDays = (int) fields.whole("giveBackGraceDays", 0, MOST_DAYS, GRACE_DAYS);
        row.transferPolicy = fields.word("transferPolicy", "KEEP_EXPIRY", "RENEW_EXPIRY");
        hold(fields, row);
        sales(fields, row);
        redeem(fields, row);
        row.proofIdentities = proofs(fields);
        return row;
    }

    private static String zone(Fields fields) {
        String zone = fields.text("zone");
        if (!ZoneId.getAvailableZoneIds().contains(zone)) {
            throw fields.invalid("zone", "Send an IANA time zone such as Europe/Paris.");
        }
        return zone;
    }

    private static String[] currencies(Fields fields) {
        List<String> codes = fields.texts("currencies").orElse(List.of());
        if (codes.isEmpty() || codes.size() > MOST_CURRENCIES) {
            throw fields.invalid("currencies", "Send 1 to " + MOST_CURRENCIES + " ISO 4217 codes.");
        }
        Set<String> known = Currency.getAvailableCurrencies().stream()
                .filter(currency -> currency.getDefaultFractionDigits() >= 0)
                .map(Currency::getCurrencyCode)
                .collect(Collectors.toUnmodifiableSet());
        for (int i = 0; i < codes.size(); i++) {
            if (!known.contains(codes.get(i))) {
                throw fields.invalid("currencies[" + i + "]", "Send the ISO 4217 code of money, for example EUR.");
            }
        }
        return codes.toArray(String[]::new);
    }

    private static void expiry(Fields fields, ProgrammeVersion row) {
        row.expiryKind = "NEVER";
        row.expiryAlignment = "NONE";
        fields.object("expiry", Set.of("kind", "length", "unit", "alignment", "date"))
                .ifPresent(expiry -> {
                    row.expiryKind = expiry.word("kind", "NEVER", "PERIOD", "INACTIVITY", "DATE");
                    switch (row.expiryKind) {
                        case "PERIOD", "INACTIVITY" -> {
                            expiry.only(
                                    Set.of("kind", "length", "unit", "alignment"),
                                    "A date goes with the kind DATE; leave it out.");
                            row.expiryLength = (int) expiry.whole("length", 0, MOST_DAYS);
                            expiry.text("unit");
                            row.expiryUnit = expiry.word("unit", "DAY", "MONTH", "YEAR");
                            row.expiryAlignment =
                                    expiry.word("alignment", "NONE", "MONTH", "QUARTER", "HALF_YEAR", "YEAR");
                        }
                        case "DATE" -> {
                            expiry.only(Set.of("kind", "date"), "It goes with the kinds PERIOD and INACTIVITY.");
                            row.expiryDate = expiry.date("date");
                        }
                        default -> expiry.only(Set.of("kind"), "Points that never expire have neither; leave it out.");
                    }
                });
    }

    private static void pending(Fields fields, ProgrammeVersion row) {
        row.pendingKind = "NONE";
        fields.object("pending", Set.of("kind", "days", "date")).ifPresent(pending -> {
            row.pendingKind = pending.word("kind", "NONE", "DAYS", "DATE", "CONFIRMATION");
            switch (row.pendingKind) {
                case "DAYS" -> {
                    pending.only(Set.of("kind", "days"), "A date goes with the kind DATE; leave it out.");
                    row.pendingDays = (int) pending.whole("days", 1, MOST_DAYS);
                }
                case "DATE" -> {
                    pending.only(Set.of("kind", "date"), "Days go with the kind DAYS; leave them out.");
                    row.pendingDate = pending.date("date");
                }
                default -> pending.only(Set.of("kind"), "It does not go with this kind; leave it out.");
            }
        });
    }

    private static void hold(Fields fields, ProgrammeVersion row) {
        row.holdTtlSeconds = HOLD_SECONDS;
        row.openHoldsLimit = OPEN_HOLDS;
        fields.object("hold", Set.of("ttlSeconds", "openLimit")).ifPresent(hold -> {
            row.holdTtlSeconds = (int) hold.whole("ttlSeconds", 1, MOST_HOLD_SECONDS, HOLD_SECONDS);
            row.openHoldsLimit = (int) hold.whole("openLimit", 1, OPEN_HOLDS, OPEN_HOLDS);
        });
    }

    private static void sales(Fields fields, ProgrammeVersion row) {
        if (fields.flag("salesOfAnyAge")) {
            if (fields.has("saleAgeDays")) {
                throw fields.invalid("saleAgeDays", "Leave it out, or salesOfAnyAge: they contradict each other.");
            }
        } else {
            row.saleAgeDays = (int) fields.whole("saleAgeDays", 1, MOST_DAYS, SALE_AGE_DAYS);
        }
        row.saleLinesLimit = (int) fields.whole("saleLinesLimit", 1, MOST_LINES, LINES);
        row.spreadBasketDiscount = fields.flag("spreadBasketDiscount");
        row.offlineTenderPolicy = "OWED";
        fields.object("pointsTender", Set.of("offline", "earns")).ifPresent(tender -> {
            row.offlineTenderPolicy = tender.word("offline", "OWED", "RETAILER");
            row.pointsTenderEarns = tender.flag("earns");
        });
    }

    private static void redeem(Fields fields, ProgrammeVersion row) {
        row.redeemStep = 1;
        row.redeemMinimum = 1;
        row.redeemSharePercent = WHOLE_BASKET;
        fields.object("redeem", Set.of("points", "money", "step", "minimum", "sharePercent"))
                .ifPresent(redeem -> {
                    row.redeemPoints = redeem.whole("points", 1, MOST_POINTS);
                    row.redeemMoney = redeem.whole("money", 1, MOST_POINTS);
                    row.redeemStep = redeem.whole("step", 1, MOST_POINTS, 1);
                    row.redeemMinimum = redeem.whole("minimum", 1, MOST_POINTS, 1);
                    row.redeemSharePercent = (int) redeem.whole("sharePercent", 1, WHOLE_BASKET, WHOLE_BASKET);
                });
    }

    private static String[] proofs(Fields fields) {
        List<String> words = fields.texts("proofIdentities").orElse(List.of(Proof.CARD.name()));
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (Arrays.stream(Proof.values()).noneMatch(proof -> proof.name().equals(word))) {
                throw fields.invalid(
                        "proofIdentities[" + i + "]",
                        "Send one of "
                                + Arrays.stream(Proof.values()).map(Enum::name).collect(Collectors.joining(", "))
                                + ".");
            }
        }
        return words.toArray(String[]::new);
    }
}
