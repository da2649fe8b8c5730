package dev.omnipoints.loyalty.model;

import java.time.Instant;
import java.util.List;

/**
 * All that is stored of a member's account, for comparison.
 *
 * @param lots emptied ones too, in the order of their ids
 * @param holds ended ones too, in the order of their ids
 * @param inactiveAt null: none
 */
public record Standing(
        long pending,
        long spendable,
        long held,
        long owed,
        long issued,
        long redeemed,
        long expired,
        long forfeited,
        long adjusted,
        long transferred,
        long seq,
        Instant inactiveAt,
        List<Lot> lots,
        List<Hold> holds) {

    /** @param made by which row (its member survives merges), at which index */
    public record Lot(
            Ask.Ref made,
            int index,
            long points,
            long pending,
            long remaining,
            long held,
            long expired,
            long counted,
            long clamped,
            Instant availableAt,
            Instant expiresAt) {}

    /** @param end CAPTURE, VOID, TIME_OUT; null: open */
    public record Hold(Ask.Ref made, long points, Instant expiresAt, String end, long captured) {}
}
