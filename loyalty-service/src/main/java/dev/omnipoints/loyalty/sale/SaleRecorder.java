package dev.omnipoints.loyalty.sale;

import dev.omnipoints.loyalty.earning.Matched;
import dev.omnipoints.loyalty.earning.RuleBook;
import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Command;
import dev.omnipoints.loyalty.ledger.Decide;
import dev.omnipoints.loyalty.ledger.Envelope;
import dev.omnipoints.loyalty.ledger.Key;
import dev.omnipoints.loyalty.operation.OperationRequests;
import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.posting.Lanes;
import dev.omnipoints.loyalty.posting.Posted;
import dev.omnipoints.loyalty.posting.Posting;
import dev.omnipoints.loyalty.posting.SaleDraft;
import dev.omnipoints.loyalty.posting.SaleOutcome;
import dev.omnipoints.loyalty.programme.Programme;
import dev.omnipoints.loyalty.programme.Programmes;
import dev.omnipoints.loyalty.programme.RedemptionRate;
import dev.omnipoints.loyalty.receipt.Baskets;
import dev.omnipoints.loyalty.receipt.Form;
import dev.omnipoints.loyalty.receipt.Sale;
import dev.omnipoints.loyalty.receipt.Standings;
import dev.omnipoints.loyalty.returns.ReturnDrafts;
import dev.omnipoints.loyalty.rules.RuleFailures;
import dev.omnipoints.loyalty.rules.Rulebooks;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Takes a sale: checks it, finds its rules, hands it to the ledger. What happened is never lost (earning.md, 1). */
@ApplicationScoped
class SaleRecorder {

    /** A sale that is younger is online: what it says of points must be so. */
    private static final Duration ONLINE = Duration.ofMinutes(2);

    private final Programmes programmes;
    private final Rulebooks rules;
    private final RuleFailures failures;
    private final ReturnDrafts returns;
    private final Lanes lanes;

    @Inject
    SaleRecorder(Programmes programmes, Rulebooks rules, RuleFailures failures, ReturnDrafts returns, Lanes lanes) {
        this.programmes = programmes;
        this.rules = rules;
        this.failures = failures;
        this.returns = returns;
        this.lanes = lanes;
    }

    /**
     * Records the sale and what it earns in one commit.
     *
     * <p>What the programme's settings say against it, they say against a new sale alone: settings change, and the
     * answer to a key or receipt that is known does not.
     *
     * @throws Refused what {@link SaleCheck#total} throws; the future fails with what {@link SaleCheck#taken} throws
     */
    Future<Posted> record(SaleRequest request) {
        Sale sale = request.sale();
        Form.occurredAt(sale.occurredAt());
        Programme programme = programmes.at(request.programme(), sale.occurredAt());
        long total = SaleCheck.total(sale);
        return attempt(request, programme, total, 1);
    }

    /** Where a returned sale is claimed at the same time it is looked at again. */
    private Future<Posted> attempt(SaleRequest request, Programme programme, long total, int number) {
        return broughtBack(request)
                .compose(goods -> record(request, programme, total, goods))
                .compose(posted -> ReturnDrafts.isChanged(posted) && number < ReturnDrafts.ATTEMPTS
                        ? attempt(request, programme, total, number + 1)
                        : Future.succeededFuture(posted));
    }

    /** What comes back on the same receipt, made ready. */
    private Future<List<ReturnDrafts.Ready>> broughtBack(SaleRequest request) {
        List<Future<ReturnDrafts.Ready>> ready = new ArrayList<>();
        for (int i = 0; i < request.sale().returns().size(); i++) {
            ready.add(returns.ready(
                    request.programme(),
                    "returns[" + i + "].",
                    request.sale().returns().get(i),
                    null,
                    false,
                    request.goods().get(i)));
        }
        return ready.isEmpty()
                ? Future.succeededFuture(List.of())
                : Future.all(ready).map(all -> all.list());
    }

    private Future<Posted> record(
            SaleRequest request, Programme programme, long total, List<ReturnDrafts.Ready> goods) {
        RuleBook book = rules.current(request.programme());
        Rated rated = rated(request, total, programme, book);
        Sale sale = request.sale();
        UUID id = sale.receipt().saleId(request.programme());
        Envelope envelope = new Envelope(
                request.origin(),
                Key.of(request.origin().caller(), request.idempotencyKey()),
                sale.fingerprint(),
                id,
                null,
                sale.occurredAt());
        SaleDraft draft = draft(request, programme, total, goods, book, rated);
        Command.Earn earn =
                new Command.Earn(0, programme.terms(), true, sale.onUnknownMember() == Sale.OnUnknownMember.REFUSE);
        return lanes.submit(posting(request, programme, goods, earn, envelope, draft));
    }

