package dev.omnipoints.loyalty.receipt;

import dev.omnipoints.contracts.loyalty.v1.Award;
import dev.omnipoints.contracts.loyalty.v1.CodeState;
import dev.omnipoints.contracts.loyalty.v1.CodeUse;
import dev.omnipoints.contracts.loyalty.v1.Earned;
import dev.omnipoints.contracts.loyalty.v1.EarnedState;
import dev.omnipoints.loyalty.earning.Awards;
import dev.omnipoints.loyalty.ledger.Lot;
import dev.omnipoints.loyalty.platform.Wire;

/** What rules gave, on the wire. */
public final class Awarded {

    private Awarded() {}

    /** What one rule gave. */
    public static Award of(Awards.Part part) {
        Award.Builder award = Award.newBuilder()
                .setRule(part.rule())
                .setVersion(part.version())
                .setBase(part.base())
                .setPoints(part.points())
                .setText(part.text());
        if (part.lineId() != null) {
            award.setLineId(part.lineId());
        }
        return award.build();
    }

    /** What became of a code. */
    public static CodeUse of(Awards.CodeUse use) {
        return CodeUse.newBuilder()
                .setCode(use.code())
                .setState(
                        switch (use.state()) {
                            case USED -> CodeState.CODE_STATE_USED;
                            case UNKNOWN -> CodeState.CODE_STATE_UNKNOWN;
                            case EXPIRED -> CodeState.CODE_STATE_EXPIRED;
                            case SPENT -> CodeState.CODE_STATE_SPENT;
                            case NOT_APPLICABLE -> CodeState.CODE_STATE_NOT_APPLICABLE;
                        })
                .build();
    }

    /**
     * What a sale or an event earned; of 0 points: available, without dates.
     *
     * @param lot that it made; null: none
     */
    public static Earned earned(Lot lot, Awards awards) {
        if (lot == null) {
            return Earned.newBuilder()
                    .setState(EarnedState.EARNED_STATE_AVAILABLE)
                    .build();
        }
        Earned.Builder earned = Earned.newBuilder().setPoints(lot.points()).setState(state(lot));
        awards.parts().forEach(part -> earned.addBreakdown(of(part)));
        if (lot.availableAt() != null) {
            earned.setAvailableAt(Wire.timestamp(lot.availableAt()));
        }
        if (lot.expiresAt() != null) {
            earned.setExpiresAt(Wire.timestamp(lot.expiresAt()));
        }
        return earned.build();
    }

    private static EarnedState state(Lot lot) {
        if (lot.pending() > 0) {
            return EarnedState.EARNED_STATE_PENDING;
        }
        return lot.expired() > 0 ? EarnedState.EARNED_STATE_EXPIRED : EarnedState.EARNED_STATE_AVAILABLE;
    }
}
