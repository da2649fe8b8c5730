package dev.omnipoints.loyalty.posting;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * Which transactions had ended at one moment, as PostgreSQL's pg_snapshot has it: all below `xmin`, none from `xmax`
 * on, and between the two all but those in `running`. Transaction ids are 64 bits with their epoch: they never wrap.
 *
 * @param running ascending, from xmin on and below xmax
 */
public record Snapshot(long xmin, long xmax, long... running) {

    /** Before every transaction: the first that is no bootstrap's has id 3. */
    public static final Snapshot NONE = new Snapshot(3, 3);

    private static final Pattern TEXT = Pattern.compile("(\\d{1,18}):(\\d{1,18}):([\\d,]*)");

    /** Checks that it is one. */
    public Snapshot {
        boolean lawful = xmin >= 1 && xmin <= xmax;
        for (int i = 0; i < running.length; i++) {
            lawful &= running[i] >= xmin && running[i] < xmax && (i == 0 || running[i] > running[i - 1]);
        }
        if (!lawful) {
            throw new IllegalArgumentException("No snapshot");
        }
    }

    /**
     * What {@link #toString} wrote, or PostgreSQL.
     *
     * @throws IllegalArgumentException where it is no snapshot
     */
    public static Snapshot parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("No snapshot");
        }
        String running = parts.group(3);
        return new Snapshot(
                Long.parseLong(parts.group(1)),
                Long.parseLong(parts.group(2)),
                running.isEmpty()
                        ? new long[0]
                        : Arrays.stream(running.split(",", -1))
                                .mapToLong(Long::parseLong)
                                .toArray());
    }

    /** Whether a transaction had ended. */
    public boolean shows(long xid) {
        return xid < xmin || xid < xmax && Arrays.binarySearch(running, xid) < 0;
    }

    /**
     * This snapshot with fewer transactions in it: none from `cut` on, and not those of `without`. What is left must be
     * closed, that is: with a row, all rows of its member before it.
     */
    public Snapshot upTo(long cut, long... without) {
        long[] left = LongStream.concat(Arrays.stream(running), Arrays.stream(without))
                .filter(xid -> xid < cut)
                .sorted()
                .distinct()
                .toArray();
        return new Snapshot(left.length == 0 ? cut : left[0], cut, left);
    }

    /** As PostgreSQL writes and reads it. */
    @Override
    public String toString() {
        StringBuilder out =
                new StringBuilder().append(xmin).append(':').append(xmax).append(':');
        for (int i = 0; i < running.length; i++) {
            out.append(i == 0 ? "" : ",").append(running[i]);
        }
        return out.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Snapshot snapshot && toString().equals(snapshot.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }
}
