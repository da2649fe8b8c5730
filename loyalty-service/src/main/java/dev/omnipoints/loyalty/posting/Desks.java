package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.earning.Awards;
import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.Command;
import dev.omnipoints.loyalty.ledger.Decision;
import dev.omnipoints.loyalty.ledger.Row;
import dev.omnipoints.loyalty.platform.Refused;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;

/**
 * What goes with commands into a batch: rows of other features, each read under the locks, decided with the command and
 * written in its commit. The list is fixed at build time (ledger.md, 5, "Companions").
 */
record Desks(
        SaleDesk sales, ReturnDesk returns, ClaimDesk claims, EventDesk events, KeptSales kept, TallyDesk tallies) {

    static Desks of(
            List<SaleTable.Known> sales,
            List<ReturnTable.Known> returns,
            List<EventTable.Known> events,
            KeptSales kept,
            TallyDesk tallies,
            Instant clock) {
        ReturnDesk goods = new ReturnDesk(returns, kept, tallies, clock);
        return new Desks(
                new SaleDesk(sales, goods, tallies, clock),
                goods,
                new ClaimDesk(kept, tallies),
                new EventDesk(events, tallies),
                kept,
                tallies);
    }

    /**
     * A command with all its numbers.
     *
     * @param keep what is kept beside it once it is decided, and so its answer
     */
    record Ready(Command command, BiFunction<Decision, Instant, Posted> keep) {}

    /** Nothing is to be written. */
    boolean isEmpty() {
        return sales.fresh().isEmpty()
                && returns.fresh().isEmpty()
                && events.isEmpty()
                && kept.changed().isEmpty();
    }

    /** What is answered to what was recorded before by another name than its key, or is not taken; else null. */
    Posted recorded(Posting posting, Account account) {
        if (posting.goods() != null) {
            return returns.recorded(posting);
        }
        if (posting.claim() != null) {
            Refused refusal = claims.refusal(posting.claim(), account);
            return refusal == null ? null : new Posted.Denied(refusal);
        }
        return posting.event() == null ? sales.recorded(posting, account) : events.recorded(posting, account);
    }

    /** The answer that was kept beside a row; null: none was. */
    byte[] answer(Posting posting, Row row) {
        if (posting.goods() != null) {
            return returns.answer(posting.goods().id());
        }
        if (posting.claim() != null) {
            return claims.answer(posting.claim());
        }
        if (posting.event() != null) {
            return events.answer(posting.event());
        }
        return posting.sale() == null ? null : sales.answer(row.sale());
    }

    /**
     * Completes a command for an account as it stands.
     *
     * @throws Refused why it is not taken
     * @throws ArithmeticException more than can be counted
     */
    Ready ready(Posting posting, Account account, Command command) {
        if (posting.goods() != null) {
            ReturnDraft.Plan plan = returns.plan(posting.goods(), account);
            return new Ready(
                    ReturnDesk.command((Command.Return) command, plan),
                    (decision, now) -> returns.keep(posting, plan, decision, now));
        }
        if (posting.claim() != null) {
            ClaimDesk.Rated rated = claims.rate(posting, account);
            return new Ready(
                    ((Command.Earn) command).of(rated.awards().points()),
                    (decision, now) -> claims.keep(posting, decision, rated, now));
        }
        if (posting.event() != null) {
            Awards awards = events.rate(posting.event(), account);
            return new Ready(
                    ((Command.Earn) command).of(awards.points()),
                    (decision, now) -> events.keep(posting, decision, awards, now));
        }
        SaleDesk.Ready ready = sales.ready(posting, account, command);
        return new Ready(ready.command(), (decision, now) -> sales.keep(posting, ready, decision, now));
    }
}
