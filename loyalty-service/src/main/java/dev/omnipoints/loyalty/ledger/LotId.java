package dev.omnipoints.loyalty.ledger;

import java.util.UUID;

/**
 * Names a lot for ever, through merges too.
 *
 * @param member whose journal row made it
 * @param seq that row's
 * @param index in that row, from 0
 */
public record LotId(UUID member, long seq, int index) {}
