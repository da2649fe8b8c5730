package dev.omnipoints.loyalty.model;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Mostly goes on, sometimes leaps, to where something will happen by itself too, and sometimes steps back. */
final class Clock {
    /** Shortly before month ends, a leap day, and both changes of the clocks in Paris. */
    private static final List<String> STARTS = List.of(
            "2024-01-29T09:00:00Z",
            "2024-02-27T22:00:00Z",
            "2026-03-27T15:00:00Z",
            "2026-10-23T15:00:00Z",
            "2026-12-29T10:00:00Z");

    /** Just before, at and just after; and so that a till may be ahead just as much as it may. */
    private static final List<Integer> OFFSETS = List.of(-1, 0, 0, 0, 1, 1, -600_000, -1_000);

    private static final Duration NEAR = Duration.ofDays(40);

    private final RandomGenerator random;
    private final Naive model;
    private final Pick pick;
    private Instant now;
    /** Where the next commands go, since something just happened or is about to happen there. */
    private List<Integer> focus = List.of();

    private int focused;

    Clock(RandomGenerator random, Naive model, Pick pick) {
        this.random = random;
        this.model = model;
        this.pick = pick;
        this.now = Instant.parse(pick.of(STARTS));
    }

    Instant now() {
        return now;
    }

    /** @return whom the next command is about */
    int tick(boolean still) {
        if (focused > 0) {
            focused--;
            forward(Duration.ofMillis(random.nextInt(3)));
            return focus.get(focused % focus.size());
        }
        int member = pick.member();
        int dice = still ? 999 : random.nextInt(1_000);
        if (dice < 3) {
            forward(Duration.ofMinutes(random.nextInt(1, 60 * 72)));
        } else if (dice < 10) {
            forward(Duration.ofMinutes(random.nextInt(1, 240)));
        } else if (dice < 20) {
            now = now.minusMillis(random.nextInt(1, 1_200_000));
        } else if (dice < 45) {
            leap(member);
        } else if (dice < 90) {
            forward(Duration.ofSeconds(random.nextInt(1, 600)));
        } else {
            forward(Duration.ofMillis(random.nextInt(2_000)));
        }
        if (random.nextInt(4) == 0 && dice >= 90) {
            now = now.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        }
        return member;
    }

    /** The next so many commands go to these, in turn. */
    void focus(List<Integer> members, int times) {
        focus = members;
        focused = times;
    }

    private void forward(Duration by) {
        now = now.plus(by);
    }

    /** To just before, at, or just after something that will happen to this member by itself. */
    private void leap(int member) {
        List<Instant> boundaries = boundaries(model.root(member));
        if (boundaries.isEmpty()) {
            return;
        }
        Instant boundary = boundaries.get(random.nextInt(Math.min(3, boundaries.size())));
        if (boundary.isAfter(now.plus(NEAR)) && random.nextInt(30) > 0) {
            return;
        }
        now = boundary.plusMillis(pick.of(OFFSETS));
        focus(List.of(member), random.nextInt(1, 4));
    }

    /** How long a hold lives that is over at the very time when something else happens to this member. */
    int secondsToBoundary(int member) {
        for (Instant boundary : boundaries(model.root(member))) {
            long millis = Duration.between(now, boundary).toMillis();
            if (millis % 1_000 == 0 && millis / 1_000 <= 604_800) {
                return (int) (millis / 1_000);
            }
        }
        return 900;
    }

    private List<Instant> boundaries(int member) {
        Standing standing = model.standing(member);
        List<Instant> all = new ArrayList<>();
        if (standing == null) {
            return all;
        }
        for (Standing.Lot lot : standing.lots()) {
            if (lot.pending() > 0 && lot.availableAt() != null) {
                all.add(lot.availableAt());
            }
            if (lot.pending() + lot.remaining() + lot.held() > 0) {
                all.add(lot.expiresAt() == null ? standing.inactiveAt() : lot.expiresAt());
            }
        }
        for (Standing.Hold hold : standing.holds()) {
            if (hold.end() == null) {
                all.add(hold.expiresAt());
            }
        }
        return all.stream()
                .filter(at -> at != null && at.isAfter(now))
                .sorted()
                .distinct()
                .toList();
    }

    /** So long ago, to the millisecond, or just before or after. */
    Instant ago(Duration past) {
        return now.minus(past).plusMillis(random.nextInt(-1, 2));
    }

    /** When a sale happened that is told now: mostly now, often late, sometimes too early, or at an awkward time. */
    Instant occurred(Rules rules) {
        int dice = random.nextInt(100);
        if (dice < 70) {
            return now;
        }
        if (dice < 80) {
            return now.minusSeconds(random.nextInt(1, 7_200));
        }
        if (dice < 87) {
            return now.minusSeconds(random.nextInt(1, 60 * 86_400));
        }
        if (dice < 90) {
            return now.plusMillis(random.nextInt(1, 600_001));
        }
        if (dice < 92) {
            return now.plusMillis(600_000 + random.nextInt(2));
        }
        if (dice < 94) {
            return now.plusMillis(random.nextInt(600_001, 10_000_000));
        }
        LocalDate today = Days.day(now, rules);
        LocalDate day = dice < 97 ? today : today.withDayOfMonth(1);
        return day.atStartOfDay(rules.zone()).toInstant().plusMillis(random.nextInt(-1, 1));
    }
}
