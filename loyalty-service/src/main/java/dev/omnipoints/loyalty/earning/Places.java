package dev.omnipoints.loyalty.earning;

import java.util.Arrays;

/** Some of a basket's lines, or of a book's rules, by their places. Filled by who makes it, then left as it is. */
final class Places {

    private static final int NONE = -1;

    private final long[] words;

    private int size;

    /** None of so many. */
    Places(int most) {
        this(new long[(most + Long.SIZE - 1) / Long.SIZE], 0);
    }

    private Places(long[] words, int size) {
        this.words = words;
        this.size = size;
    }

    static Places all(int most) {
        Places all = new Places(most);
        for (int place = 0; place < most; place++) {
            all.add(place);
        }
        return all;
    }

    Places copy() {
        return new Places(words.clone(), size);
    }

    void add(int place) {
        long bit = 1L << place;
        if ((words[place / Long.SIZE] & bit) == 0) {
            words[place / Long.SIZE] |= bit;
            size++;
        }
    }

    boolean has(int place) {
        return (words[place / Long.SIZE] & 1L << place) != 0;
    }

    /** The first at this place or after it; negative: none. */
    int next(int from) {
        int word = from / Long.SIZE;
        if (word >= words.length) {
            return NONE;
        }
        long rest = words[word] & -1L << from;
        while (rest == 0) {
            if (++word == words.length) {
                return NONE;
            }
            rest = words[word];
        }
        return word * Long.SIZE + Long.numberOfTrailingZeros(rest);
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    boolean meets(Places other) {
        for (int word = 0; word < words.length; word++) {
            if ((words[word] & other.words[word]) != 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Places that && Arrays.equals(words, that.words);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(words);
    }
}
