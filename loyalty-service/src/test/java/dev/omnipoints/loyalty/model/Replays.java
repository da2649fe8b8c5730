package dev.omnipoints.loyalty.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Earlier commands once more, the same or altered, and commands that nobody should send. */
final class Replays {
    private static final int KEPT = 300;
    private static final int NOBODY = 9_999;

    private final RandomGenerator random;
    private final Pick pick;
    private final Seen seen;
    private final List<Asked> sent = new ArrayList<>();

    Replays(RandomGenerator random, Pick pick, Seen seen) {
        this.random = random;
        this.pick = pick;
        this.seen = seen;
    }

    void heard(Asked asked) {
        if (asked.key() != null) {
            sent.add(asked);
            if (sent.size() > KEPT) {
                sent.removeFirst();
            }
        }
    }

    boolean any() {
        return !sent.isEmpty();
    }

    Asked draw(Instant now, Supplier<String> keys) {
        Asked before = pick.late(sent);
        Ask ask = before.ask();
        return switch (random.nextInt(12)) {
            case 0, 1 -> new Asked(now, before.caller(), before.key(), points(ask));
            case 2 -> new Asked(now, before.caller(), before.key(), kind(ask));
            case 3 -> new Asked(now, before.caller(), before.key(), member(ask));
            case 4 -> new Asked(now, before.caller(), before.key(), reference(ask));
            case 5 -> new Asked(now, before.caller(), before.key(), body(ask));
            case 6 -> new Asked(now, "other", before.key(), ask);
            case 7 -> new Asked(now, before.caller(), keys.get(), otherSale(ask));
            default -> new Asked(now, before.caller(), before.key(), ask);
        };
    }

    /** The same receipt with other content, as often as the same sale under another key; no sale is left as it is. */
    private Ask otherSale(Ask ask) {
        return ask instanceof Ask.Sale && random.nextBoolean() ? body(ask) : ask;
    }

    private static Ask points(Ask ask) {
        return switch (ask) {
            case Ask.Earn a -> new Ask.Earn(a.member(), a.points() + 1, a.occurredAt(), a.expiresOn());
            case Ask.Sale a -> new Ask.Sale(a.member(), a.points() + 1, a.occurredAt(), a.receipt(), a.refuse());
            case Ask.Hold a -> new Ask.Hold(a.member(), a.points() + 1, a.ttlSeconds());
            case Ask.Redeem a -> new Ask.Redeem(a.member(), a.points() + 1);
            case Ask.Capture a -> new Ask.Capture(a.hold(), a.points() == null ? Long.valueOf(1) : null);
            case Ask.Reverse a -> new Ask.Reverse(a.original(), a.points() == null ? Long.valueOf(1) : null);
            case Ask.Adjust a -> new Ask.Adjust(a.member(), a.points() == -1 ? 1 : a.points() + 1, a.expiresOn());
            case Ask.Transfer a -> new Ask.Transfer(a.from(), a.to(), a.points() + 1);
            default -> ask;
        };
    }

    private static Ask kind(Ask ask) {
        return switch (ask) {
            case Ask.Earn a -> new Ask.Redeem(a.member(), Math.max(1, a.points()));
            case Ask.Sale a -> new Ask.Redeem(a.member(), Math.max(1, a.points()));
            case Ask.Capture a -> new Ask.Void(a.hold());
            case Ask.Void a -> new Ask.Capture(a.hold(), null);
            case Ask.Reverse a -> new Ask.Confirm(a.original());
            case Ask.Confirm a -> new Ask.Reverse(a.earn(), null);
            case Ask.Hold a -> new Ask.Redeem(a.member(), a.points());
            case Ask.Redeem a -> new Ask.Hold(a.member(), a.points(), 900);
            default -> ask;
        };
    }

