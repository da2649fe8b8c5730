package dev.omnipoints.gateway.access;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Singleton;

/** Who the running request comes from. An endpoint's roles have been checked before it asks. */
@Singleton
public final class Current {
    private final SecurityIdentity identity;

    Current(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** Whoever it is, on an endpoint that serves several kinds. */
    public Who who() {
        return (Who) identity.getPrincipal();
    }

    /** The client, on an endpoint that serves clients. */
    public ApiClient client() {
        return (ApiClient) identity.getPrincipal();
    }

    /** The one of the retailer's people, on an endpoint that serves staff. */
    public Staff staff() {
        return (Staff) identity.getPrincipal();
    }

    /** The member, on an endpoint that serves members. */
    public Member member() {
        return (Member) identity.getPrincipal();
    }
}
