package dev.omnipoints.loyalty.returns;

import dev.omnipoints.contracts.loyalty.v1.ReturnResult;
import dev.omnipoints.loyalty.ledger.Kind;
import dev.omnipoints.loyalty.ledger.LotChange;
import dev.omnipoints.loyalty.ledger.Row;
import dev.omnipoints.loyalty.platform.Wire;
import dev.omnipoints.loyalty.posting.ReturnDraft;
import dev.omnipoints.loyalty.posting.SaleId;
import dev.omnipoints.loyalty.receipt.Goods;
import java.util.UUID;

/** The answer to a return, made once from what became of it and kept with it. */
final class ReturnAnswer {

    private ReturnAnswer() {}

    static ReturnResult of(Goods goods, UUID sale, ReturnDraft.Plan plan, ReturnDraft.Outcome outcome) {
        ReturnResult.Builder answer = ReturnResult.newBuilder()
                .setReturnId(goods.returnId())
                .setSaleId(SaleId.text(sale))
                .setMoney(plan.money());
        if (outcome.rows().isEmpty()) {
            return answer.build();
        }
        Row taking = outcome.rows().getLast();
        long given = 0;
        long expired = 0;
        long owed = 0;
        for (Row row : outcome.rows()) {
            owed += row.change().owed();
            if (row != taking && (row.kind() == Kind.REVERSE || row.kind() == Kind.ADJUST)) {
                given += row.points();
                expired += row.change().expired();
            }
        }
        return answer.setTakenBack(taking.points())
                .setGivenBack(given)
                .setExpired(expired)
                .setAlreadyExpired(taking.lots().stream()
                        .filter(change -> change.part() == LotChange.Part.COUNTED)
                        .mapToLong(LotChange::points)
                        .sum())
                .setOwed(Math.max(0, owed))
                .setBalance(Wire.balance(taking.account().member(), taking.after(), taking.seq(), taking.recordedAt()))
                .build();
    }
}
