package dev.omnipoints.suite.replay;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which till sends a line, so that a member's lines go one after the other. Members are told apart by a hash of their
 * first identity; two that share a hash merely share a till. Remembers other identities of a member, boundedly: those
 * named longest ago are forgotten. For one thread.
 */
final class Lanes {
    private static final int REMEMBERED = 1_000_000;

    private final int tills;
    private final Map<Long, Long> firstOf = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
            return size() > REMEMBERED;
        }
    };

    Lanes(int tills) {
        this.tills = tills;
    }

    /** 0 to the number of tills, exclusive. */
    int of(List<String> names) {
        long own = hash(names.getFirst());
        long first = firstOf.getOrDefault(own, own);
        for (String other : names.subList(1, names.size())) {
            firstOf.put(hash(other), first);
        }
        return (int) Long.remainderUnsigned(first, tills);
    }

    /** FNV-1a, 64 bits. */
    private static long hash(String name) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
        }
        return hash ^ (hash >>> 32);
    }
}
