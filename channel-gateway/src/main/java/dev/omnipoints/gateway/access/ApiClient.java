package dev.omnipoints.gateway.access;

import dev.omnipoints.contracts.type.v1.Caller;
import dev.omnipoints.contracts.type.v1.CallerKind;
import dev.omnipoints.contracts.type.v1.Channel;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.gateway.platform.Refused;
import java.util.Optional;
import java.util.Set;

/**
 * A till, a shop's or an app's back end, and what its key may.
 *
 * @param id scopes its idempotency keys and survives the rotation of its keys
 * @param stores empty: every store of the programme
 * @param terminal empty: every terminal of its stores
 */
public record ApiClient(
        String programme, String id, Channel channel, Set<String> stores, Optional<String> terminal, Set<Grant> grants)
        implements Who {

    /** What a key may beyond the plain use of its channel. */
    public enum Grant {
        /** It logs its members in itself: no proof is asked of it. */
        ASSERTS_MEMBER,
        /** It may claim a sale for a member afterwards. */
        CLAIMS,
        /** It uploads for other terminals of its stores. */
        OTHER_TERMINALS
    }

    /**
     * Lets a write pass that happens at a store and terminal.
     *
     * @param storeField where the request names the store, and {@code terminalField} the terminal
     * @throws Refused STORE_NOT_GRANTED
     */
    public void mayActAt(String store, String storeField, String at, String terminalField) {
        mayRead(store, storeField);
        if (terminal.isPresent() && !terminal.get().equals(at) && !grants.contains(Grant.OTHER_TERMINALS)) {
            throw outside(terminalField, "The key is bound to another terminal.");
        }
    }

    /** Lets a read pass of what happened at a store; STORE_NOT_GRANTED else. */
    public void mayRead(String store, String storeField) {
        if (!covers(store)) {
            throw outside(storeField, "The key is bound to other stores.");
        }
    }

    /** Whether the store lies within the key's scope. */
    public boolean covers(String store) {
        return stores.isEmpty() || stores.contains(store);
    }

    /** The store that the key is bound to; null where it is bound to none, or to several. */
    public String onlyStore() {
        return stores.size() == 1 ? stores.iterator().next() : null;
    }

    @Override
    public Caller caller() {
        Caller.Builder caller = Caller.newBuilder()
                .setProgramme(programme)
                .setKind(CallerKind.CALLER_KIND_CLIENT)
                .setClient(id)
                .setChannel(channel);
        if (onlyStore() != null) {
            caller.setStore(onlyStore());
        }
        terminal.ifPresent(caller::setTerminal);
        return caller.build();
    }

    /** A STORE_NOT_GRANTED because of what a field says. */
    public static Refused outside(String field, String detail) {
        return Refused.asTold(
                dev.omnipoints.contracts.type.v1.Problem.newBuilder()
                        .setReason(Reason.REASON_STORE_NOT_GRANTED)
                        .setField(field)
                        .build(),
                detail);
    }
}
