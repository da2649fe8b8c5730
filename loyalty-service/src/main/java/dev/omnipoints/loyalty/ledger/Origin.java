package dev.omnipoints.loyalty.ledger;

/**
 * Who did it, and where.
 *
 * @param caller the API client or partner, for members and staff their token's client; scopes idempotency keys
 * @param channel the contract's number of the channel; 0: none (the ledger itself)
 * @param actor who acted through the caller: a member, staff, a pseudonymous cashier; never a name
 */
public record Origin(String caller, short channel, String store, String terminal, String actor) {

    /** The ledger's own rows. No API client can have this id. */
    public static final Origin LEDGER = new Origin("~ledger", (short) 0, null, null, null);
}
