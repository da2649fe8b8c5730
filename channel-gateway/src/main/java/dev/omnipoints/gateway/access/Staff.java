package dev.omnipoints.gateway.access;

import dev.omnipoints.contracts.type.v1.Caller;
import dev.omnipoints.contracts.type.v1.CallerKind;

/**
 * One of the retailer's own people with their own token. They serve no selling channel, so their caller names none.
 *
 * @param subject who they are to the issuer: a pseudonym, for it goes into the journal and the audit log
 * @param client the application that the token was issued to; scopes their idempotency keys
 */
public record Staff(String programme, String subject, String client) implements Who {
    @Override
    public Caller caller() {
        return Caller.newBuilder()
                .setProgramme(programme)
                .setKind(CallerKind.CALLER_KIND_STAFF)
                .setClient(client)
                .setActor(subject)
                .build();
    }
}
