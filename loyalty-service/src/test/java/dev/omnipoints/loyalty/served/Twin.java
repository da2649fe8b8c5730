package dev.omnipoints.loyalty.served;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.Message;
import dev.omnipoints.contracts.loyalty.v1.Possession;
import dev.omnipoints.contracts.loyalty.v1.RecordSaleRequest;
import dev.omnipoints.contracts.type.v1.Money;
import dev.omnipoints.loyalty.ledger.Commands;
import dev.omnipoints.loyalty.model.Ask;
import dev.omnipoints.loyalty.model.Asked;
import dev.omnipoints.loyalty.model.Told;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/**
 * A command as someone sends it who has no right to, or not as it has to be, just before the lawful one and under the
 * same key: it is to be refused, to leave no trace, and to leave the key to the other.
 *
 * @param expected what it is to be told, by what the other is told
 */
record Twin(CompletableFuture<Answer> answer, UnaryOperator<Told> expected) {

    private static final int ONE_IN = 10;

    /** Null: the command has none. */
    static Twin of(Asked asked, Requests requests) {
        int dice = asked.key() == null ? 1 : Math.floorMod(asked.key().hashCode(), 2 * ONE_IN);
        if (dice % ONE_IN != 0 || !Commands.inRange(asked.ask())) {
            return null;
        }
        return switch (asked.ask()) {
            case Ask.Hold ask
            when dice > 0 ->
                twin(
                        requests.redemptions(asked)
                                .hold(Requests.hold(asked, ask)
                                        .setPossession(Possession.POSSESSION_PHONE)
                                        .build()),
                        Twin::unproven);
            case Ask.Hold ask ->
                twin(
                        requests.redemptions(asked)
                                .hold(Requests.hold(asked, ask)
                                        .setMoney(
                                                Money.newBuilder().setAmount(1).setCurrency("USD"))
                                        .build()),
                        Twin::foreign);
            case Ask.Redeem ask ->
                twin(
                        requests.redemptions(asked)
                                .redeem(Requests.redeem(asked, ask)
                                        .clearPossession()
                                        .build()),
                        Twin::unproven);
            case Ask.Earn ask ->
                twin(
                        requests.operations(asked)
                                .earn(Requests.earn(asked, ask)
                                        .clearIdempotencyKey()
                                        .build()),
                        told -> new Told.Rejected("IDEMPOTENCY_KEY_MISSING"));
            case Ask.Sale ask -> sale(asked, Requests.sale(asked, ask), requests);
            default -> null;
        };
    }

    private static Twin sale(Asked asked, RecordSaleRequest.Builder sale, Requests requests) {
        long paid = sale.getSale().getTenders(0).getAmount();
        sale.getSaleBuilder().getTendersBuilder(0).setAmount(paid + 1);
        return twin(requests.sales(asked).recordSale(sale.build()), told -> new Told.Rejected("TENDERS_DO_NOT_ADD_UP"));
    }

    private static Twin twin(ListenableFuture<? extends Message> call, UnaryOperator<Told> expected) {
        return new Twin(Answer.to(call), expected);
    }

    /** Proof is asked for where the key is new; whoever is known, or invalid, is told what the other is told. */
    private static Told unproven(Told lawful) {
        return isNew(lawful) ? new Told.Rejected("NOT_GRANTED") : lawful;
    }

    /** So is the currency; by money it is another request than by points. */
    private static Told foreign(Told lawful) {
        return switch (lawful) {
            case Told.First first -> new Told.KeyReused("body");
            case Told.KeyReused reused -> reused.field().equals("kind") ? reused : new Told.KeyReused("body");
            default -> isNew(lawful) ? new Told.Rejected("CURRENCY_NOT_ACCEPTED") : lawful;
        };
    }

    private static boolean isNew(Told lawful) {
        return lawful instanceof Told.Done || lawful instanceof Told.Refused;
    }
}
