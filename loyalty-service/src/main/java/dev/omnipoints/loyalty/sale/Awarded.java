package dev.omnipoints.loyalty.sale;

import dev.omnipoints.contracts.loyalty.v1.Award;
import dev.omnipoints.contracts.loyalty.v1.CodeState;
import dev.omnipoints.contracts.loyalty.v1.CodeUse;
import dev.omnipoints.loyalty.earning.Awards;

/** What rules gave, on the wire. */
final class Awarded {

    private Awarded() {}

    static Award of(Awards.Part part) {
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

    static CodeUse of(Awards.CodeUse use) {
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
}
