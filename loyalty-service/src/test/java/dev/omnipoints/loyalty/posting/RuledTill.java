package dev.omnipoints.loyalty.posting;

import dev.omnipoints.contracts.loyalty.v1.Award;
import dev.omnipoints.contracts.loyalty.v1.Earned;
import dev.omnipoints.contracts.loyalty.v1.Sale;
import dev.omnipoints.contracts.loyalty.v1.SaleResult;
import dev.omnipoints.contracts.type.v1.Balance;
import dev.omnipoints.loyalty.Sales;
import dev.omnipoints.loyalty.earning.Basket;
import dev.omnipoints.loyalty.earning.Matched;
import dev.omnipoints.loyalty.earning.Occasion;
import dev.omnipoints.loyalty.earning.RuleBook;
import dev.omnipoints.loyalty.earning.Terms;
import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.Command;
import dev.omnipoints.loyalty.ledger.Envelope;
import dev.omnipoints.loyalty.ledger.Key;
import dev.omnipoints.loyalty.ledger.Origin;
import dev.omnipoints.loyalty.receipt.Baskets;
import dev.omnipoints.loyalty.receipt.SaleReading;
import dev.omnipoints.loyalty.rules.RulesDocument;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Sales of 10.00 under one rule that gives so many points, capped. */
final class RuledTill {

    private static final Instant AT = Instant.parse("2026-11-21T10:15:00Z");
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    private static final String PROGRAMME = """
            INSERT INTO programme VALUES ('demo', 1, '1970-01-01Z', 'Europe/Paris', '{EUR}', 0, 1, 'NEVER', NULL, NULL,
                'NONE', NULL, 'NONE', NULL, NULL, 'DEBT', false, 'DIFFERENCE', 'OLD_EXPIRY', 30, 'KEEP', 900, 604800,
                50, NULL, 200, 'OWED', NULL, NULL, 1, 0, 100, false, false, '{}', now(), 'test')
            ON CONFLICT DO NOTHING
            """;
    private static final String RULES = """
            INSERT INTO rules_version SELECT 'demo', coalesce(max(number), 0) + 1, 'Rules', '%s', 1, gen_random_uuid(),
                '{ann}', now(), 'bob' FROM rules_version WHERE programme = 'demo'
            """;

    private final RuleBook rules;

    /** The rule is published for good: the auditor counts anew by it. */
    RuledTill(RealLedger ledger, String rule, long points, String cap) {
        String document = """
                {"rules": [{"id": "%1$s", "name": "%1$s", "award": {"fixed": {"points": "%2$d"}}, "caps": [%3$s]}]}
                """.formatted(rule, points, cap);
        this.rules = published(ledger, document);
    }

    /** Rules from now on, in the programme demo. */
    static RuleBook published(RealLedger ledger, String document) {
        ledger.execute(PROGRAMME);
        ledger.execute(RULES.formatted(document));
        long number = Long.parseLong(ledger.query("SELECT max(number) FROM rules_version WHERE programme = 'demo'")
                .getFirst());
        return RuleBook.compile(RulesDocument.of(document).read("", number));
    }

    Posting sale(Account member) {
        Sale.Builder sent = Sales.sale(1_000).setOccurredAt(Sales.timestamp(AT));
        dev.omnipoints.loyalty.receipt.Sale sale = SaleReading.sale(sent.build());
        UUID id = SaleId.of(
                "demo",
                sale.receipt().store(),
                sale.receipt().terminal(),
                null,
                sale.receipt().number());
        Basket basket = Baskets.basket(sale, 1_000);
        Occasion occasion = new Occasion("STORE", "PAR-012", "T3", AT, true, "", Set.of(), Set.of(), null);
        Matched matched = rules.match(basket, occasion, new Terms(1, PARIS, 0, 1, false, false));
        SaleDraft draft = new SaleDraft(
                id,
                "demo",
                sale.receipt().store(),
                sale.receipt().terminal(),
                sale.receipt().number(),
                null,
                "EUR",
                1_000,
                sent.build().toByteArray(),
                null,
                1,
                rules.number(),
                true,
                null,
                false,
                null,
                List.of(),
                1_000,
                matched,
                null,
                outcome -> new SaleDraft.Kept(answer(id, outcome), null));
        dev.omnipoints.loyalty.ledger.Terms never = new dev.omnipoints.loyalty.ledger.Terms(
                PARIS,
                new dev.omnipoints.loyalty.ledger.Terms.Expiry.Never(),
                new dev.omnipoints.loyalty.ledger.Terms.Pending.None());
        Envelope envelope = new Envelope(
                new Origin("till", (short) 1, "PAR-012", "T3", null),
                Key.of("till", Till.newKey()),
                sale.fingerprint(),
                id,
                null,
                AT);
        return Posting.sale(member, null, now -> new Command.Earn(0, never, true, false), envelope, draft);
    }

    private static byte[] answer(UUID id, SaleOutcome outcome) {
        Earned.Builder earned = Earned.newBuilder().setPoints(outcome.row().points());
        outcome.rating()
                .awards()
                .parts()
                .forEach(part -> earned.addBreakdown(
                        Award.newBuilder().setRule(part.rule()).setPoints(part.points())));
        return SaleResult.newBuilder()
                .setSaleId(SaleId.text(id))
                .setEarned(earned)
                .setBalance(Balance.getDefaultInstance())
                .build()
                .toByteArray();
    }
}
