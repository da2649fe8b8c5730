package dev.omnipoints.loyalty.event;

import dev.omnipoints.contracts.loyalty.v1.EventResult;
import dev.omnipoints.contracts.type.v1.MemberStatus;
import dev.omnipoints.loyalty.platform.Wire;
import dev.omnipoints.loyalty.posting.EventDraft;
import dev.omnipoints.loyalty.receipt.Awarded;

/** The answer to an event, made once from what became of it and kept with it. */
final class EventAnswer {

    private EventAnswer() {}

    static EventResult of(Event event, EventDraft.Outcome outcome) {
        return EventResult.newBuilder()
                .setSource(event.source())
                .setId(event.id())
                .setType(event.type())
                .setMemberId(outcome.account().key().member().toString())
                .setMemberStatus(
                        switch (outcome.account().status()) {
                            case ACTIVE -> MemberStatus.MEMBER_STATUS_ACTIVE;
                            case UNCONFIRMED -> MemberStatus.MEMBER_STATUS_UNCONFIRMED;
                            case BLOCKED -> MemberStatus.MEMBER_STATUS_BLOCKED;
                            case CLOSED -> MemberStatus.MEMBER_STATUS_CLOSED;
                        })
                .setClockSkew(outcome.clockSkew())
                .setEarned(Awarded.earned(outcome.lot(), outcome.awards()))
                .setBalance(Wire.balance(outcome.account(), outcome.row().recordedAt()))
                .build();
    }
}
