package dev.omnipoints.loyalty.model;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.function.Consumer;

/** Settings in the making, from the plainest: points at once and for ever, debt where they are gone. */
final class RuleSet {
    ZoneId zone = ZoneId.of("Europe/Paris");
    Rules.Expiry expiry = Rules.Expiry.NEVER;
    int expiryLength;
    Rules.Unit expiryUnit = Rules.Unit.MONTH;
    Rules.Alignment alignment = Rules.Alignment.NONE;
    LocalDate expiryDate;
    Rules.Pending pending = Rules.Pending.NONE;
    int pendingDays;
    LocalDate pendingDate;
    Rules.Debt debt = Rules.Debt.DEBT;
    boolean negativeAdjustments;
    Rules.GiveBack giveBack = Rules.GiveBack.KEEP_EXPIRY;
    int graceDays = 30;
    Rules.Transfer transfer = Rules.Transfer.KEEP_EXPIRY;

    static Rules rules(Consumer<RuleSet> changes) {
        RuleSet set = new RuleSet();
        changes.accept(set);
        return set.done();
    }

    void period(int length, Rules.Unit unit, Rules.Alignment aligned) {
        expiry = Rules.Expiry.PERIOD;
        expiryLength = length;
        expiryUnit = unit;
        alignment = aligned;
    }

    Rules done() {
        return new Rules(
                zone,
                expiry,
                expiryLength,
                expiryUnit,
                alignment,
                expiryDate,
                pending,
                pendingDays,
                pendingDate,
                debt,
                negativeAdjustments,
                giveBack,
                graceDays,
                transfer);
    }
}
