package dev.omnipoints.loyalty.returns;

import dev.omnipoints.contracts.loyalty.v1.Redeemed;
import dev.omnipoints.contracts.loyalty.v1.Returned;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.earning.Basket;
import dev.omnipoints.loyalty.earning.RuleBook;
import dev.omnipoints.loyalty.ledger.Command;
import dev.omnipoints.loyalty.ledger.Reference;
import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.posting.OperationId;
import dev.omnipoints.loyalty.posting.Posted;
import dev.omnipoints.loyalty.posting.ReturnDraft;
import dev.omnipoints.loyalty.posting.SaleId;
import dev.omnipoints.loyalty.posting.SaleState;
import dev.omnipoints.loyalty.programme.Programme;
import dev.omnipoints.loyalty.programme.Programmes;
import dev.omnipoints.loyalty.receipt.Baskets;
import dev.omnipoints.loyalty.receipt.Goods;
import dev.omnipoints.loyalty.receipt.Sale;
import dev.omnipoints.loyalty.receipt.SaleStore;
import dev.omnipoints.loyalty.rules.Rulebooks;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Makes ready what comes back: finds its sale, and how that was rated. */
@ApplicationScoped
public class ReturnDrafts {

    /** So often a sale that changes meanwhile is looked at again. */
    public static final int ATTEMPTS = 3;

    private final SaleStore sales;
    private final Programmes programmes;
    private final Rulebooks rules;

    @Inject
    ReturnDrafts(SaleStore sales, Programmes programmes, Rulebooks rules) {
        this.sales = sales;
        this.programmes = programmes;
        this.rules = rules;
    }

    /**
     * A return that is ready to be posted.
     *
     * @param member in whose journal its sale stands; null: it is no one's
     */
    public record Ready(ReturnDraft draft, UUID member, SaleStore.Recorded sale, List<Reference> redeemed) {

        /**
         * Its command, without the numbers that the lock decides.
         *
         * @param programme the settings of now, whose policies hold
         */
        public Command.Return template(Programme programme) {
            return new Command.Return(
                    redeemed.stream().map(each -> new Command.GiveBack(each, 0)).toList(),
                    draft.earn(),
                    0,
                    null,
                    programme.policy(),
                    programme.terms());
        }
    }

    /**
     * Makes it ready; fails with RECEIPT_UNKNOWN while its sale is not there.
     *
     * @param path where it stands in the request
     * @param named the member whose identity was sent; null: none, or no one's
     * @param body as it was sent, as protobuf
     * @throws Refused FIELD_INVALID
     */
    public Future<Ready> ready(
            String programme, String path, Goods goods, UUID named, boolean memberNamed, byte[] body) {
        ReturnCheck.form(path, goods);
        UUID sale = saleId(programme, goods.receipt());
        return sales.find(programme, sale).compose(recorded -> {
            if (recorded == null) {
                return Future.failedFuture(Refused.of(
                        Reason.REASON_RECEIPT_UNKNOWN,
                        "No sale with this receipt was recorded yet; upload it, then send the return again."));
            }
            return UniHelper.toFuture(rules.of(programme, recorded.rated().rulesVersion()))
                    .map(book -> ready(programme, path, goods, named, memberNamed, body, recorded, book));
        });
    }

    private Ready ready(
            String programme,
            String path,
            Goods goods,
            UUID named,
            boolean memberNamed,
            byte[] body,
            SaleStore.Recorded recorded,
            RuleBook book) {
        List<Redeemed> paid = recorded.answer().getRedeemedList();
        List<Reference> redeemed = paid.stream()
                .map(each -> OperationId.parse(each.getRedemptionId()).row())
                .toList();
        Basket sold = KeptBasket.sold(recorded);
        ReturnDraft draft = new ReturnDraft(
                ReturnDraft.id(programme, goods.store(), goods.returnId()),
                programme,
                goods.store(),
                goods.terminal(),
                goods.returnId(),
                recorded.id(),
                recorded.earned().row(),
                named,
                memberNamed,
                goods.fingerprint(),
                body,
                state -> plan(path, goods, settlement(programme, recorded, book, sold), paid, state),
                (plan, outcome) ->
                        ReturnAnswer.of(goods, recorded.id(), plan, outcome).toByteArray());
        Reference earn = recorded.earned().row();
        return new Ready(draft, earn == null ? null : earn.member(), recorded, redeemed);
    }

    private Settlement settlement(String programme, SaleStore.Recorded recorded, RuleBook book, Basket sold) {
        SaleStore.Earned earned = recorded.earned();
        Programme then = programmes.version(programme, recorded.rated().programmeVersion());
        long leftOut = KeptBasket.returned(recorded.returned()).getLeftOut();
        return new Settlement(
                book,
                sold,
                recorded.total(),
                KeptBasket.occasion(recorded, earned.context()),
                Baskets.terms(then),
                earned.standing(),
                earned.answer().getEarned().getPoints() + leftOut,
                recorded.answer().getRedeemedList().stream()
                        .mapToLong(Redeemed::getPoints)
                        .sum(),
                programmes.now(programme).returnByShare());
    }

    private static ReturnDraft.Plan plan(
            String path, Goods goods, Settlement settlement, List<Redeemed> paid, SaleState state) {
        Returned returned = KeptBasket.returned(state.returned());
        Remainder before = Remainder.of(settlement.sold(), returned);
        Remainder after = before.less(path, goods);
        if (after == null) {
            return new ReturnDraft.Plan(true, 0, 0, List.of(), Map.of(), state.returned());
        }
        long taken = settlement.takenBack(after, returned.getTakenBack());
        long given = settlement.givenBack(after);
        byte[] kept = after.toProto()
                .setTakenBack(taken)
                .setGivenBack(given)
                .setLeftOut(returned.getLeftOut())
                .build()
                .toByteArray();
        return new ReturnDraft.Plan(
                false,
                after.money() - before.money(),
                taken - returned.getTakenBack(),
                givenBack(paid, returned.getGivenBack(), given),
                settlement.lowered(before, after),
                kept);
    }

    /** What was looked at has changed until the lock. */
    public static boolean isChanged(Posted posted) {
        return posted instanceof Posted.Denied(Refused reason)
                && reason.reason() == Reason.REASON_OPERATION_IN_PROGRESS;
    }

    /** From the first redemption on, what earlier returns gave back left out. */
    private static List<Command.GiveBack> givenBack(List<Redeemed> paid, long from, long to) {
        List<Command.GiveBack> given = new ArrayList<>();
        long begins = 0;
        for (Redeemed redeemed : paid) {
            long ends = begins + redeemed.getPoints();
            long points = Math.min(to, ends) - Math.max(from, begins);
            if (points > 0) {
                given.add(new Command.GiveBack(
                        OperationId.parse(redeemed.getRedemptionId()).row(), points));
            }
            begins = ends;
        }
        return given;
    }

    private static UUID saleId(String programme, Sale.Receipt receipt) {
        return SaleId.of(programme, receipt.store(), receipt.terminal(), receipt.businessDate(), receipt.number());
    }
}
