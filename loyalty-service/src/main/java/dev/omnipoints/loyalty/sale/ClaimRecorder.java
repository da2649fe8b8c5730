package dev.omnipoints.loyalty.sale;

import dev.omnipoints.contracts.loyalty.v1.ClaimSaleRequest;
import dev.omnipoints.contracts.loyalty.v1.Returned;
import dev.omnipoints.contracts.type.v1.CallerKind;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.earning.Basket;
import dev.omnipoints.loyalty.earning.Matched;
import dev.omnipoints.loyalty.earning.Occasion;
import dev.omnipoints.loyalty.earning.RuleBook;
import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.Command;
import dev.omnipoints.loyalty.ledger.Envelope;
import dev.omnipoints.loyalty.operation.Commander;
import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.platform.VerifiedCaller;
import dev.omnipoints.loyalty.platform.Wire;
import dev.omnipoints.loyalty.posting.ClaimDraft;
import dev.omnipoints.loyalty.posting.Lanes;
import dev.omnipoints.loyalty.posting.Posted;
import dev.omnipoints.loyalty.posting.Posting;
import dev.omnipoints.loyalty.posting.SaleId;
import dev.omnipoints.loyalty.programme.Programme;
import dev.omnipoints.loyalty.programme.Programmes;
import dev.omnipoints.loyalty.receipt.Baskets;
import dev.omnipoints.loyalty.receipt.SaleStore;
import dev.omnipoints.loyalty.receipt.Standings;
import dev.omnipoints.loyalty.returns.KeptBasket;
import dev.omnipoints.loyalty.rules.Rulebooks;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/**
 * Gives a sale that was kept without member, or of one who could not earn, to a member: once, by the rules of then, for
 * what is still kept of it (earning.md, 1).
 */
@ApplicationScoped
class ClaimRecorder {

    /** A sale of which goods come back at the same time is looked at again. */
    private static final int ATTEMPTS = 3;

    private final SaleStore sales;
    private final Programmes programmes;
    private final Rulebooks rules;
    private final Lanes lanes;

    @Inject
    ClaimRecorder(SaleStore sales, Programmes programmes, Rulebooks rules, Lanes lanes) {
        this.sales = sales;
        this.programmes = programmes;
        this.rules = rules;
        this.lanes = lanes;
    }

    /** Claims it in one commit; fails with SALE_UNKNOWN where there is none, or the member knows another. */
    Future<Posted> claim(VerifiedCaller caller, ClaimSaleRequest request) {
        Account account = Wire.account(caller.programme(), request.getMember());
        boolean member = caller.caller().getKind() == CallerKind.CALLER_KIND_MEMBER;
        if (member) {
            caller.requireSight(request.getMember().getMemberId());
            if (!request.hasTotal() || !request.hasDate()) {
                throw Refused.fieldInvalid("total", "Send what the receipt comes to, and its date, to claim it.");
            }
        } else {
            caller.requireOperating();
        }
        UUID id = SaleId.parse(request.getSaleId());
        if (id == null) {
            throw unknown();
        }
        return attempt(caller, request, account, id, 1);
    }

    private Future<Posted> attempt(
            VerifiedCaller caller, ClaimSaleRequest request, Account account, UUID id, int number) {
        return sales.find(caller.programme(), id).compose(sale -> {
            if (sale == null || !isKnown(caller.programme(), request, sale)) {
                return Future.failedFuture(unknown());
            }
            return UniHelper.toFuture(rules.of(caller.programme(), sale.rated().rulesVersion()))
                    .compose(book -> lanes.submit(posting(caller, request, account, sale, book)))
                    .compose(posted -> isChanged(posted) && number < ATTEMPTS
                            ? attempt(caller, request, account, id, number + 1)
                            : Future.succeededFuture(posted));
        });
    }

    /** What is sent of the receipt is so. */
    private boolean isKnown(String programme, ClaimSaleRequest request, SaleStore.Recorded sale) {
        boolean total = !request.hasTotal() || request.getTotal() == sale.total();
        String date = sale.occurredAt()
                .atZone(programmes.at(programme, sale.occurredAt()).zone())
                .toLocalDate()
                .toString();
        return total && (!request.hasDate() || request.getDate().equals(date));
    }

    private Posting posting(
            VerifiedCaller caller, ClaimSaleRequest request, Account account, SaleStore.Recorded sale, RuleBook book) {
        Programme then = programmes.version(caller.programme(), sale.rated().programmeVersion());
        MemberContext context = request.getMember();
        Occasion occasion = KeptBasket.occasion(sale, context);
        Basket sold = KeptBasket.sold(sale);
        Basket left = KeptBasket.left(sale);
        Matched whole = book.match(sold, occasion, Baskets.terms(then));
        ClaimDraft draft = new ClaimDraft(
                sale.id(),
                sale.earned().row(),
                sale.returned(),
                whole,
                left == null ? null : book.match(left, occasion, Baskets.terms(then)),
                context.toByteArray(),
                outcome -> kept(sale, outcome));
        Envelope envelope = Commander.envelope(
                caller,
                request.getIdempotencyKey(),
                Commander.fingerprint("CLAIM")
                        .text(request.getSaleId())
                        .number(request.hasTotal() ? (Long) request.getTotal() : null)
                        .text(request.hasDate() ? request.getDate() : null),
                sale.id(),
                sale.occurredAt());
        return Posting.claim(account, new Command.Earn(0, then.terms(), true, true), envelope, draft);
    }

    private static ClaimDraft.Kept kept(SaleStore.Recorded sale, ClaimDraft.Outcome outcome) {
        Returned returned = KeptBasket.returned(sale.returned());
        return new ClaimDraft.Kept(
                SaleAnswer.claimed(sale.answer(), outcome).toByteArray(),
                Standings.toBytes(outcome.standing()),
                returned.toBuilder()
                        .setTakenBack(outcome.leftOut())
                        .setLeftOut(outcome.leftOut())
                        .build()
                        .toByteArray());
    }

    private static Refused unknown() {
        return Refused.of(
                Reason.REASON_SALE_UNKNOWN, "No such sale; send the saleId that its answer gave, its total and date.");
    }

    private static boolean isChanged(Posted posted) {
        return posted instanceof Posted.SaleDenied(Refused reason)
                && reason.reason() == Reason.REASON_OPERATION_IN_PROGRESS;
    }
}
