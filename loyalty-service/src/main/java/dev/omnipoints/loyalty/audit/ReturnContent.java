package dev.omnipoints.loyalty.audit;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.omnipoints.contracts.loyalty.v1.Return;
import dev.omnipoints.contracts.loyalty.v1.ReturnResult;
import dev.omnipoints.contracts.type.v1.Receipt;
import dev.omnipoints.loyalty.ledger.Encoding;
import dev.omnipoints.loyalty.posting.ReturnDraft;
import dev.omnipoints.loyalty.posting.ReturnScan.StoredReturn;
import dev.omnipoints.loyalty.posting.SaleId;
import dev.omnipoints.loyalty.posting.SaleScan.ChangedSale;
import java.util.Arrays;
import java.util.UUID;

/**
 * Holds a stored return against its sale and the journal rows that it names, and its parts against one another. What
 * the till sent is bound to the chain, as a sale is: by the fingerprint of the row that answered; on the receipt of an
 * exchange by that sale's.
 */
final class ReturnContent {

    private static final int FINGERPRINT_VERSION = 1;

    private ReturnContent() {}

    static String where(StoredReturn goods) {
        return "return " + SaleId.text(goods.id());
    }

    /**
     * Throws {@link Lie} where a return is not as it must be.
     *
     * @param sale of which it came back
     */
    static void check(StoredReturn goods, ChangedSale sale) {
        String where = where(goods);
        require(
                goods.id().equals(ReturnDraft.id(goods.programme(), goods.store(), goods.returnId())),
                where,
                "has the id of another return");
        require(goods.bucket() == SaleId.bucket(goods.id()), where, "stands in a wrong bucket");
        require(goods.differs().isEmpty(), where, "its journal row is missing or differs: " + goods.differs());
        Return sent = Lie.unless(where, () -> body(goods));
        require(
                Arrays.equals(goods.fingerprint(), fingerprint(sent)),
                where,
                "has another body than was fingerprinted");
        boolean same = sent.getReturnId().equals(goods.returnId())
                && sent.getStore().equals(goods.store())
                && (sent.hasTerminal() ? sent.getTerminal().equals(goods.terminal()) : goods.terminal() == null);
        require(same, where, "has another body than its columns say");
        require(goods.sale().equals(sale(goods.programme(), sent.getReceipt())), where, "is of another sale");
        require(goods.programme().equals(sale.rated().programme()), where, "is of another programme's sale");
        boolean own = goods.row() == null
                ? sale.earn() == null
                : goods.original() != null
                        && (goods.original().equals(sale.earn())
                                || goods.original().equals(sale.earned()));
        require(own, where, "takes back what another operation earned");
        answered(where, goods);
    }

    private static void answered(String where, StoredReturn goods) {
        ReturnResult answer = Lie.unless(where, () -> answer(goods));
        boolean asIs = answer.getReturnId().equals(goods.returnId())
                && answer.getSaleId().equals(SaleId.text(goods.sale()))
                && answer.hasBalance() == (goods.row() != null)
                && (goods.row() == null
                        || answer.getBalance().getSeq() == goods.row().seq()
                                && answer.getBalance()
                                        .getMemberId()
                                        .equals(goods.row().member().toString()));
        require(asIs, where, "was answered as another return");
        require(
                answer.getTakenBack() == goods.points(),
                where,
                "its answer takes back " + answer.getTakenBack() + " points, its journal row " + goods.points());
        require(
                answer.getGivenBack() == goods.given(),
                where,
                "its answer gives back " + answer.getGivenBack() + " points, its journal rows " + goods.given());
        if (goods.byAnswer() != null) {
            boolean told = Lie.unless(where, () -> SaleContent.answer(goods.byAnswer()))
                    .getReturnsList()
                    .contains(answer);
            require(told, where, "is not in the answer of the sale on whose receipt it stands");
        }
    }

    /** @throws IllegalArgumentException it is none */
    static Return body(StoredReturn goods) {
        try {
            return Return.parseFrom(goods.body());
        } catch (InvalidProtocolBufferException cut) {
            throw new IllegalArgumentException("its body is no return", cut);
        }
    }

    /** @throws IllegalArgumentException it is none */
    static ReturnResult answer(StoredReturn goods) {
        try {
            return ReturnResult.parseFrom(goods.answer());
        } catch (InvalidProtocolBufferException cut) {
            throw new IllegalArgumentException("its answer is no answer", cut);
        }
    }

    private static UUID sale(String programme, Receipt receipt) {
        return SaleId.of(
                programme,
                receipt.getStore(),
                receipt.getTerminal(),
                receipt.hasBusinessDate() ? receipt.getBusinessDate() : null,
                receipt.getNumber());
    }

    private static byte[] fingerprint(Return sent) {
        Encoding out = new Encoding(FINGERPRINT_VERSION).text("RETURN");
        SaleContent.returned(out, sent);
        return out.sha256();
    }

    private static void require(boolean holds, String where, String otherwise) {
        if (!holds) {
            throw new Lie(where, otherwise);
        }
    }
}
