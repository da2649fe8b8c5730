package dev.omnipoints.loyalty.examples;

import dev.omnipoints.loyalty.model.Rules;
import dev.omnipoints.loyalty.model.Rules.Alignment;
import dev.omnipoints.loyalty.model.Rules.Debt;
import dev.omnipoints.loyalty.model.Rules.Expiry;
import dev.omnipoints.loyalty.model.Rules.GiveBack;
import dev.omnipoints.loyalty.model.Rules.Pending;
import dev.omnipoints.loyalty.model.Rules.Transfer;
import dev.omnipoints.loyalty.model.Rules.Unit;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A programme's settings in the page's words, one after the other over those that hold. */
final class Settings {
    private static final Pattern PERIOD =
            Pattern.compile("expiry (\\d+) (day|month|year)s?( without activity)?(?: to the end of the ([a-z-]+))?");
    private static final Pattern EXPIRES_ON = Pattern.compile("expiry on (" + Calendar.DATE + ")");
    private static final Pattern PENDING_DAYS = Pattern.compile("pending (\\d+) days?");
    private static final Pattern PENDING_DATE = Pattern.compile("pending until (" + Calendar.DATE + ")");
    private static final Pattern RENEWS = Pattern.compile("give-back renews (\\d+) days");

    private final int line;
    private ZoneId zone;
    private Expiry expiry;
    private int length;
    private Unit unit;
    private Alignment alignment;
    private LocalDate expiryDate;
    private Pending pending;
    private int pendingDays;
    private LocalDate pendingDate;
    private Debt debt;
    private boolean mayOwe;
    private GiveBack giveBack;
    private int grace;
    private Transfer transfer;

    private Settings(int line, Rules from) {
        this.line = line;
        zone = from.zone();
        expiry = from.expiry();
        length = from.expiryLength();
        unit = from.expiryUnit();
        alignment = from.alignment();
        expiryDate = from.expiryDate();
        pending = from.pending();
        pendingDays = from.pendingDays();
        pendingDate = from.pendingDate();
        debt = from.debt();
        mayOwe = from.negativeAdjustments();
        giveBack = from.giveBack();
        grace = from.graceDays();
        transfer = from.transfer();
    }

    /** The programme that the page's top describes. */
    static Rules usual() {
        return new Rules(
                ZoneId.of("Europe/Paris"),
                Expiry.PERIOD,
                24,
                Unit.MONTH,
                Alignment.NONE,
                null,
                Pending.NONE,
                0,
                null,
                Debt.DEBT,
                false,
                GiveBack.KEEP_EXPIRY,
                30,
                Transfer.KEEP_EXPIRY);
    }

    static Rules over(int line, Rules rules, String text) {
        Settings settings = new Settings(line, rules);
        for (String one : text.split("; ", -1)) {
            settings.take(one);
        }
        return settings.rules();
    }

    private Rules rules() {
        return new Rules(
                zone,
                expiry,
                length,
                unit,
                alignment,
                expiryDate,
                pending,
                pendingDays,
                pendingDate,
                debt,
                mayOwe,
                giveBack,
                grace,
                transfer);
    }

    private void take(String one) {
        switch (one) {
            case "expiry never" -> expire(Expiry.NEVER, 0, null);
            case "pending none" -> pend(Pending.NONE, 0, null);
            case "pending until confirmed" -> pend(Pending.CONFIRMATION, 0, null);
            case "reversals clamp" -> debt = Debt.CLAMP;
            case "reversals refuse" -> debt = Debt.REFUSE;
            case "reversals make debt" -> debt = Debt.DEBT;
            case "adjustments may owe" -> mayOwe = true;
            case "give-back keeps expiry" -> giveBack = GiveBack.KEEP_EXPIRY;
            case "transfers renew expiry" -> transfer = Transfer.RENEW_EXPIRY;
            case "transfers keep expiry" -> transfer = Transfer.KEEP_EXPIRY;
            default -> takeWithNumbers(one);
        }
    }

    private void takeWithNumbers(String one) {
        Matcher period = PERIOD.matcher(one);
        Matcher on = EXPIRES_ON.matcher(one);
        Matcher days = PENDING_DAYS.matcher(one);
        Matcher until = PENDING_DATE.matcher(one);
        Matcher renews = RENEWS.matcher(one);
        if (period.matches()) {
            Expiry kind = period.group(3) == null ? Expiry.PERIOD : Expiry.INACTIVITY;
            expire(kind, Integer.parseInt(period.group(1)), null);
            unit = Unit.valueOf(period.group(2).toUpperCase(Locale.ROOT));
            alignment = period.group(4) == null ? Alignment.NONE : alignment(period.group(4));
        } else if (on.matches()) {
            expire(Expiry.DATE, 0, LocalDate.parse(on.group(1)));
        } else if (days.matches()) {
            pend(Pending.DAYS, Integer.parseInt(days.group(1)), null);
        } else if (until.matches()) {
            pend(Pending.DATE, 0, LocalDate.parse(until.group(1)));
        } else if (renews.matches()) {
            giveBack = GiveBack.NEW_EXPIRY;
            grace = Integer.parseInt(renews.group(1));
        } else if (one.startsWith("zone ")) {
            zone = zone(one.substring(5));
        } else {
            throw Page.wrong(line, "no such setting: " + one);
        }
    }

    private void expire(Expiry kind, int period, LocalDate date) {
        expiry = kind;
        length = period;
        alignment = Alignment.NONE;
        expiryDate = date;
    }

    private void pend(Pending kind, int days, LocalDate date) {
        pending = kind;
        pendingDays = days;
        pendingDate = date;
    }

    private Alignment alignment(String word) {
        return switch (word) {
            case "month" -> Alignment.MONTH;
            case "quarter" -> Alignment.QUARTER;
            case "half-year" -> Alignment.HALF_YEAR;
            case "year" -> Alignment.YEAR;
            default -> throw Page.wrong(line, "nothing ends with the " + word);
        };
    }

    private ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw Page.wrong(line, e.getMessage());
        }
    }
}
