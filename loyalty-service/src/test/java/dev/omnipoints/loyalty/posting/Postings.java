package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Command;
import dev.omnipoints.loyalty.ledger.Commands;
import dev.omnipoints.loyalty.ledger.Core;
import dev.omnipoints.loyalty.ledger.Envelope;
import dev.omnipoints.loyalty.ledger.Key;
import dev.omnipoints.loyalty.ledger.Origin;
import dev.omnipoints.loyalty.ledger.Status;
import dev.omnipoints.loyalty.model.Ask;
import dev.omnipoints.loyalty.model.Asked;
import dev.omnipoints.loyalty.model.Rules;

/** The model's words as postings. */
final class Postings {

    private Postings() {}

    /**
     * Of whatever has a key.
     *
     * @param actor who is said to have asked; no part of what makes two requests the same
     */
    static Posting of(String programme, Rules rules, Asked asked, String actor) {
        Ask ask = asked.ask();
        Command command = Commands.command(ask, rules);
        Envelope envelope = new Envelope(
                new Origin(asked.caller(), (short) 1, null, null, actor),
                Key.of(asked.caller(), asked.key()),
                Commands.fingerprint(ask),
                null,
                null,
                ask instanceof Ask.Earn earn ? earn.occurredAt() : null);
        return switch (ask) {
            case Ask.Transfer(int from, int to, long points) ->
                Posting.between(account(programme, from), account(programme, to), now -> command, envelope);
            case Ask.Merge(int member, int survivor) ->
                Posting.between(account(programme, survivor), account(programme, member), now -> command, envelope);
            case Ask.Unmerge(int member, int survivor) ->
                Posting.between(account(programme, survivor), account(programme, member), now -> command, envelope);
            default -> {
                Ask.Ref about = Commands.reference(ask);
                yield about == null
                        ? Posting.of(account(programme, Commands.member(ask)), now -> command, envelope)
                        : Posting.about(AccountKey.of(programme, Core.id(about.member())), now -> command, envelope);
            }
        };
    }

    /** Of whom it is said that they are active. */
    static Account account(String programme, int member) {
        return Account.opened(AccountKey.of(programme, Core.id(member)), Status.ACTIVE, 1);
    }
}
