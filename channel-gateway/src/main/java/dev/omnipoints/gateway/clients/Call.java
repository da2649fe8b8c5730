package dev.omnipoints.gateway.clients;

import dev.omnipoints.contracts.type.v1.Caller;
import dev.omnipoints.contracts.type.v1.CallerKind;
import io.grpc.Deadline;

/**
 * What all calls of one request share.
 *
 * @param caller on whose behalf
 * @param deadline when the whole request must have been answered, retries and all
 */
public record Call(Caller caller, Deadline deadline) {

    /**
     * The same request of a caller who acts at a store, which their grant covers.
     *
     * @param terminal null: at no terminal
     */
    public Call at(String store, String terminal) {
        Caller.Builder there = caller.toBuilder().setStore(store);
        return new Call((terminal == null ? there.clearTerminal() : there.setTerminal(terminal)).build(), deadline);
    }

    /** The same request where it asks for what its caller may not see: on the gateway's own behalf. */
    public Call asGateway() {
        Caller gateway = Caller.newBuilder()
                .setProgramme(caller.getProgramme())
                .setKind(CallerKind.CALLER_KIND_SERVICE)
                .setClient(CallerSigner.ISSUER)
                .build();
        return new Call(gateway, deadline);
    }
}
