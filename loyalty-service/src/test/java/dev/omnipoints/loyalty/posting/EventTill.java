package dev.omnipoints.loyalty.posting;

import dev.omnipoints.contracts.loyalty.v1.EventResult;
import dev.omnipoints.contracts.loyalty.v1.NamedEvent;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.loyalty.Sales;
import dev.omnipoints.loyalty.earning.Matched;
import dev.omnipoints.loyalty.earning.Occasion;
import dev.omnipoints.loyalty.earning.RuleBook;
import dev.omnipoints.loyalty.earning.Terms;
import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.Command;
import dev.omnipoints.loyalty.ledger.Encoding;
import dev.omnipoints.loyalty.ledger.Envelope;
import dev.omnipoints.loyalty.ledger.Key;
import dev.omnipoints.loyalty.ledger.Origin;
import dev.omnipoints.loyalty.receipt.Awarded;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;

/** Reviews under one rule that gives 10 points, capped; each posting under a key of its own. */
final class EventTill {

    private static final Instant AT = Instant.parse("2026-11-21T10:15:00Z");
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final String SOURCE = "shop";
    private static final String TYPE = "review";

    private final RuleBook rules;

    EventTill(RealLedger ledger, String cap) {
        this.rules = RuledTill.published(ledger, """
                {"rules": [{"id": "review", "name": "A review", "event": "review",
                  "award": {"fixed": {"points": "10"}}, "caps": [%s]}]}
                """.formatted(cap));
    }

    Posting review(Account member, String id) {
        return posting(member, id, false);
    }

    /** What it earns now that its member is confirmed. */
    Posting confirmation(Account member, String id) {
        return posting(member, id, true);
    }

    private Posting posting(Account member, String id, boolean confirms) {
        Occasion.Event event = new Occasion.Event(SOURCE, TYPE, Map.of());
        Occasion occasion = new Occasion("STORE", null, null, AT, true, "", Set.of(), Set.of(), event);
        Matched matched = rules.match(null, occasion, new Terms(1, PARIS, 0, 1, false, false));
        NamedEvent sent = NamedEvent.newBuilder()
                .setSource(SOURCE)
                .setId(id)
                .setType(TYPE)
                .setOccurredAt(Sales.timestamp(AT))
                .build();
        MemberContext context = MemberContext.newBuilder()
                .setMemberId(member.key().member().toString())
                .build();
        EventDraft draft = new EventDraft(
                EventDraft.id("demo", SOURCE, id),
                "demo",
                SOURCE,
                id,
                TYPE,
                sent.toByteArray(),
                context.toByteArray(),
                1,
                rules.number(),
                matched,
                confirms,
                outcome -> answer(sent, outcome));
        Origin origin = confirms ? Origin.LEDGER : new Origin("till", (short) 1, null, null, null);
        byte[] fingerprint = new Encoding().text("EVENT").text(id).sha256();
        Envelope envelope = new Envelope(origin, Key.of(origin.caller(), Till.newKey()), fingerprint, null, null, AT);
        dev.omnipoints.loyalty.ledger.Terms never = new dev.omnipoints.loyalty.ledger.Terms(
                PARIS,
                new dev.omnipoints.loyalty.ledger.Terms.Expiry.Never(),
                new dev.omnipoints.loyalty.ledger.Terms.Pending.None());
        return Posting.event(member, now -> Command.Earn.ofEvent(TYPE, never, null), envelope, draft);
    }

    private static byte[] answer(NamedEvent sent, EventDraft.Outcome outcome) {
        return EventResult.newBuilder()
                .setSource(sent.getSource())
                .setId(sent.getId())
                .setType(sent.getType())
                .setMemberId(outcome.account().key().member().toString())
                .setEarned(Awarded.earned(outcome.lot(), outcome.awards()))
                .build()
                .toByteArray();
    }
}
