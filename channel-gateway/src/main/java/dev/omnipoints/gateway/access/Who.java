package dev.omnipoints.gateway.access;

import dev.omnipoints.contracts.type.v1.Caller;
import java.security.Principal;

/** Who a request comes from, once the credential is believed. */
public sealed interface Who extends Principal permits ApiClient, Member, Staff {
    /** As the other services are told. */
    Caller caller();

    /** The client's id: no person's name, fit for a log line. */
    @Override
    default String getName() {
        return caller().getClient();
    }
}
