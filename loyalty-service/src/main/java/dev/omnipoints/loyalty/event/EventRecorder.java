package dev.omnipoints.loyalty.event;

import dev.omnipoints.contracts.loyalty.v1.NamedEvent;
import dev.omnipoints.contracts.loyalty.v1.PostEventRequest;
import dev.omnipoints.contracts.type.v1.Channel;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.loyalty.confirmation.Confirming;
import dev.omnipoints.loyalty.confirmation.Waiting;
import dev.omnipoints.loyalty.earning.Matched;
import dev.omnipoints.loyalty.earning.Occasion;
import dev.omnipoints.loyalty.earning.RuleBook;
import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.Command;
import dev.omnipoints.loyalty.ledger.Decide;
import dev.omnipoints.loyalty.ledger.Envelope;
import dev.omnipoints.loyalty.ledger.Key;
import dev.omnipoints.loyalty.ledger.Origin;
import dev.omnipoints.loyalty.operation.Commander;
import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.platform.VerifiedCaller;
import dev.omnipoints.loyalty.platform.Wire;
import dev.omnipoints.loyalty.posting.EventDraft;
import dev.omnipoints.loyalty.posting.Lanes;
import dev.omnipoints.loyalty.posting.Posted;
import dev.omnipoints.loyalty.posting.Posting;
import dev.omnipoints.loyalty.programme.Programme;
import dev.omnipoints.loyalty.programme.Programmes;
import dev.omnipoints.loyalty.receipt.Baskets;
import dev.omnipoints.loyalty.rules.RuleFailures;
import dev.omnipoints.loyalty.rules.Rulebooks;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Takes a named event: checks it, finds its rules, hands it to the ledger (earning.md, 2). What a member does before
 * they are confirmed is kept, and earns once that they are: as of when it happened, by the settings and rules of when
 * it was recorded.
 */
@ApplicationScoped
class EventRecorder implements Confirming {

    private final EventStore events;
    private final Programmes programmes;
    private final Rulebooks rules;
    private final RuleFailures failures;
    private final Lanes lanes;

    @Inject
    EventRecorder(EventStore events, Programmes programmes, Rulebooks rules, RuleFailures failures, Lanes lanes) {
        this.events = events;
        this.programmes = programmes;
        this.rules = rules;
        this.failures = failures;
        this.lanes = lanes;
    }

    /**
     * Records the event and what it earns in one commit.
     *
     * @throws Refused FIELD_INVALID, IDEMPOTENCY_KEY_MISSING
     */
    Future<Posted> post(VerifiedCaller caller, PostEventRequest request) {
        Event event = Event.of(request.getEvent());
        MemberContext member = request.getMember();
        Account account = Wire.account(caller.programme(), member);
        Envelope envelope =
                Commander.envelope(caller, request.getIdempotencyKey(), event.fingerprint(), null, event.occurredAt());
        Programme programme = programmes.at(caller.programme(), event.occurredAt());
        RuleBook book = rules.current(caller.programme());
        Occasion occasion = occasion(
                Wire.channel(caller.caller().getChannel()),
                envelope.origin().store(),
                envelope.origin().terminal(),
                Decide.occurredAt(event.occurredAt(), programmes.clock()),
                member,
                event);
        EventDraft draft = draft(programme, event, request.getEvent(), member, book, occasion, false);
        Integer days = programme.saleAgeDays();
        Duration limit = days == null ? null : Duration.ofDays(days);
        Command earn = Command.Earn.ofEvent(event.type(), programme.terms(), limit);
        return lanes.submit(Posting.event(account, now -> earn, envelope, draft));
    }

    @Override
    public Future<List<Waiting>> waiting(Waiting after, int limit) {
        return events.awaiting(after, limit);
    }

    @Override
    public Future<Posted> confirm(Account confirmed, UUID id) {
        String programme = confirmed.key().programme();
        return events.find(programme, id).compose(recorded -> {
            Programme then = programmes.version(programme, recorded.programmeVersion());
            Event event = Event.of(recorded.event());
            Occasion occasion = occasion(
                    Wire.channel(Channel.forNumber(recorded.channel())),
                    recorded.store(),
                    recorded.terminal(),
                    recorded.occurredAt(),
                    recorded.context(),
                    event);
            Envelope envelope = new Envelope(
                    Origin.LEDGER,
                    Key.of(Origin.LEDGER.caller(), "confirm event " + id),
                    Commander.fingerprint("CONFIRM EVENT").uuid(id).sha256(),
                    null,
                    null,
                    recorded.occurredAt());
            Command earn = Command.Earn.ofEvent(event.type(), then.terms(), null);
            return UniHelper.toFuture(rules.of(programme, recorded.rulesVersion()))
                    .compose(book -> lanes.submit(Posting.event(
                            confirmed,
                            now -> earn,
                            envelope,
                            draft(then, event, recorded.event(), recorded.context(), book, occasion, true))));
        });
    }

    private EventDraft draft(
            Programme programme,
            Event event,
            NamedEvent sent,
            MemberContext member,
            RuleBook book,
            Occasion occasion,
            boolean confirms) {
        Matched matched = failures.counted(programme.id(), book, book.match(null, occasion, Baskets.terms(programme)));
        return new EventDraft(
                EventDraft.id(programme.id(), event.source(), event.id()),
                programme.id(),
                event.source(),
                event.id(),
                event.type(),
                sent.toByteArray(),
                member.toByteArray(),
                programme.version(),
                book.number(),
                matched,
                confirms,
                outcome -> EventAnswer.of(event, outcome).toByteArray());
    }

    private static Occasion occasion(
            String channel, String store, String terminal, Instant occurredAt, MemberContext member, Event event) {
        return new Occasion(
                channel,
                store,
                terminal,
                occurredAt,
                true,
                "",
                Set.copyOf(member.getSegmentsList()),
                Set.copyOf(member.getFlagsList()),
                event.occasion());
    }
}
