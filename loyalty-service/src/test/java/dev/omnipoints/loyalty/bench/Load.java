package dev.omnipoints.loyalty.bench;

import dev.omnipoints.loyalty.ledger.Kind;
import dev.omnipoints.loyalty.ledger.Reference;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * What is asked of whom.
 *
 * @param spread how the commands fall on the members
 * @param mix which commands
 * @param apart the members are every so manyth of all there are
 */
record Load(Spread spread, Mix mix, int apart) {

    /** Members whom the loads are drawn from, all open and rich. */
    static final int MEMBERS = 100_000;

    private static final long EARNED = 100;
    private static final long SPENT = 10;
    static final int HOT = 4;
    private static final double SKEW = 0.99;

    /** Drawn from all there are. */
    Load(Spread spread, Mix mix) {
        this(spread, mix, 1);
    }

    /** How commands fall on members. */
    enum Spread {
        UNIFORM,
        /** Of exponent 0.99, as YCSB has it. */
        ZIPF,
        /** Four members, evenly. */
        HOT
    }

    /** Which commands are sent. */
    enum Mix {
        EARN,
        /** 60 earn, 25 redeem, 10 hold and capture, 5 reverse, of a hundred. */
        MIXED
    }

    @Override
    public String toString() {
        return spread.name().toLowerCase(Locale.ROOT) + ", " + mix.name().toLowerCase(Locale.ROOT);
    }

    /** The id of a member of the bench. */
    static UUID member(int number) {
        return new UUID(0x0191_0000_0000_7000L, 0x8000_0000_0000_0000L | number);
    }

    /** What one client sends: drawn by its own seed, about its own holds and earns. */
    final class Draws {
        // Earns that may still be reversed; older ones are left alone.
        private static final int REMEMBERED = 64;

        private final String name;
        private final SplittableRandom random;
        private final ArrayDeque<Reference> earns = new ArrayDeque<>();
        private Reference hold;
        private long number;

        Draws(String name, long seed) {
            this.name = name;
            this.random = new SplittableRandom(seed);
        }

        Drawn next() {
            int percent = mix == Mix.EARN ? 0 : random.nextInt(100);
            if (percent >= 95 && !earns.isEmpty()) {
                Reference earn = earns.poll();
                return drawn(Kind.REVERSE, earn.member(), EARNED, earn);
            }
            if (percent >= 85 && percent < 95) {
                Reference held = hold;
                hold = null;
                return held == null
                        ? drawn(Kind.HOLD, any(), SPENT, null)
                        : drawn(Kind.CAPTURE, held.member(), SPENT, held);
            }
            return percent >= 60 && percent < 85
                    ? drawn(Kind.REDEEM, any(), SPENT, null)
                    : drawn(Kind.EARN, any(), EARNED, null);
        }

        private Drawn drawn(Kind kind, UUID member, long points, Reference about) {
            return new Drawn(kind, member, points, about, name + "-" + ++number);
        }

        private UUID any() {
            return member(apart
                    * switch (spread) {
                        case UNIFORM -> random.nextInt(MEMBERS);
                        case HOT -> random.nextInt(HOT);
                        case ZIPF -> Zipf.draw(random);
                    });
        }

        /** What was answered. */
        void done(Drawn command, long seq) {
            if (command.kind() == Kind.HOLD) {
                hold = new Reference(command.member(), seq);
            }
            if (command.kind() == Kind.EARN && mix == Mix.MIXED && earns.size() < REMEMBERED) {
                earns.add(new Reference(command.member(), seq));
            }
        }
    }

    private static final class Zipf {
        private static final double[] UP_TO = upTo();

        private static double[] upTo() {
            double[] upTo = new double[MEMBERS];
            double sum = 0;
            for (int i = 0; i < MEMBERS; i++) {
                sum += Math.pow(i + 1, -SKEW);
                upTo[i] = sum;
            }
            return upTo;
        }

        static int draw(SplittableRandom random) {
            int place = Arrays.binarySearch(UP_TO, random.nextDouble(UP_TO[MEMBERS - 1]));
            return place < 0 ? -place - 1 : place;
        }
    }
}
