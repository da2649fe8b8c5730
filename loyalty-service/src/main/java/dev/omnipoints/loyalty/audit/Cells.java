package dev.omnipoints.loyalty.audit;

import dev.omnipoints.loyalty.earning.Tally;
import dev.omnipoints.loyalty.ledger.Encoding;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.BitSet;
import java.util.Comparator;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Whether two accounts of the same counters agree, in constant memory and whatever the order in which they are read:
 * what one says is added, what the other says is taken away. Each counter goes into one of many cells, times an odd
 * number of its own, modulo 2^64: a single counter that differs always leaves its cell unequal to zero; several that
 * share one would have to cancel out, by numbers that are drawn anew for each run. To name what differs all is added
 * once more, into a second one that remembers the counters of some cells.
 */
final class Cells {

    private static final int BITS = 14;
    private static final int MOST_NAMED = 16;

    private final byte[] salt;
    private final long[] points = new long[1 << BITS];
    private final long[] uses = new long[1 << BITS];
    /** Of which cells the counters are remembered. */
    private final BitSet named;

    private final TreeMap<Counter, Sums> counters = new TreeMap<>(Comparator.comparing(Counter::toString));

    /**
     * What is counted.
     *
     * @param member null: a budget, of all members together
     */
    record Counter(String programme, UUID member, Tally.Key key) {

        @Override
        public String toString() {
            String rule = key.rule().isEmpty() ? "(all rules)" : key.rule();
            return member == null
                    ? "budget " + programme + "/" + rule
                    : "tally " + programme + "/" + member + "/" + rule + "/" + key.per() + "/" + key.from();
        }
    }

    /** What one account says, and the other. */
    private record Sums(Tally stored, boolean isStored, Tally due) {}

    Cells() {
        this(new byte[16], new BitSet());
        new SecureRandom().nextBytes(salt);
    }

    private Cells(byte[] salt, BitSet named) {
        this.salt = salt;
        this.named = named;
    }

    /** So much is to have been counted. */
    void due(Counter counter, Tally by) {
        if (add(counter, by.points(), by.uses())) {
            counters.merge(counter, new Sums(Tally.NONE, false, by), Cells::plus);
        }
    }

    /** So much is stored; of each counter once. */
    void stored(Counter counter, Tally is) {
        if (add(counter, -is.points(), -is.uses())) {
            counters.merge(counter, new Sums(is, true, Tally.NONE), Cells::plus);
        }
    }

    private static Sums plus(Sums one, Sums other) {
        return new Sums(
                one.stored().plus(other.stored()),
                one.isStored() || other.isStored(),
                one.due().plus(other.due()));
    }

    private boolean add(Counter counter, long morePoints, long moreUses) {
        ByteBuffer hash = ByteBuffer.wrap(new Encoding()
                .bytes(salt)
                .text(counter.programme())
                .uuid(counter.member())
                .text(counter.key().rule())
                .text(counter.key().per().name())
                .number(counter.key().from().toEpochDay())
                .sha256());
        int cell = hash.getInt() >>> (Integer.SIZE - BITS);
        points[cell] += morePoints * (hash.getLong() | 1);
        uses[cell] += moreUses * (hash.getLong() | 1);
        return named.get(cell);
    }

    /** Both said the same. */
    boolean agree() {
        return unequal().isEmpty();
    }

    private BitSet unequal() {
        BitSet unequal = new BitSet();
        for (int cell = 0; cell < points.length; cell++) {
            unequal.set(cell, points[cell] != 0 || uses[cell] != 0);
        }
        return unequal;
    }

    /** To be filled once more, so that it can name what differs. */
    Cells naming() {
        BitSet some = new BitSet();
        unequal().stream().limit(MOST_NAMED).forEach(some::set);
        return new Cells(salt, some);
    }

    /** The first that differs, one that is stored before one that is missing; null: none does. */
    Lie lie() {
        return counters.entrySet().stream()
                .filter(each -> !each.getValue().stored().equals(each.getValue().due()))
                .min(Comparator.comparing(each -> !each.getValue().isStored()))
                .map(each -> new Lie(each.getKey().toString(), told(each.getValue())))
                .orElse(null);
    }

    private static String told(Sums sums) {
        String due = "its awards and returns come to " + sums.due().points() + " points and "
                + sums.due().uses() + " uses";
        return sums.isStored()
                ? "has counted " + sums.stored().points() + " points and "
                        + sums.stored().uses() + " uses, " + due
                : "is missing, " + due;
    }
}
