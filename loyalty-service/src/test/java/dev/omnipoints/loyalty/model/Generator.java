package dev.omnipoints.loyalty.model;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Commands at random, the same for the same seed and answers: every operation, a few members much and most a little,
 * replays the same and altered, commands that nobody should send, and a clock that likes boundaries.
 */
final class Generator {
    /** What comes next. */
    sealed interface Next {}

    record Question(Asked asked) implements Next {}

    record Change(Rules rules) implements Next {}

    private static final Duration OLDEST = Duration.ofDays(90);
    private static final List<Integer> LIVES = List.of(1, 60, 900, 900, 900, 3_600, 86_400, 604_800);
    private static final List<String> CALLERS = List.of("till", "web", "app", "salon");

    private final RandomGenerator random;
    private final Naive model;
    private final Pick pick;
    private final Clock clock;
    private final Replays replays;
    private final DrawRules settings;
    private final Seen seen = new Seen();
    private final Deque<Integer> blocked = new ArrayDeque<>();
    private final boolean rulesChange;
    private final boolean sells;

    private Rules rules;
    private int keys;
    private int receipts;
    /** So many small holds still to come for this member. */
    private int storm;

    private int stormy;

    Generator(long seed, Naive model) {
        this(seed, model, false);
    }

    /** @param sells whether half of the earns are sales; what they would draw besides is drawn for them alone */
    Generator(long seed, Naive model, boolean sells) {
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        this.model = model;
        this.pick = new Pick(random);
        this.clock = new Clock(random, model, pick);
        this.settings = new DrawRules(random, clock);
        this.replays = new Replays(random, pick, seen);
        this.sells = sells;
        this.rulesChange = random.nextInt(3) == 0;
    }

    Next next() {
        if (rules == null || rulesChange && random.nextInt(4_000) == 0) {
            rules = settings.draw();
            return new Change(rules);
        }
        int member = clock.tick(storm > 0);
        if (storm > 0) {
            storm--;
            return fresh(new Ask.Hold(stormy, 1, 600));
        }
        int dice = random.nextInt(1_000);
        if (dice < 50 && seen.anyone()) {
            return question(null, new Ask.Read(seen.opened(pick, member)));
        }
        if (dice < 60) {
            return status();
        }
        if (dice < 120 && replays.any()) {
            return new Question(replays.draw(clock.now(), this::key));
        }
        if (dice < 140) {
            return fresh(replays.invalid(clock.now(), member));
        }
        return fresh(command(random.nextInt(1_000), member));
    }

    private String key() {
        return "k" + ++keys;
    }

    private Question fresh(Ask ask) {
        return question(key(), ask);
    }

    private Question question(String key, Ask ask) {
        return new Question(new Asked(clock.now(), pick.of(CALLERS), key, ask));
    }

    private Ask command(int dice, int member) {
        if (dice < 290) {
            return earn(member);
        }
        if (dice < 320) {
            return seen.earn(pick) == null ? earn(member) : new Ask.Confirm(seen.earn(pick));
        }
        if (dice < 460) {
            boolean exactly = random.nextInt(4) == 0;
            int ttl = exactly ? clock.secondsToBoundary(member) : pick.of(LIVES);
            return new Ask.Hold(member, amount(member), ttl);
        }
        if (dice < 590) {
            Ask.Ref hold = seen.hold(pick, member);
            if (hold == null) {
                return earn(member);
            }
            return random.nextInt(3) == 0 ? new Ask.Void(hold) : new Ask.Capture(hold, part(hold));
        }
        if (dice < 690) {
            return new Ask.Redeem(member, amount(member));
        }
        if (dice < 850) {
            Ask.Ref original = random.nextInt(5) < 2 ? seen.oldEarn(pick) : seen.spent(pick);
            return original == null ? earn(member) : new Ask.Reverse(original, part(original));
        }
        if (dice < 920) {
            boolean gives = random.nextBoolean();
            long points = gives ? few() : -amount(member);
            return new Ask.Adjust(member, points, gives && random.nextInt(3) == 0 ? someDay() : null);
        }
        if (dice < 980) {
            return new Ask.Transfer(member, pick.memberBut(member), amount(member));
        }
        return merge(member);
    }

