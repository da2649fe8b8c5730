package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.Core;
import dev.omnipoints.loyalty.ledger.Kind;
import dev.omnipoints.loyalty.ledger.Row;
import dev.omnipoints.loyalty.model.Ask;
import dev.omnipoints.loyalty.model.Rules;
import dev.omnipoints.loyalty.posting.fake.Schedule;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** What callers want of a few members, at random; of holds and operations only those that they were told of. */
final class Wishes {

    private static final List<Integer> LIVES = List.of(1, 10, 60, 900);

    private final Schedule schedule;
    private final int members;
    private final boolean merges;
    private final List<Ask.Ref> holds = new ArrayList<>();
    private final List<Ask.Ref> operations = new ArrayList<>();

    Wishes(Schedule schedule, int members) {
        this.schedule = schedule;
        this.members = members;
        this.merges = schedule.oneIn(4);
    }

    /** Whether members are merged here, so that two may turn out to be one. */
    boolean merges() {
        return merges;
    }

    /** Points for ever or for a day, at once or from tomorrow on, and whatever becomes of reversals. */
    Rules rules() {
        return new Rules(
                ZoneId.of("Europe/Paris"),
                schedule.of(List.of(Rules.Expiry.NEVER, Rules.Expiry.PERIOD, Rules.Expiry.INACTIVITY)),
                1,
                Rules.Unit.DAY,
                Rules.Alignment.NONE,
                null,
                schedule.oneIn(4) ? Rules.Pending.DAYS : Rules.Pending.NONE,
                1,
                null,
                schedule.of(List.of(Rules.Debt.values())),
                schedule.oneIn(2),
                schedule.of(List.of(Rules.GiveBack.values())),
                1,
                schedule.of(List.of(Rules.Transfer.values())));
    }

    /** A caller was told of a row. */
    void heard(Row row) {
        if (row.refused() == null) {
            Ask.Ref reference = new Ask.Ref(Core.number(row.account().member()), row.seq());
            if (row.kind() == Kind.HOLD) {
                holds.add(reference);
            } else if (row.kind() == Kind.EARN || row.kind() == Kind.REDEEM || row.kind() == Kind.CAPTURE) {
                operations.add(reference);
            }
        }
    }

    /** @param now of the database */
    Ask next(Instant now) {
        int kind = schedule.below(100);
        if (kind < 15 && !holds.isEmpty()) {
            Ask.Ref hold = schedule.of(holds);
            return kind < 10 ? new Ask.Capture(hold, schedule.oneIn(2) ? null : points()) : new Ask.Void(hold);
        }
        if (kind < 27 && !operations.isEmpty()) {
            return new Ask.Reverse(schedule.of(operations), schedule.oneIn(2) ? null : points());
        }
        if (kind < 37) {
            int from = member();
            return new Ask.Transfer(from, another(from), points());
        }
        if (kind < 41 && merges) {
            int member = member();
            return new Ask.Merge(member, another(member));
        }
        if (kind < 44) {
            return new Ask.Adjust(member(), schedule.oneIn(3) ? -points() : points(), null);
        }
        if (kind < 58) {
            return new Ask.Hold(member(), points(), schedule.of(LIVES));
        }
        return kind < 70
                ? new Ask.Redeem(member(), points())
                : new Ask.Earn(member(), points(), now.minusSeconds(schedule.below(60)), null);
    }

    /** The same kind of thing with other points; null: there is no such thing. */
    static Ask altered(Ask ask) {
        return switch (ask) {
            case Ask.Earn a -> new Ask.Earn(a.member(), a.points() + 1, a.occurredAt(), a.expiresOn());
            case Ask.Redeem a -> new Ask.Redeem(a.member(), a.points() + 1);
            case Ask.Hold a -> new Ask.Hold(a.member(), a.points() + 1, a.ttlSeconds());
            default -> null;
        };
    }

    private long points() {
        return schedule.between(1, schedule.oneIn(3) ? 100 : 20);
    }

    private int member() {
        // One is much busier than the others.
        return schedule.oneIn(3) ? 1 : 1 + schedule.below(members);
    }

    private int another(int member) {
        return 1 + (member + schedule.below(members - 1)) % members;
    }
}
