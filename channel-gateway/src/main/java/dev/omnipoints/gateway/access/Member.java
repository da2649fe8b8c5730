package dev.omnipoints.gateway.access;

import dev.omnipoints.contracts.type.v1.Caller;
import dev.omnipoints.contracts.type.v1.CallerKind;
import dev.omnipoints.contracts.type.v1.Channel;

/**
 * A member with their own token.
 *
 * @param memberId the token's subject
 * @param client the application that the token was issued to
 */
public record Member(String programme, String memberId, String client) implements Who {
    @Override
    public Caller caller() {
        return Caller.newBuilder()
                .setProgramme(programme)
                .setKind(CallerKind.CALLER_KIND_MEMBER)
                .setClient(client)
                .setChannel(Channel.CHANNEL_APP)
                .setActor(memberId)
                .build();
    }
}
