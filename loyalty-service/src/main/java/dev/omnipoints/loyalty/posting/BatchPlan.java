package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Command;
import dev.omnipoints.loyalty.ledger.Decide;
import dev.omnipoints.loyalty.ledger.Decision;
import dev.omnipoints.loyalty.ledger.Envelope;
import dev.omnipoints.loyalty.ledger.Holdings;
import dev.omnipoints.loyalty.ledger.Key;
import dev.omnipoints.loyalty.ledger.Outcome;
import dev.omnipoints.loyalty.ledger.Reference;
import dev.omnipoints.loyalty.ledger.Row;
import dev.omnipoints.loyalty.ledger.Status;
import dev.omnipoints.loyalty.platform.Refused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Decides the postings of one batch in memory, in order, on what was read under the locks. */
final class BatchPlan {

    private final Instant clock;
    private final Locked locked;
    private final BatchReads.Read read;
    private final KnownKeys keys;
    private final Desks desks;
    private final RefusalLimit refusals;
    private final Changes changes;
    private final Map<AccountKey, Holdings> holdings;
    private final Map<Reference, Row> written = new HashMap<>();
    private final List<Row> refused = new ArrayList<>();

    BatchPlan(Instant clock, Locked locked, BatchReads.Read read, KnownKeys keys, Desks desks, RefusalLimit refusals) {
        this.clock = clock;
        this.locked = locked;
        this.read = read;
        this.keys = keys;
        this.desks = desks;
        this.refusals = refusals;
        this.holdings = new HashMap<>(read.holdings());
        this.changes = new Changes(locked.accounts().keySet());
    }

    Posted decide(Posting posting) {
        try {
            return decided(posting);
        } catch (ArithmeticException beyond) {
            return new Posted.Rejected(Outcome.Unwritten.POINTS_OUT_OF_RANGE);
        } catch (Refused denied) {
            return new Posted.Denied(denied);
        }
    }

    private Posted decided(Posting posting) {
        List<Account> accounts = locked.accounts(posting);
        if (accounts.isEmpty()) {
            return withoutAccount(posting);
        }
        Holdings first = holdings(accounts.getFirst());
        Holdings second = accounts.size() == 1 ? null : holdings(accounts.getLast());
        Instant now = first.account().now(clock);
        now = second == null ? now : second.account().now(now);
        Command command = posting.command().apply(now);
        if (command instanceof Command.SetStatus || command instanceof Command.Settle) {
            return settle(first, command, posting.envelope(), now);
        }
        Envelope envelope = envelope(posting, first.account());
        Row known = keys.find(first.account(), posting.accounts().getFirst().member(), envelope);
        if (known != null) {
            return repeated(posting, known, command);
        }
        Posted recorded = desks.recorded(posting, first.account());
        if (recorded != null) {
            return recorded;
        }
        gate(first, posting, 0, now);
        if (posting.sale() != null && first.account().status() == Status.CLOSED) {
            return forNoOne(posting, first, envelope, now);
        }
        if (isLimited(command) && isLimitReached(envelope.origin().caller(), first.account())) {
            return new Posted.RateLimited();
        }
        if (second != null) {
            gate(second, posting, 1, now);
            return between(first, second, (Command.Between) command, envelope, now);
        }
        return posting.isPlain()
                ? single(first, command, envelope, now)
                : accompanied(posting, first, command, envelope, now);
    }

    private Posted withoutAccount(Posting posting) {
        if (posting.goods() != null) {
            return desks.returns().withoutMember(posting);
        }
        return posting.sale() == null
                ? new Posted.Rejected(unknown(posting.command().apply(clock)))
                : forNoOne(posting, null, posting.envelope(), clock);
    }

    /**
     * A sale that is kept for no one. What comes back with it of a member who has left stands in their journal, each
     * return by its own id, for the sale's key is no row's.
     *
     * @param left whom it names, though they have left; null: no one
     */
    private Posted forNoOne(Posting posting, Holdings left, Envelope envelope, Instant now) {
        SaleDesk sales = desks.sales();
        Posted unkept = sales.unkept(posting);
        if (unkept != null) {
            return unkept;
        }
        SaleDesk.Alone alone = sales.alone(posting, left == null ? null : left.account(), now);
        List<Row> rows = new ArrayList<>();
        alone.goods().forEach((id, returned) -> {
            Envelope own = envelope.under(new Key(id, (short) 0));
            if (!(Decide.command(left, returned, own, now) instanceof Decision decision)) {
                throw new IllegalStateException("A return of a member who has left moves nothing");
            }
            write(left, decision);
            rows.add(decision.answer());
        });
        return sales.keepAlone(posting, alone, left == null ? null : left.account(), rows, now);
    }

    /** What was refused counts once it is recorded: a batch may have to run again. */
    void recorded() {
        refused.forEach(row -> refusals.count(row.origin().caller(), row.account(), clock));
    }

    /** What is to be written of accounts, lots, holds and the journal. */
    Changes changes() {
        return changes;
    }

    /** What is to be written beside. */
    Desks desks() {
        return desks;
    }

