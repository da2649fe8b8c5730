package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.earning.Awards;
import dev.omnipoints.loyalty.earning.Matched;
import dev.omnipoints.loyalty.earning.Standing;
import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.Lot;
import dev.omnipoints.loyalty.ledger.Reference;
import dev.omnipoints.loyalty.ledger.Row;
import java.util.UUID;
import java.util.function.Function;

/**
 * A claim of a kept sale on its way.
 *
 * @param earn the operation that it earned by, as far as it was looked at; null: none
 * @param returned what had come back by then, as protobuf; null: nothing
 * @param whole the rules that fit all that was sold
 * @param left those that fit what is still kept; null: nothing is
 * @param context of the member, as protobuf
 * @param kept makes what is kept of it
 */
public record ClaimDraft(
        UUID sale,
        Reference earn,
        byte[] returned,
        Matched whole,
        Matched left,
        byte[] context,
        Function<Outcome, Kept> kept) {

    /**
     * What became of it.
     *
     * @param account after it
     * @param row that answers it
     * @param lot that it made; null where it earned nothing
     * @param awards of what is still kept
     * @param leftOut points that were not earned for what had come back
     */
    public record Outcome(Account account, Row row, Lot lot, Awards awards, Standing standing, long leftOut) {}

    /** As protobuf: the answer, how the member stood, and what came back so far. */
    public record Kept(byte[] answer, byte[] standing, byte[] returned) {}
}
