package dev.omnipoints.loyalty.sale;

import dev.omnipoints.contracts.loyalty.v1.QuoteRequest;
import dev.omnipoints.contracts.loyalty.v1.QuoteResponse;
import dev.omnipoints.contracts.loyalty.v1.Redeemable;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.earning.Awards;
import dev.omnipoints.loyalty.earning.Matched;
import dev.omnipoints.loyalty.earning.RuleBook;
import dev.omnipoints.loyalty.earning.Standing;
import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.Command;
import dev.omnipoints.loyalty.ledger.Decide;
import dev.omnipoints.loyalty.ledger.Status;
import dev.omnipoints.loyalty.operation.OperationRequests;
import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.platform.Wire;
import dev.omnipoints.loyalty.posting.Ledger;
import dev.omnipoints.loyalty.programme.Programme;
import dev.omnipoints.loyalty.programme.Programmes;
import dev.omnipoints.loyalty.programme.RedemptionRate;
import dev.omnipoints.loyalty.receipt.Awarded;
import dev.omnipoints.loyalty.receipt.Baskets;
import dev.omnipoints.loyalty.receipt.Form;
import dev.omnipoints.loyalty.receipt.Sale;
import dev.omnipoints.loyalty.rules.RuleFailures;
import dev.omnipoints.loyalty.rules.Rulebooks;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;

/** What a basket would earn, by rules and caps as they stand, and how much points could pay (earning.md, 2, 4). */
@ApplicationScoped
class Quotes {

    private final Programmes programmes;
    private final Rulebooks rules;
    private final RuleFailures failures;
    private final Ledger ledger;

    @Inject
    Quotes(Programmes programmes, Rulebooks rules, RuleFailures failures, Ledger ledger) {
        this.programmes = programmes;
        this.rules = rules;
        this.failures = failures;
        this.ledger = ledger;
    }

    /**
     * Quotes; writes nothing.
     *
     * @throws Refused what a sale with this basket would be refused with; tenders are not summed
     */
    Future<QuoteResponse> quote(SaleRequest request, QuoteRequest sent) {
        Sale sale = request.sale();
        Instant now = programmes.clock();
        if (sale.occurredAt() != null) {
            Form.occurredAt(sale.occurredAt());
        }
        Instant occurredAt = Decide.occurredAt(sale.occurredAt(), now);
        Programme programme = programmes.at(request.programme(), occurredAt);
        long total = SaleCheck.quoted(sale);
        SaleCheck.taken(sale, programme);
        RuleBook book = rules.current(request.programme());
        Matched matched = failures.counted(
                request.programme(),
                book,
                book.match(
                        Baskets.basket(sale, total),
                        request.occasion(request.account() != null, occurredAt),
                        Baskets.terms(programme)));
        if (request.account() == null) {
            return Future.succeededFuture(
                    answer(book, awards(matched, Standing.NEW, false)).build());
        }
        RedemptionRate rate = programmes.at(request.programme(), now).redemption();
        long asked = asked(sent, rate);
        return ledger.standing(request.account(), matched).map(stood -> {
            boolean earns = stood.account().status() == Status.ACTIVE;
            QuoteResponse.Builder answer = answer(book, awards(matched, stood.standing(), earns));
            answer.setBalance(Wire.balance(stood.account(), stood.asOf()));
            if (rate != null) {
                answer.setRedeemable(redeemable(rate, stood.account(), asked, total, sale.currency()));
            }
            return answer.build();
        });
    }

    private static Awards awards(Matched matched, Standing standing, boolean earns) {
        try {
            Awards awards = matched.award(standing);
            return earns ? awards : awards.without();
        } catch (ArithmeticException beyond) {
            throw Refused.of(
                    Reason.REASON_POINTS_OUT_OF_RANGE, "It would earn more than 10^12 points; check its amounts.");
        }
    }

    private static long asked(QuoteRequest sent, RedemptionRate rate) {
        return switch (sent.getAskedCase()) {
            case ASKED_POINTS -> OperationRequests.points(sent.getAskedPoints());
            case ASKED_MONEY -> {
                if (sent.getAskedMoney() < 1 || sent.getAskedMoney() > Command.POINTS_LIMIT) {
                    throw Refused.fieldInvalid(
                            "asked.money.amount", "Send minor units from 1 to " + Command.POINTS_LIMIT + ".");
                }
                yield rate == null ? 0 : rate.pointsFor(sent.getAskedMoney());
            }
            case ASKED_NOT_SET -> Command.POINTS_LIMIT;
        };
    }

    private static QuoteResponse.Builder answer(RuleBook book, Awards awards) {
        QuoteResponse.Builder answer =
                QuoteResponse.newBuilder().setPoints(awards.points()).setRulesVersion(book.number());
        awards.parts().forEach(part -> answer.addBreakdown(Awarded.of(part)));
        awards.codes().forEach(code -> answer.addCodes(Awarded.of(code)));
        return answer;
    }

    private static Redeemable redeemable(
            RedemptionRate rate, Account account, long asked, long total, String currency) {
        boolean spends = account.status() == Status.ACTIVE || account.status() == Status.UNCONFIRMED;
        long available = spends ? Math.max(0, account.counters().available()) : 0;
        long points = rate.wholeSteps(Math.min(Math.min(asked, available), rate.pointsOfShare(total)));
        return Redeemable.newBuilder()
                .setPoints(points)
                .setMoney(new Command.Rate(rate.points(), rate.money(), currency).moneyOf(points))
                .setStep(rate.step())
                .build();
    }
}
