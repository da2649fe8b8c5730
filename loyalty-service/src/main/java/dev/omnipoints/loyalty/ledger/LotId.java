package dev.omnipoints.loyalty.ledger;

import java.util.UUID;

/**
 * Names a lot for ever, through merges too.
 *
 * @param member whose journal row made it
 * @param seq that row's
 * @param index in that row, from 0
 */
public record LotId(UUID member, long seq, int index) implements Comparable<LotId> {

    /** Oldest first: by the row, then by the place in it, then by member. */
    @Override
    public int compareTo(LotId other) {
        int bySeq = Long.compare(seq, other.seq);
        if (bySeq != 0) {
            return bySeq;
        }
        int byIndex = Integer.compare(index, other.index);
        return byIndex != 0 ? byIndex : AccountKey.compareAsBytes(member, other.member);
    }
}
