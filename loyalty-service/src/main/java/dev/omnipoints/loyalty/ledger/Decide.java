package dev.omnipoints.loyalty.ledger;

import dev.omnipoints.loyalty.ledger.LotChange.Made;
import dev.omnipoints.loyalty.ledger.LotChange.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The heart: (account, what is due of it already done, command, now) → what changes and what is answered. Pure: no I/O,
 * no clock, nothing remembered.
 */
public final class Decide {

    /** How far ahead a till's clock may be; beyond, the sale is taken as now and flagged. */
    public static final Duration SKEW_LIMIT = Duration.ofMinutes(10);

    private Decide() {}

    /**
     * Decides a command on an account of which nothing is due at `now` (see {@link Due}).
     *
     * @param now the account's now ({@link Account#now}), in microseconds
     */
    public static Decision command(Account account, Command command, Envelope envelope, Instant now) {
        if (account.isDue(now)) {
            throw new IllegalStateException("What is due at " + account.nextDueAt() + " is to be done first");
        }
        return switch (command) {
            case Command.Earn earn -> earn(account, earn, envelope, now);
        };
    }

    /** When it happened, a till's clock that runs too far ahead corrected to `now`. */
    public static Instant occurredAt(Instant reported, Instant now) {
        return isSkewed(reported, now) ? now : reported;
    }

    /** Whether a till's clock runs too far ahead. */
    public static boolean isSkewed(Instant reported, Instant now) {
        return reported.isAfter(now.plus(SKEW_LIMIT));
    }

    private static Decision earn(Account account, Command.Earn earn, Envelope envelope, Instant now) {
        RowDraft draft = new RowDraft(account, envelope, Kind.EARN, now);
        return switch (account.status()) {
            case CLOSED -> refused(draft, Refusal.MEMBER_CLOSED, earn.points());
            case BLOCKED ->
                earn.refuseBlocked() ? refused(draft, Refusal.MEMBER_BLOCKED, earn.points()) : nothing(draft);
            case UNCONFIRMED -> nothing(draft);
            case ACTIVE -> earn.points() == 0 ? nothing(draft) : lot(draft, earn);
        };
    }

    private static Decision refused(RowDraft draft, Refusal refusal, long points) {
        Row row = draft.row(refusal, points, Counters.ZERO, List.of());
        return decision(draft.account(), row, List.of());
    }

    private static Decision nothing(RowDraft draft) {
        return decision(draft.account(), draft.row(null, 0, Counters.ZERO, List.of()), List.of());
    }

    /** The lot as it stands when it is recorded: a late sale's points may be usable, or expired, already. */
    private static Decision lot(RowDraft draft, Command.Earn earn) {
        long points = earn.points();
        Instant now = draft.now();
        Instant occurredAt = occurredAt(draft.envelope().occurredAt(), now);
        Instant availableAt = earn.terms().availableAt(occurredAt, now);
        Instant expiresAt = earn.terms().expiresAt(occurredAt);
        Part part;
        Counters change;
        long repaid = 0;
        if (availableAt.isAfter(now)) {
            part = Part.PENDING;
            change = Counters.earnedPending(points);
        } else if (expiresAt != null && !expiresAt.isAfter(now)) {
            part = Part.EXPIRED;
            change = Counters.earnedExpired(points);
        } else {
            repaid = Math.min(draft.account().counters().owed(), points);
            part = Part.REMAINING;
            change = Counters.earnedSpendable(points, repaid);
        }
        LotId id = new LotId(draft.account().key().member(), draft.account().seq() + 1, 0);
        LotChange made = new LotChange(id, part, points - repaid, new Made(points, availableAt, expiresAt));
        return decision(draft.account(), draft.row(null, points, change, List.of(made)), List.of(made.newLot()));
    }

    private static Decision decision(Account before, Row row, List<Lot> lots) {
        Instant dueAt = lots.stream().map(Lot::dueAt).reduce(before.nextDueAt(), Due::earlier);
        return new Decision(before.after(row, dueAt), List.of(row), lots);
    }
}
