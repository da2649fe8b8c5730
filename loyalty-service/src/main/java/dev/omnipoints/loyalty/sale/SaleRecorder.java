package dev.omnipoints.loyalty.sale;

import dev.omnipoints.loyalty.earning.Award;
import dev.omnipoints.loyalty.earning.Rating;
import dev.omnipoints.loyalty.ledger.Command;
import dev.omnipoints.loyalty.ledger.Envelope;
import dev.omnipoints.loyalty.ledger.Key;
import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.posting.Lanes;
import dev.omnipoints.loyalty.posting.Posted;
import dev.omnipoints.loyalty.posting.Posting;
import dev.omnipoints.loyalty.posting.SaleDraft;
import dev.omnipoints.loyalty.posting.SaleId;
import dev.omnipoints.loyalty.programme.Programme;
import dev.omnipoints.loyalty.programme.Programmes;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;

/** Takes a sale: checks it, rates it, hands it to the ledger. A sale that happened is never lost (earning.md, 1). */
@ApplicationScoped
class SaleRecorder {

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
     * @throws Refused what {@link SaleCheck#total} throws; the future fails with what {@link SaleCheck#taken} and
     *     {@link Rating#rate} throw
     */
    Future<Posted> record(SaleRequest request) {
        Sale sale = request.sale();
        SaleCheck.occurredAt(sale.occurredAt());
        Programme programme = programmes.at(request.programme(), sale.occurredAt());
        long total = SaleCheck.total(sale);
        boolean refuse = sale.onUnknownMember() == Sale.OnUnknownMember.REFUSE;
        Rated rated = rated(sale, total, programme);
        UUID id = saleId(request.programme(), sale.receipt());
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
                request.memberNamed(),
                programme.saleAgeDays() == null ? null : Duration.ofDays(programme.saleAgeDays()),
                refuse && request.memberNamed(),
                rated.denied(),
                outcome -> SaleAnswer.of(id, request.memberNamed(), rated.award(), outcome)
                        .toByteArray());
        long points = rated.award() == null ? 0 : rated.award().points();
        Command earn = request.account() == null ? null : new Command.Earn(points, programme.terms(), true, refuse);
        return lanes.submit(Posting.sale(request.account(), earn, envelope, draft));
    }

    /** What a new sale earns, or why the programme does not take it; the other is null. */
    private record Rated(Award award, Refused denied) {}

    private static Rated rated(Sale sale, long total, Programme programme) {
        try {
            SaleCheck.taken(sale, programme);
            return new Rated(Rating.rate(programme, sale.currency(), total), null);
        } catch (Refused denied) {
            return new Rated(null, denied);
        }
    }

    /** The id that a receipt gives its sale. */
    static UUID saleId(String programme, Sale.Receipt receipt) {
        return SaleId.of(programme, receipt.store(), receipt.terminal(), receipt.businessDate(), receipt.number());
    }
}