    private Ask merge(int member) {
        int[] last = seen.merge(pick);
        if (last != null && random.nextInt(3) > 0) {
            return new Ask.Unmerge(last[0], last[1]);
        }
        int one = pick.mergeable();
        int two = pick.mergeable();
        boolean apart = model.root(one) == one && model.root(two) == two;
        return apart && one != two ? new Ask.Merge(one, two) : earn(member);
    }

    private Ask earn(int member) {
        LocalDate day = random.nextInt(8) == 0 ? someDay() : null;
        long points = random.nextInt(20) == 0 ? 0 : few();
        Instant occurred = clock.occurred(rules);
        if (!sells) {
            return new Ask.Earn(member, points, occurred, day);
        }
        if (random.nextInt(100) == 0) {
            occurred = clock.ago(OLDEST);
        }
        // Nothing but a sale earns nothing.
        boolean sale = points == 0 || day == null && random.nextBoolean();
        return sale
                ? new Ask.Sale(member, points, occurred, "r" + ++receipts, random.nextInt(4) == 0)
                : new Ask.Earn(member, points, occurred, day);
    }

    /** A day near enough to come, and sometimes gone. */
    private LocalDate someDay() {
        return Days.day(clock.now(), rules).plusDays(random.nextInt(-3, 60));
    }

    private long few() {
        return switch (random.nextInt(40)) {
            case 0 -> Shelf.LIMIT;
            case 1, 2, 3, 4 -> random.nextLong(1, 100_000);
            case 5, 6, 7, 8, 9, 10, 11, 12 -> random.nextLong(1, 10);
            default -> random.nextLong(1, 500);
        };
    }

    /** Likes what the member has, just so, and a little more. */
    private long amount(int member) {
        Asked read = new Asked(clock.now(), "generator", null, new Ask.Read(member));
        long has = ((Told.Shown) model.ask(read)).balance().spendable();
        long points = switch (random.nextInt(10)) {
            case 0 -> has;
            case 1 -> has + 1;
            case 2 -> has / 2;
            case 3 -> few();
            default -> has == 0 ? few() : random.nextLong(1, Math.min(has, 400) + 1);
        };
        return Math.clamp(points, 1, Shelf.LIMIT);
    }

    private Long part(Ask.Ref of) {
        long points = seen.points(of);
        return switch (random.nextInt(6)) {
            case 0, 1 -> null;
            case 2 -> Math.clamp(points, 1, Shelf.LIMIT);
            case 3 -> Math.clamp(points + 1, 1, Shelf.LIMIT);
            default -> points < 2 ? 1 : random.nextLong(1, points);
        };
    }

    private Next status() {
        int member = model.root(pick.member());
        int dice = random.nextInt(100);
        if (dice < 3) {
            stormy = member;
            storm = 56;
            return fresh(new Ask.Adjust(member, 10_000, null));
        }
        if (dice < 50 && !blocked.isEmpty()) {
            int freed = model.root(blocked.removeFirst());
            return question(null, new Ask.SetStatus(freed, Ask.Status.ACTIVE));
        }
        if (dice < 60 && member > 5 && (member % 4 > 0 || pick.once(10))) {
            return question(null, new Ask.SetStatus(member, Ask.Status.CLOSED));
        }
        if (dice < 70) {
            return question(null, new Ask.SetStatus(member, Ask.Status.UNCONFIRMED));
        }
        blocked.add(member);
        return question(null, new Ask.SetStatus(member, Ask.Status.BLOCKED));
    }

    void heard(Asked asked, Told told) {
        seen.heard(asked, told);
        replays.heard(asked);
        if (told instanceof Told.Done && asked.ask() instanceof Ask.Merge merge) {
            clock.focus(List.of(merge.survivor(), merge.member()), random.nextInt(20));
        }
        if (told instanceof Told.Done && asked.ask() instanceof Ask.Unmerge merge) {
            clock.focus(List.of(merge.survivor(), merge.member()), random.nextInt(10));
        }
    }
}
