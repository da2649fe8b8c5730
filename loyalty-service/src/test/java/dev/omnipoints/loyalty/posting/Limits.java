package dev.omnipoints.loyalty.posting;

import java.time.Duration;

/** A configuration of posting; tests change what they are about. */
record Limits(
        int lanes,
        int queueLimit,
        int batchLimit,
        boolean oneBucket,
        Duration lockWait,
        Duration aloneWait,
        int aloneLimit,
        Duration silenceLimit,
        int refusalsAMinute)
        implements PostingConfig {

    /** As in production, but for the limit on refusals, of which tests make many. */
    static Limits usual() {
        return new Limits(
                2,
                4096,
                128,
                false,
                Duration.ofMillis(200),
                Duration.ofSeconds(2),
                4,
                Duration.ofSeconds(10),
                Integer.MAX_VALUE);
    }

    Limits lanes(int count) {
        return new Limits(
                count,
                queueLimit,
                batchLimit,
                oneBucket,
                lockWait,
                aloneWait,
                aloneLimit,
                silenceLimit,
                refusalsAMinute);
    }

    Limits queue(int limit, int batch) {
        return new Limits(
                lanes, limit, batch, oneBucket, lockWait, aloneWait, aloneLimit, silenceLimit, refusalsAMinute);
    }

    Limits oneBucket(boolean alone) {
        return new Limits(
                lanes, queueLimit, batchLimit, alone, lockWait, aloneWait, aloneLimit, silenceLimit, refusalsAMinute);
    }

    Limits waits(Duration lock, Duration alone, Duration silence) {
        return new Limits(lanes, queueLimit, batchLimit, oneBucket, lock, alone, aloneLimit, silence, refusalsAMinute);
    }

    Limits refusals(int aMinute) {
        return new Limits(
                lanes, queueLimit, batchLimit, oneBucket, lockWait, aloneWait, aloneLimit, silenceLimit, aMinute);
    }
}