    /** What its command comes to hangs on rows of other features, which are certain only here. */
    private Posted accompanied(Posting posting, Holdings account, Command command, Envelope envelope, Instant now) {
        Desks.Ready ready = desks.ready(posting, account.account(), command);
        Outcome outcome = Decide.command(account, ready.command(), envelope, now);
        if (!(outcome instanceof Decision decision)) {
            return new Posted.Rejected((Outcome.Unwritten) outcome);
        }
        write(account, decision);
        Posted answer = answer(decision);
        try {
            return answer instanceof Posted.Done ? ready.keep().apply(decision, now) : answer;
        } catch (RuntimeException defect) {
            // It is decided: a refusal now would leave its points without what they are for.
            throw new IllegalStateException("What goes with a decision cannot be kept", defect);
        }
    }

    private Posted single(Holdings account, Command command, Envelope envelope, Instant now) {
        return switch (Decide.command(account, command, envelope, now)) {
            case Decision decision -> {
                write(account, decision);
                yield answer(decision);
            }
            case Outcome.Same(Reference end) -> new Posted.Done(row(end), null, true, true);
            case Outcome.Unwritten unwritten -> new Posted.Rejected(unwritten);
            case Outcome.Both both -> throw new IllegalStateException("One account alone was asked");
        };
    }

    private Posted between(Holdings first, Holdings second, Command.Between command, Envelope envelope, Instant now) {
        return switch (Decide.between(first, second, complete(command, second), envelope, now)) {
            case Outcome.Both(Decision mine, Decision others) -> {
                write(first, mine);
                if (others != null) {
                    write(second, others);
                }
                yield answer(mine);
            }
            case Outcome.Unwritten unwritten -> new Posted.Rejected(unwritten);
            case Decision decision -> throw new IllegalStateException("Two accounts were asked");
            case Outcome.Same same -> throw new IllegalStateException("No hold was asked for");
        };
    }

    /** What an undo has to know stands in the journal: what was brought, and what was earned under the name since. */
    private Command.Between complete(Command.Between command, Holdings second) {
        if (!(command instanceof Command.Unmerge)) {
            return command;
        }
        Account home = second.account();
        return new Command.Unmerge(
                read.brought().getOrDefault(home.key(), List.of()), read.since().getOrDefault(home.key(), Set.of()));
    }

    private Posted answer(Decision decision) {
        Row row = decision.answer();
        keys.add(row);
        if (row.refused() != null) {
            refused.add(row);
            return new Posted.Refused(row, false);
        }
        return new Posted.Done(row, null, false, false);
    }

    /** The key is known: the same request gets the first answer, another is told what differs. */
    private Posted repeated(Posting posting, Row known, Command command) {
        if (!KnownKeys.isSame(known, posting.envelope())) {
            return new Posted.KeyReused(KnownKeys.difference(known, command, posting.envelope()));
        }
        if (known.refused() != null) {
            return new Posted.Refused(known, true);
        }
        return new Posted.Done(known, desks.answer(posting, known), true, false);
    }

    private Posted settle(Holdings account, Command command, Envelope envelope, Instant now) {
        Outcome outcome = Decide.command(account, command, envelope, now);
        if (!(outcome instanceof Decision decision)) {
            return new Posted.Rejected((Outcome.Unwritten) outcome);
        }
        write(account, decision);
        return new Posted.Settled(
                decision.account().statusVersion(), !decision.rows().isEmpty());
    }

    /** A member context's newer status counts, unless the member was merged: the survivor has its own. */
    private void gate(Holdings account, Posting posting, int place, Instant now) {
        if (place >= posting.named().size()) {
            return;
        }
        Account named = posting.named().get(place);
        if (named.key().equals(account.account().key())) {
            account.gate(named.status(), named.statusVersion());
        }
        if (account.account().isToBeClosed()) {
            settle(account, new Command.Settle(), posting.envelope(), now);
        }
    }

    private void write(Holdings account, Decision decision) {
        account.apply(decision);
        changes.add(decision);
        decision.rows().forEach(row -> written.put(row.reference(), row));
        locked.accounts().put(decision.account().key(), decision.account());
    }

    private Holdings holdings(Account account) {
        return holdings.computeIfAbsent(account.key(), key -> Holdings.of(account));
    }

    private Row row(Reference reference) {
        Row row = written.getOrDefault(reference, read.rows().get(reference));
        if (row == null) {
            throw new IllegalStateException("A row that an answer needs was not read");
        }
        return row;
    }

    private static Envelope envelope(Posting posting, Account account) {
        AccountKey named = posting.accounts().getFirst();
        return named.equals(account.key())
                ? posting.envelope()
                : posting.envelope().naming(named.member());
    }

    private boolean isLimitReached(String caller, Account account) {
        long more = refused.stream()
                .filter(row ->
                        row.origin().caller().equals(caller) && row.account().equals(account.key()))
                .count();
        return refusals.isReached(caller, account.key(), clock, more);
    }

    private static boolean isLimited(Command command) {
        return switch (command) {
            case Command.Hold hold -> true;
            case Command.Redeem redeem -> true;
            case Command.Capture capture -> true;
            case Command.Transfer transfer -> true;
            default -> false;
        };
    }

    private static Outcome.Unwritten unknown(Command command) {
        return switch (command) {
            case Command.Capture capture -> Outcome.Unwritten.HOLD_UNKNOWN;
            case Command.Void released -> Outcome.Unwritten.HOLD_UNKNOWN;
            default -> Outcome.Unwritten.OPERATION_UNKNOWN;
        };
    }
}
