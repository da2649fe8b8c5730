package dev.omnipoints.loyalty.ledger;

import dev.omnipoints.loyalty.ledger.Terms.Alignment;
import dev.omnipoints.loyalty.ledger.Terms.Expiry;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** What the tests of the pure heart share: one account, one noon, one till. */
final class Cases {

    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    static final AccountKey KEY = AccountKey.of("demo", new UUID(7, 9));
    static final Origin TILL = new Origin("till-1", (short) 1, "PAR-012", "T3", null);
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    private Cases() {}

    static Account account(Status status) {
        return Account.opened(KEY, status, 1);
    }

    /** An account that owes, as returns of spent points leave it. */
    static Account owing(long owed) {
        Counters counters = new Counters(0, 0, 0, owed, 0, owed, 0, 0, 0, 0);
        return with(counters);
    }

    static Terms days(int pendingDays, int usableDays) {
        return new Terms(
                PARIS, new Expiry.Period(usableDays, ChronoUnit.DAYS, Alignment.NONE), Terms.Pending.days(pendingDays));
    }

    static Envelope envelope(Instant occurredAt) {
        return new Envelope(TILL, Key.of("till-1", "k-1"), new byte[32], new UUID(1, 2), null, occurredAt);
    }

    /** An account that stands so. */
    static Account with(Counters counters) {
        return new Account(KEY, Status.ACTIVE, 1, counters, 0, Chain.START, null, null, null, null, List.of());
    }

    /** A sale's earn on an account of which nothing else was read. */
    static Decision earn(Account account, long points, Terms terms, Instant occurredAt, Instant now) {
        Command earn = new Command.Earn(points, terms, true, false);
        return (Decision) Decide.command(Holdings.of(account), earn, envelope(occurredAt), now);
    }

    /** What is due of an account that has these lots. */
    static Decision due(Account account, Collection<Lot> lots, Instant laterDueAt, Instant now) {
        Holdings holdings = new Holdings(account, laterDueAt);
        lots.forEach(holdings::add);
        return (Decision) Decide.command(holdings, new Command.Settle(), envelope(now), now);
    }
}
