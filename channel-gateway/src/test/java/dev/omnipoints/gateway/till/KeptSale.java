package dev.omnipoints.gateway.till;

import static dev.omnipoints.gateway.MemberToken.MEMBER;

import dev.omnipoints.contracts.loyalty.v1.Award;
import dev.omnipoints.contracts.loyalty.v1.Earned;
import dev.omnipoints.contracts.loyalty.v1.EarnedState;
import dev.omnipoints.contracts.loyalty.v1.GetSaleResponse;
import dev.omnipoints.contracts.loyalty.v1.RecordSaleResponse;
import dev.omnipoints.contracts.loyalty.v1.SaleMemberStatus;
import dev.omnipoints.contracts.loyalty.v1.SaleResult;
import dev.omnipoints.contracts.type.v1.Channel;
import dev.omnipoints.gateway.Told;
import dev.omnipoints.gateway.platform.Times;

/** A sale as loyalty-service keeps it, and as the door tells it. */
final class KeptSale {
    static final String ID = "0123456789abcdef0123456789abcdef";
    static final String ANSWER = "{\"saleId\":\"" + ID + "\",\"memberId\":\"" + MEMBER
            + "\",\"memberStatus\":\"ACTIVE\",\"earned\":{\"points\":53,\"state\":\"AVAILABLE\","
            + "\"availableAt\":\"2026-11-21T10:15:00Z\",\"expiresAt\":\"2026-11-21T10:15:00Z\",\"breakdown\":["
            + "{\"rule\":\"base\",\"version\":1,\"base\":5382,\"points\":53,\"text\":\"1 point a euro\"}]},"
            + "\"balance\":{\"memberId\":\"" + MEMBER + "\",\"pending\":0,\"available\":53,\"held\":0,\"owed\":0,"
            + "\"seq\":1,\"asOf\":\"2026-11-21T10:15:00Z\"}}";

    private KeptSale() {}

    static RecordSaleResponse.Builder recorded() {
        return RecordSaleResponse.newBuilder()
                .setResult(SaleResult.newBuilder()
                        .setSaleId(ID)
                        .setMemberId(MEMBER)
                        .setMemberStatus(SaleMemberStatus.SALE_MEMBER_STATUS_ACTIVE)
                        .setEarned(Earned.newBuilder()
                                .setPoints(53)
                                .setState(EarnedState.EARNED_STATE_AVAILABLE)
                                .setAvailableAt(Times.to(Told.AT))
                                .setExpiresAt(Times.to(Told.AT))
                                .addBreakdown(Award.newBuilder()
                                        .setRule("base")
                                        .setVersion(1)
                                        .setBase(5382)
                                        .setPoints(53)
                                        .setText("1 point a euro")))
                        .setBalance(Told.balance(53, 1)));
    }

    static GetSaleResponse of(String store) {
        var sale = dev.omnipoints.contracts.loyalty.v1.Sale.newBuilder()
                .setReceipt(dev.omnipoints.contracts.type.v1.Receipt.newBuilder()
                        .setStore(store)
                        .setTerminal("T3")
                        .setNumber("000881"))
                .setOccurredAt(Times.to(Told.AT))
                .setCurrency("EUR")
                .addLines(dev.omnipoints.contracts.loyalty.v1.SaleLine.newBuilder()
                        .setLineId("1")
                        .setSku("SER-30")
                        .setCategory("skincare/serum")
                        .addLabels("new")
                        .setQuantity(2)
                        .setGross(5980)
                        .setDiscount(598)
                        .setTax(897))
                .addTenders(dev.omnipoints.contracts.loyalty.v1.Tender.newBuilder()
                        .setType("CARD")
                        .setAmount(5382));
        return GetSaleResponse.newBuilder()
                .setResult(recorded().getResult())
                .setSale(sale)
                .setChannel(Channel.CHANNEL_STORE)
                .setRecordedAt(Times.to(Told.AT))
                .build();
    }
}
