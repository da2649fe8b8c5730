package dev.omnipoints.loyalty.posting;

import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.earning.Awards;
import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.Decide;
import dev.omnipoints.loyalty.ledger.Decision;
import dev.omnipoints.loyalty.ledger.Row;
import dev.omnipoints.loyalty.ledger.Status;
import dev.omnipoints.loyalty.platform.Refused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The named events of a batch: each is taken once, and what waits for a confirmation earns once. */
final class EventDesk {

    private final TallyDesk tallies;
    private final Map<UUID, EventTable.Known> events = new HashMap<>();
    private final List<EventTable.Fresh> fresh = new ArrayList<>();
    private final List<EventTable.Confirmed> confirmed = new ArrayList<>();

    EventDesk(Collection<EventTable.Known> locked, TallyDesk tallies) {
        this.tallies = tallies;
        locked.forEach(event -> events.put(event.id(), event));
    }

    /** Those that are to be written. */
    List<EventTable.Fresh> fresh() {
        return fresh;
    }

    /** Those that earned now. */
    List<EventTable.Confirmed> confirmed() {
        return confirmed;
    }

    boolean isEmpty() {
        return fresh.isEmpty() && confirmed.isEmpty();
    }

    /** The answer that was kept with an event. */
    byte[] answer(EventDraft draft) {
        return events.get(draft.id()).answer();
    }

    /** What is answered to an event that was taken before, or has earned; null: it is to be done. */
    Posted recorded(Posting posting, Account account) {
        EventTable.Known known = events.get(posting.event().id());
        if (posting.event().confirms()) {
            return known.awaits() ? null : new Posted.Done(null, known.answer(), true, true);
        }
        if (known == null) {
            return null;
        }
        boolean same = Arrays.equals(known.fingerprint(), posting.envelope().fingerprint())
                && SaleDesk.isOf(account, known.member());
        boolean sameKey = known.keyHash().equals(posting.envelope().key().hash());
        return same ? new Posted.Done(null, known.answer(), true, !sameKey) : new Posted.KeyReused("id");
    }

    /**
     * What an event earns, its member's status not looked at.
     *
     * @throws ArithmeticException more than can be counted
     * @throws Refused NOT_GRANTED where it is to be confirmed and its member is not
     */
    Awards rate(EventDraft draft, Account account) {
        if (draft.confirms() && account.status() != Status.ACTIVE) {
            throw Refused.of(Reason.REASON_NOT_GRANTED, "The member cannot earn; the event waits until they can.");
        }
        return draft.matched().award(tallies.standing(account, null, draft.matched()));
    }

    /** Keeps an event that was decided. Nothing lowers what it counts: what was limited to once stays so. */
    Posted keep(Posting posting, Decision decision, Awards awards, Instant now) {
        EventDraft draft = posting.event();
        Account account = decision.account();
        Row row = decision.answer();
        boolean earned = row.points() > 0;
        if (earned) {
            tallies.count(account.key(), awards.counted());
        }
        EventDraft.Outcome outcome = new EventDraft.Outcome(
                account,
                row,
                SaleDesk.made(decision),
                earned ? awards : awards.without(),
                Decide.isSkewed(posting.envelope().occurredAt(), now));
        byte[] answer = draft.answer().apply(outcome);
        if (draft.confirms()) {
            confirmed.add(new EventTable.Confirmed(
                    draft.id(), account.key().member(), row.seq(), row.points(), row.recordedAt(), answer));
            events.compute(draft.id(), (id, known) -> known.settled());
        } else {
            EventTable.Fresh event = new EventTable.Fresh(posting, outcome, answer);
            fresh.add(event);
            events.put(draft.id(), event.known());
        }
        return new Posted.Done(row, answer, false, false);
    }
}