    private Ask member(Ask ask) {
        return switch (ask) {
            case Ask.Earn a -> new Ask.Earn(pick.member(), a.points(), a.occurredAt(), a.expiresOn());
            case Ask.Sale a -> new Ask.Sale(pick.member(), a.points(), a.occurredAt(), a.receipt(), a.refuse());
            case Ask.Hold a -> new Ask.Hold(pick.member(), a.points(), a.ttlSeconds());
            case Ask.Redeem a -> new Ask.Redeem(pick.member(), a.points());
            case Ask.Adjust a -> new Ask.Adjust(pick.member(), a.points(), a.expiresOn());
            case Ask.Transfer a -> new Ask.Transfer(a.from(), pick.memberBut(a.from()), a.points());
            default -> ask;
        };
    }

    /** Another hold or operation, of the same member where there is one. */
    private Ask reference(Ask ask) {
        return switch (ask) {
            case Ask.Sale a -> new Ask.Sale(a.member(), a.points(), a.occurredAt(), a.receipt() + "x", a.refuse());
            case Ask.Capture a -> new Ask.Capture(hold(a.hold()), a.points());
            case Ask.Void a -> new Ask.Void(hold(a.hold()));
            case Ask.Reverse a -> new Ask.Reverse(next(a.original()), a.points());
            case Ask.Confirm a -> new Ask.Confirm(next(a.earn()));
            default -> ask;
        };
    }

    private Ask.Ref hold(Ask.Ref not) {
        Ask.Ref hold = seen.hold(pick, not.member());
        return hold == null ? next(not) : hold;
    }

    private static Ask.Ref next(Ask.Ref row) {
        return new Ask.Ref(row.member(), row.seq() + 1);
    }

    private static Ask body(Ask ask) {
        return switch (ask) {
            case Ask.Earn a ->
                new Ask.Earn(a.member(), a.points(), a.occurredAt().minusMillis(1), a.expiresOn());
            case Ask.Sale a ->
                new Ask.Sale(a.member(), a.points(), a.occurredAt().minusMillis(1), a.receipt(), a.refuse());
            case Ask.Hold a -> new Ask.Hold(a.member(), a.points(), a.ttlSeconds() + (a.ttlSeconds() > 1 ? -1 : 1));
            default -> ask;
        };
    }

    Ask invalid(Instant now, int member) {
        Ask.Ref other = seen.other(pick);
        Ask.Ref earn = seen.earn(pick);
        Ask.Ref hold = seen.hold(pick, member);
        return switch (random.nextInt(12)) {
            case 0 -> new Ask.Earn(member, wrong(-1), now, null);
            case 1 -> new Ask.Hold(member, wrong(0), 900);
            case 2 -> new Ask.Redeem(member, wrong(0));
            case 3 -> new Ask.Adjust(member, pick.of(List.of(0L, Shelf.LIMIT + 1, -Shelf.LIMIT - 1)), null);
            case 4 -> new Ask.Transfer(member, member, random.nextLong(1, 10));
            case 5 -> new Ask.Transfer(member, pick.memberBut(member), wrong(0));
            case 6 -> new Ask.Hold(member, 1, pick.of(List.of(-1, 604_801)));
            case 7 -> new Ask.Capture(earn == null ? new Ask.Ref(NOBODY, 1) : earn, random.nextBoolean() ? null : 1L);
            case 8 -> new Ask.Void(random.nextBoolean() ? new Ask.Ref(NOBODY, 1) : new Ask.Ref(member, 1_000_000));
            case 9 -> new Ask.Reverse(wrongOriginal(member, hold, other), null);
            case 10 -> new Ask.Confirm(hold == null ? new Ask.Ref(NOBODY, 7) : hold);
            default -> new Ask.Reverse(wrongOriginal(member, hold, other), random.nextBoolean() ? 1L : wrong(0));
        };
    }

    private long wrong(long none) {
        return pick.of(List.of(none, -7L, Shelf.LIMIT + 1, Long.MAX_VALUE, Long.MIN_VALUE));
    }

    private Ask.Ref wrongOriginal(int member, Ask.Ref hold, Ask.Ref other) {
        return switch (random.nextInt(4)) {
            case 0 -> new Ask.Ref(NOBODY, 3);
            case 1 -> new Ask.Ref(member, 1_000_000);
            case 2 -> hold == null ? new Ask.Ref(NOBODY, 3) : hold;
            default -> other == null ? new Ask.Ref(member, 1_000_000) : other;
        };
    }
}