    private static SaleDraft draft(
            SaleRequest request,
            Programme programme,
            long total,
            List<ReturnDrafts.Ready> goods,
            RuleBook book,
            Rated rated) {
        Sale sale = request.sale();
        UUID id = sale.receipt().saleId(request.programme());
        return new SaleDraft(
                id,
                request.programme(),
                sale.receipt().store(),
                sale.receipt().terminal(),
                sale.receipt().number(),
                sale.receipt().businessDate(),
                sale.currency(),
                total,
                request.basket(),
                request.context(),
                programme.version(),
                book.number(),
                request.memberNamed(),
                programme.saleAgeDays() == null ? null : Duration.ofDays(programme.saleAgeDays()),
                sale.onUnknownMember() == Sale.OnUnknownMember.REFUSE && request.memberNamed(),
                sale.sequence(),
                goods.stream().map(ReturnDrafts.Ready::draft).toList(),
                sale.paid(),
                rated.matched(),
                rated.denied(),
                outcome -> kept(id, request.memberNamed(), outcome));
    }

    private static SaleDraft.Kept kept(UUID id, boolean memberNamed, SaleOutcome outcome) {
        byte[] answer = SaleAnswer.of(id, memberNamed, outcome).toByteArray();
        return new SaleDraft.Kept(
                answer,
                outcome.account() == null
                        ? null
                        : Standings.toBytes(outcome.rating().standing()));
    }

    /** The rules that fit a new sale, or why the programme does not take it; the other is null. */
    private record Rated(Matched matched, Refused denied) {}

    private Rated rated(SaleRequest request, long total, Programme programme, RuleBook book) {
        try {
            SaleCheck.taken(request.sale(), programme);
        } catch (Refused denied) {
            return new Rated(null, denied);
        }
        Instant occurredAt = Decide.occurredAt(request.sale().occurredAt(), programmes.clock());
        // As of a member, whoever it is: what it could earn must be countable, or it can never be claimed.
        return new Rated(
                failures.counted(
                        request.programme(),
                        book,
                        book.match(
                                Baskets.basket(request.sale(), total),
                                request.occasion(true, occurredAt),
                                Baskets.terms(programme))),
                null);
    }

    /** A sale that names no one, but pays with the points of a hold, is of the hold's member. */
    private Posting posting(
            SaleRequest request,
            Programme programme,
            List<ReturnDrafts.Ready> goods,
            Command.Earn earn,
            Envelope envelope,
            SaleDraft draft) {
        List<Sale.Tender> paying = request.sale().paidWithPoints();
        if (paying.isEmpty() && goods.isEmpty()) {
            return Posting.sale(request.account(), null, now -> earn, envelope, draft);
        }
        return Posting.sale(
                request.account(),
                holder(request),
                now -> new Command.Sale(
                        goods.stream()
                                .filter(each -> each.member() != null)
                                .map(each -> each.template(programmes.at(programme.id(), now)))
                                .toList(),
                        paying.stream()
                                .map(tender -> tender(tender, request.sale(), programme, now))
                                .toList(),
                        earn),
                envelope,
                draft);
    }

    /** Whose hold pays, where no one is named; else null. */
    private static AccountKey holder(SaleRequest request) {
        List<Sale.Tender> paying = request.sale().paidWithPoints();
        if (paying.isEmpty() || request.account() != null || request.memberNamed()) {
            return null;
        }
        return AccountKey.of(
                request.programme(),
                OperationRequests.hold(paying.getFirst().holdId()).member());
    }

    private Command.Tender tender(Sale.Tender tender, Sale sale, Programme programme, Instant now) {
        RedemptionRate rate = programmes.at(programme.id(), now).redemption();
        return new Command.Tender(
                OperationRequests.hold(tender.holdId()),
                tender.amount(),
                sale.currency(),
                !sale.occurredAt().isBefore(now.minus(ONLINE)),
                programme.offlineOwed(),
                rate == null ? null : new Command.Rate(rate.points(), rate.money(), sale.currency()),
                programme.terms());
    }
}
