package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Command;
import dev.omnipoints.loyalty.ledger.Envelope;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A command on its way into the ledger, with the sale or event that belongs to it.
 *
 * @param named the accounts that member contexts vouch for, opened where they are not there yet: one, or two where the
 *     command is between two
 * @param about the account of the hold or operation that the command names instead; else null
 * @param command as of the instant that it is recorded, for policies are those of then; null for a sale that names no
 *     one who could earn
 * @param sale null: none is recorded
 * @param goods null: none come back, but those on a sale's own receipt
 * @param claim null: none is claimed
 * @param event null: none is recorded, or confirmed
 * @param deadline when the caller gives up, by System.nanoTime; null: never. Looked at before planning, never after
 */
public record Posting(
        List<Account> named,
        AccountKey about,
        Function<Instant, Command> command,
        Envelope envelope,
        SaleDraft sale,
        ReturnDraft goods,
        ClaimDraft claim,
        EventDraft event,
        Long deadline) {

    /** A command of a member who is named. */
    public static Posting of(Account named, Function<Instant, Command> command, Envelope envelope) {
        return new Posting(List.of(named), null, command, envelope, null, null, null, null, null);
    }

    /** A command on the account of a hold or an operation. */
    public static Posting about(AccountKey account, Function<Instant, Command> command, Envelope envelope) {
        return new Posting(List.of(), account, command, envelope, null, null, null, null, null);
    }

    /** A command between two accounts; the first one's. */
    public static Posting between(
            Account first, Account second, Function<Instant, Command> command, Envelope envelope) {
        return new Posting(List.of(first, second), null, command, envelope, null, null, null, null, null);
    }

    /**
     * A sale, with what it comes to where there is a member; the points that it earns are found under the lock.
     *
     * @param named null: no one who could earn
     * @param holder whose hold pays, where no one is named; else null
     */
    public static Posting sale(
            Account named, AccountKey holder, Function<Instant, Command> command, Envelope envelope, SaleDraft sale) {
        List<Account> accounts = named == null ? List.of() : List.of(named);
        return new Posting(accounts, holder, command, envelope, sale, null, null, null, null);
    }

    /**
     * Goods that come back.
     *
     * @param member whose sale it is; null: no one's
     */
    public static Posting goods(
            AccountKey member, Function<Instant, Command> command, Envelope envelope, ReturnDraft goods) {
        return new Posting(List.of(), member, command, envelope, null, goods, null, null, null);
    }

    /** A sale that someone claims. */
    public static Posting claim(Account named, Command earn, Envelope envelope, ClaimDraft claim) {
        return new Posting(List.of(named), null, now -> earn, envelope, null, null, claim, null, null);
    }

    /** A named event of a member, or what it earns now that they are confirmed; found under the lock. */
    public static Posting event(Account named, Function<Instant, Command> earn, Envelope envelope, EventDraft event) {
        return new Posting(List.of(named), null, earn, envelope, null, null, null, event, null);
    }

    /** This posting, not to be begun after an instant of System.nanoTime; null: whenever. */
    public Posting by(Long nanoTime) {
        return new Posting(named, about, command, envelope, sale, goods, claim, event, nanoTime);
    }

    /** All accounts that it names, in its own order. */
    List<AccountKey> accounts() {
        return Stream.concat(named.stream().map(Account::key), Stream.ofNullable(about))
                .toList();
    }

    /** Whether it changes which account stands for which member. */
    boolean regroups() {
        return named.size() > 1
                && switch (command.apply(Instant.EPOCH)) {
                    case Command.Merge merge -> true;
                    case Command.Unmerge undo -> true;
                    default -> false;
                };
    }

    /** Of its first account, or else of its sale. */
    int bucket() {
        return accounts().isEmpty()
                ? SaleId.bucket(saleId())
                : accounts().getFirst().bucket();
    }

    /** By what it finds its lane: its first account, or else its sale. */
    UUID laneId() {
        return accounts().isEmpty() ? saleId() : accounts().getFirst().member();
    }

    /** Nothing goes with its command. */
    boolean isPlain() {
        return sale == null && goods == null && claim == null && event == null;
    }

    private UUID saleId() {
        return sale == null ? goods.sale() : sale.id();
    }

    /** All that comes back with it. */
    List<ReturnDraft> returns() {
        if (goods != null) {
            return List.of(goods);
        }
        return sale == null ? List.of() : sale.returns();
    }

    /** Kept sales that it changes. */
    List<UUID> keptSales() {
        return claim != null
                ? List.of(claim.sale())
                : returns().stream().map(ReturnDraft::sale).toList();
    }
}
