package dev.omnipoints.loyalty.sale;

import dev.omnipoints.contracts.loyalty.v1.ClaimSaleRequest;
import dev.omnipoints.contracts.loyalty.v1.Returned;
import dev.omnipoints.contracts.type.v1.CallerKind;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.confirmation.Confirming;
import dev.omnipoints.loyalty.confirmation.Waiting;
import dev.omnipoints.loyalty.earning.Basket;
import dev.omnipoints.loyalty.earning.Matched;
import dev.omnipoints.loyalty.earning.Occasion;
import dev.omnipoints.loyalty.earning.RuleBook;
import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.Command;
import dev.omnipoints.loyalty.ledger.Envelope;
import dev.omnipoints.loyalty.ledger.Key;
import dev.omnipoints.loyalty.ledger.Origin;
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
import dev.omnipoints.loyalty.returns.ReturnDrafts;
import dev.omnipoints.loyalty.rules.RuleFailures;
import dev.omnipoints.loyalty.rules.Rulebooks;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Gives a sale that was kept without member, or of one who could not earn, to a member: once, by the rules of then, for
 * what is still kept of it (earning.md, 1).
 */
@ApplicationScoped
class ClaimRecorder implements Confirming {

    private final SaleStore sales;
    private final Programmes programmes;
    private final Rulebooks rules;
    private final RuleFailures failures;
    private final Lanes lanes;

    @Inject
    ClaimRecorder(SaleStore sales, Programmes programmes, Rulebooks rules, RuleFailures failures, Lanes lanes) {
        this.sales = sales;
        this.programmes = programmes;
        this.rules = rules;
        this.failures = failures;
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
        Claim claim = new Claim(
                caller.programme(),
                account,
                request.getMember(),
                sale -> isKnown(caller.programme(), request, sale),
                sale -> envelope(caller, request, sale));
        return attempt(claim, id, 1);
    }

    @Override
    public Future<List<Waiting>> waiting(Waiting after, int limit) {
        return sales.awaiting(after, limit);
    }

    @Override
    public Future<Posted> confirm(Account confirmed, UUID sale) {
        String programme = confirmed.key().programme();
        return attempt(new Claim(programme, confirmed, null, found -> true, ClaimRecorder::confirmation), sale, 1);
    }

    /** As of the receipt, like every claim: its points live as long as if they had been given then. */
    private static Envelope confirmation(SaleStore.Recorded sale) {
        return new Envelope(
                Origin.LEDGER,
                Key.of(Origin.LEDGER.caller(), "confirm " + SaleId.text(sale.id())),
                Commander.fingerprint("CONFIRM SALE").sha256(),
                sale.id(),
                null,
                sale.occurredAt());
    }

    /**
     * A claim of a sale that is to be looked up.
     *
     * @param context of the member, for a sale that names no one; null: that of the sale
     */
    private record Claim(
            String programme,
            Account account,
            MemberContext context,
            Predicate<SaleStore.Recorded> known,
            Function<SaleStore.Recorded, Envelope> envelope) {}

    private Future<Posted> attempt(Claim claim, UUID id, int number) {
        return sales.find(claim.programme(), id).compose(sale -> {
            if (sale == null || !claim.known().test(sale)) {
                return Future.failedFuture(unknown());
            }
            return UniHelper.toFuture(rules.of(claim.programme(), sale.rated().rulesVersion()))
                    .compose(book -> lanes.submit(posting(claim, sale, book)))
                    .compose(posted -> ReturnDrafts.isChanged(posted) && number < ReturnDrafts.ATTEMPTS
                            ? attempt(claim, id, number + 1)
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

    private static Envelope envelope(VerifiedCaller caller, ClaimSaleRequest request, SaleStore.Recorded sale) {
        return Commander.envelope(
                caller,
                request.getIdempotencyKey(),
                Commander.fingerprint("CLAIM")
                        .text(request.getSaleId())
                        .number(request.hasTotal() ? (Long) request.getTotal() : null)
                        .text(request.hasDate() ? request.getDate() : null),
                sale.id(),
                sale.occurredAt());
    }

    private Posting posting(Claim claim, SaleStore.Recorded sale, RuleBook book) {
        Programme then = programmes.version(claim.programme(), sale.rated().programmeVersion());
        MemberContext context = context(claim, sale);
        Occasion occasion = KeptBasket.occasion(sale, context);
        Basket left = KeptBasket.left(sale);
        ClaimDraft draft = new ClaimDraft(
                sale.id(),
                sale.earned().row(),
                sale.returned(),
                matched(claim.programme(), book, KeptBasket.sold(sale), occasion, then),
                left == null ? null : matched(claim.programme(), book, left, occasion, then),
                context == null ? null : context.toByteArray(),
                outcome -> kept(sale, outcome));
        Command.Earn earn = new Command.Earn(0, then.terms(), true, true);
        Envelope envelope = claim.envelope().apply(sale);
        return Posting.claim(claim.account(), earn, envelope, draft);
    }

    private Matched matched(String programme, RuleBook book, Basket basket, Occasion occasion, Programme then) {
        return failures.counted(programme, book, book.match(basket, occasion, Baskets.terms(then)));
    }

    /** As of the receipt, where it names its member; else what is told of the member now. */
    private static MemberContext context(Claim claim, SaleStore.Recorded sale) {
        boolean known = sale.member() != null && sale.earned().context() != null;
        return known || claim.context() == null ? sale.earned().context() : claim.context();
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
}
