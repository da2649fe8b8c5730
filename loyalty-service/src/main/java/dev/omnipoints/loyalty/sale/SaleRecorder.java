package dev.omnipoints.loyalty.sale;

import dev.omnipoints.loyalty.earning.Matched;
import dev.omnipoints.loyalty.earning.RuleBook;
import dev.omnipoints.loyalty.earning.RulesVersion;
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
import dev.omnipoints.loyalty.posting.SaleId;
import dev.omnipoints.loyalty.programme.Programme;
import dev.omnipoints.loyalty.programme.Programmes;
import dev.omnipoints.loyalty.programme.RedemptionRate;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Takes a sale: checks it, finds its rules, hands it to the ledger. A sale that happened is never lost (earning.md, 1). */
@ApplicationScoped
class SaleRecorder {

    /** A sale that is younger is online: what it says of points must be so. */
    private static final Duration ONLINE = Duration.ofMinutes(2);

    static final RuleBook RATE_ALONE = RuleBook.compile(RulesVersion.NONE);

    private final Programmes programmes;
    private final Lanes lanes;

    @Inject
    SaleRecorder(Programmes programmes, Lanes lanes) {
        this.programmes = programmes;
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
        SaleCheck.occurredAt(sale.occurredAt());
        Programme programme = programmes.at(request.programme(), sale.occurredAt());
        long total = SaleCheck.total(sale);
        RuleBook book = RATE_ALONE;
        Rated rated = rated(request, total, programme, book);
        UUID id = saleId(request.programme(), sale.receipt());
        boolean refuse = sale.onUnknownMember() == Sale.OnUnknownMember.REFUSE;
        Envelope envelope = new Envelope(
                request.origin(),
                Key.of(request.origin().caller(), request.idempotencyKey()),
                sale.fingerprint(),
                id,
                null,
                sale.occurredAt());
        SaleDraft draft = new SaleDraft(
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
                refuse && request.memberNamed(),
                sale.sequence(),
                rated.matched(),
                rated.denied(),
                outcome -> new SaleDraft.Kept(
                        SaleAnswer.of(id, request.memberNamed(), outcome).toByteArray(),
                        outcome.account() == null
                                ? null
                                : Standings.toBytes(outcome.rating().standing())));
        Command.Earn earn = new Command.Earn(0, programme.terms(), true, refuse);
        return lanes.submit(posting(request, programme, earn, envelope, draft));
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
                book.match(
                        Baskets.basket(request.sale(), total),
                        Baskets.occasion(request, true, occurredAt),
                        Baskets.terms(programme)),
                null);
    }

    /** A sale that names no one, but pays with the points of a hold, is of the hold's member. */
    private Posting posting(
            SaleRequest request, Programme programme, Command.Earn earn, Envelope envelope, SaleDraft draft) {
        List<Sale.Tender> paying = request.sale().paidWithPoints();
        if (paying.isEmpty()) {
            return Posting.sale(request.account(), null, now -> earn, envelope, draft);
        }
        return Posting.sale(
                request.account(),
                holder(request),
                now -> new Command.Sale(
                        List.of(),
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

    /** The id that a receipt gives its sale. */
    static UUID saleId(String programme, Sale.Receipt receipt) {
        return SaleId.of(programme, receipt.store(), receipt.terminal(), receipt.businessDate(), receipt.number());
    }
}
