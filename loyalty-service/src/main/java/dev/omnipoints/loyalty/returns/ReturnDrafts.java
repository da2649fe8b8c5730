package dev.omnipoints.loyalty.returns;

import dev.omnipoints.contracts.loyalty.v1.Redeemed;
import dev.omnipoints.contracts.loyalty.v1.Returned;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.earning.Basket;
import dev.omnipoints.loyalty.earning.Occasion;
import dev.omnipoints.loyalty.earning.Rule;
import dev.omnipoints.loyalty.earning.RuleBook;
import dev.omnipoints.loyalty.earning.Tally;
import dev.omnipoints.loyalty.ledger.Command;
import dev.omnipoints.loyalty.ledger.Reference;
import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.posting.OperationId;
import dev.omnipoints.loyalty.posting.Posted;
import dev.omnipoints.loyalty.posting.ReturnDraft;
import dev.omnipoints.loyalty.posting.SaleState;
import dev.omnipoints.loyalty.programme.Programme;
import dev.omnipoints.loyalty.programme.Programmes;
import dev.omnipoints.loyalty.receipt.Baskets;
import dev.omnipoints.loyalty.receipt.Goods;
import dev.omnipoints.loyalty.receipt.SaleStore;
import dev.omnipoints.loyalty.rules.RuleFailures;
import dev.omnipoints.loyalty.rules.Rulebooks;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Makes ready what comes back: finds its sale, and how that was rated. */
@ApplicationScoped
public class ReturnDrafts {

    /** So often a sale that changes meanwhile is looked at again. */
    public static final int ATTEMPTS = 3;

    private final SaleStore sales;
    private final Programmes programmes;
    private final Rulebooks rules;
    private final RuleFailures failures;

    @Inject
    ReturnDrafts(SaleStore sales, Programmes programmes, Rulebooks rules, RuleFailures failures) {
        this.sales = sales;
        this.programmes = programmes;
        this.rules = rules;
        this.failures = failures;
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
        UUID sale = goods.receipt().saleId(programme);
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
        List<Command.GiveBack> paid = paid(programme, recorded);
        List<Reference> redeemed = paid.stream()
                .map(Command.GiveBack::original)
                .filter(Objects::nonNull)
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
                budgets(programme, recorded, book, sold),
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

    /** Rules whose budget it may have been counted in, and may be counted down. */
    private Set<String> budgets(String programme, SaleStore.Recorded recorded, RuleBook book, Basket sold) {
        Programme then = programmes.version(programme, recorded.rated().programmeVersion());
        return book
                .match(sold, KeptBasket.occasion(recorded, recorded.earned().context()), Baskets.terms(then))
                .needs()
                .stream()
                .filter(key -> key.per() == Rule.Per.TOTAL)
                .map(Tally.Key::rule)
                .collect(Collectors.toSet());
    }

    private Settlement settlement(String programme, SaleStore.Recorded recorded, RuleBook book, Basket sold) {
        SaleStore.Earned earned = recorded.earned();
        Programme then = programmes.version(programme, recorded.rated().programmeVersion());
        long leftOut = KeptBasket.returned(recorded.returned()).getLeftOut();
        Occasion occasion = KeptBasket.occasion(recorded, earned.context());
        return new Settlement(
                kept -> failures.counted(programme, book, book.match(kept, occasion, Baskets.terms(then))),
                sold,
                recorded.total(),
                earned.standing(),
                earned.answer().getEarned().getPoints() + leftOut,
                paid(programme, recorded).stream()
                        .mapToLong(Command.GiveBack::points)
                        .sum(),
                programmes.now(programme).returnByShare());
    }

    private static ReturnDraft.Plan plan(
            String path, Goods goods, Settlement settlement, List<Command.GiveBack> paid, SaleState state) {
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

    /** What paid of a sale: its redemptions, and what an offline tender made its member owe. */
    private List<Command.GiveBack> paid(String programme, SaleStore.Recorded recorded) {
        List<Command.GiveBack> paid = new ArrayList<>();
        for (Redeemed redeemed : recorded.answer().getRedeemedList()) {
            Reference operation = OperationId.parse(redeemed.getRedemptionId()).row();
            paid.add(new Command.GiveBack(operation, redeemed.getPoints()));
        }
        boolean owed = recorded.answer().hasBalance()
                && programmes
                        .version(programme, recorded.rated().programmeVersion())
                        .offlineOwed();
        if (owed && recorded.answer().getShort() > 0) {
            paid.add(new Command.GiveBack(null, recorded.answer().getShort()));
        }
        return paid;
    }

    /** From the first that paid on, what earlier returns gave back left out. */
    private static List<Command.GiveBack> givenBack(List<Command.GiveBack> paid, long from, long to) {
        List<Command.GiveBack> given = new ArrayList<>();
        long begins = 0;
        for (Command.GiveBack each : paid) {
            long ends = begins + each.points();
            long points = Math.min(to, ends) - Math.max(from, begins);
            if (points > 0) {
                given.add(new Command.GiveBack(each.original(), points));
            }
            begins = ends;
        }
        return given;
    }
}
