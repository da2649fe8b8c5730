package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.Command;
import dev.omnipoints.loyalty.ledger.Envelope;

/**
 * A command on its way into the ledger, with the sale that belongs to it.
 *
 * @param opening the account as the member context vouches for it, opened where it is not there yet; null where the
 *     sale names no one who could earn
 * @param command null where there is no account
 */
public record Posting(Account opening, Command command, Envelope envelope, SaleDraft sale) {}
