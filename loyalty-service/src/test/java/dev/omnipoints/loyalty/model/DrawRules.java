package dev.omnipoints.loyalty.model;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.random.RandomGenerator;

/** Settings at random; all switches come round within a few draws. */
final class DrawRules {
    private final RandomGenerator random;
    private final Clock clock;

    DrawRules(RandomGenerator random, Clock clock) {
        this.random = random;
        this.clock = clock;
    }

    Rules draw() {
        RuleSet set = new RuleSet();
        set.zone = ZoneId.of(
                one("Europe/Paris", "Europe/Paris", "Europe/Paris", "America/New_York", "Asia/Kolkata", "UTC"));
        LocalDate today = LocalDate.ofInstant(clock.now(), set.zone);
        set.expiry = one(Rules.Expiry.values());
        set.alignment = one(Rules.Alignment.values());
        set.expiryUnit = one(Rules.Unit.values());
        set.expiryLength = switch (set.expiryUnit) {
            case DAY -> random.nextInt(0, 90);
            case MONTH -> random.nextInt(0, 13);
            case YEAR -> random.nextInt(0, 3);
        };
        set.expiryDate = today.plusDays(random.nextInt(5, 300));
        set.pending = one(Rules.Pending.values());
        set.pendingDays = random.nextInt(1, 20);
        set.pendingDate = today.plusDays(random.nextInt(3, 90));
        set.debt = one(Rules.Debt.values());
        set.negativeAdjustments = random.nextBoolean();
        set.giveBack = one(Rules.GiveBack.values());
        set.graceDays = random.nextInt(0, 40);
        set.transfer = one(Rules.Transfer.values());
        return set.done();
    }

    @SafeVarargs
    private <T> T one(T... some) {
        return List.of(some).get(random.nextInt(some.length));
    }
}
