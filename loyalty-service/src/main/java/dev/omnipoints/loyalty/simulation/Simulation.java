package dev.omnipoints.loyalty.simulation;

import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.rules.TriedDrafts.Tried;
import java.time.Instant;
import java.util.UUID;

/**
 * A draft that is tried over the sales of a period.
 *
 * @param progress how far it is
 * @param end what came of it; null: it has not ended
 */
record Simulation(
        UUID id, String programme, Tried tried, Period period, Progress progress, Asked asked, End end, int attempts) {

    /** Of occurredAt; `to` is exclusive. */
    record Period(Instant from, Instant to) {}

    /**
     * How far it is.
     *
     * @param of null: not counted yet
     */
    record Progress(State state, long sales, Long of) {}

    /** Who asked for it, when and in what words. */
    record Asked(String by, Instant at, UUID keyHash, byte[] fingerprint) {}

    /**
     * What came of it.
     *
     * @param result as protobuf; null: it failed
     * @param reason null: it is done
     */
    record End(Instant at, byte[] result, Reason reason, String detail) {}

    /** What is being done. */
    enum State {
        QUEUED,
        RUNNING,
        DONE,
        FAILED
    }
}
