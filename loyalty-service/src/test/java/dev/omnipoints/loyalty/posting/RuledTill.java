package dev.omnipoints.loyalty.posting;

import dev.omnipoints.contracts.loyalty.v1.Earned;
import dev.omnipoints.contracts.loyalty.v1.Sale;
import dev.omnipoints.contracts.loyalty.v1.SaleResult;
import dev.omnipoints.contracts.type.v1.Balance;
import dev.omnipoints.loyalty.Sales;
import dev.omnipoints.loyalty.earning.Basket;
import dev.omnipoints.loyalty.earning.Matched;
import dev.omnipoints.loyalty.earning.Occasion;
import dev.omnipoints.loyalty.earning.Rule;
import dev.omnipoints.loyalty.earning.RuleBook;
import dev.omnipoints.loyalty.earning.RulesVersion;
import dev.omnipoints.loyalty.earning.Terms;
import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.Command;
import dev.omnipoints.loyalty.ledger.Envelope;
import dev.omnipoints.loyalty.ledger.Key;
import dev.omnipoints.loyalty.ledger.Origin;
import dev.omnipoints.loyalty.receipt.Baskets;
import dev.omnipoints.loyalty.receipt.SaleReading;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Sales of 10.00 under one rule that gives so many points, capped. */
final class RuledTill {

    private static final Instant AT = Instant.parse("2026-11-21T10:15:00Z");
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    private final RuleBook rules;

    RuledTill(String rule, long points, Rule.Cap cap) {
        Rule capped = new Rule(
                rule,
                rule,
                null,
                null,
                null,
                Rule.SALE,
                Set.of(),
                Set.of(),
                null,
                Rule.MemberCondition.ANY,
                List.of(),
                Rule.LineSelection.ALL,
                Rule.BasketCondition.ANY,
                new Rule.Award.Fixed(BigDecimal.valueOf(points), false),
                Rule.Stacking.ADDITIVE,
                List.of(cap),
                Rule.Rounding.DEFAULT);
        this.rules = RuleBook.compile(new RulesVersion(1, List.of(capped), List.of()));
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
                1,
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
        return SaleResult.newBuilder()
                .setSaleId(SaleId.text(id))
                .setEarned(Earned.newBuilder().setPoints(outcome.row().points()))
                .setBalance(Balance.getDefaultInstance())
                .build()
                .toByteArray();
    }
}
