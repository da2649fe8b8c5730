package dev.omnipoints.loyalty.simulation;

import dev.omnipoints.contracts.loyalty.v1.RecordSaleRequest;
import dev.omnipoints.contracts.loyalty.v1.Sale;
import dev.omnipoints.contracts.loyalty.v1.SaleResult;
import dev.omnipoints.contracts.loyalty.v1.SaleServiceGrpc;
import dev.omnipoints.contracts.type.v1.Caller;
import dev.omnipoints.contracts.type.v1.Channel;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.contracts.type.v1.MemberStatus;
import dev.omnipoints.loyalty.Calls;
import dev.omnipoints.loyalty.Sales;
import dev.omnipoints.loyalty.Shop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Sales of some weeks, drawn from a seed: to be sold in one shop, and again alike in another. */
final class Quarter {

    /** A Monday, 0:00 in Paris. */
    static final Instant FROM = Instant.parse("2026-01-04T23:00:00Z");

    static final Instant TO = FROM.plus(Duration.ofDays(20));

    /** Sales before the period, in it, and after it. */
    static final int BEFORE = 6;

    static final int IN = 180;
    private static final int AFTER = 6;
    private static final Duration STEP = Duration.ofDays(20).dividedBy(IN);

    /**
     * A sale.
     *
     * @param buyer -1: kept for no one; 0: who is blocked; the last one: kept for no one and claimed
     */
    record Bought(int buyer, long cents, boolean fresh, Channel channel, Instant at) {}

    private final List<MemberContext> members;
    private final List<Bought> sales = new ArrayList<>();

    Quarter(int members, long seed) {
        Random random = new Random(seed);
        this.members = IntStream.rangeClosed(0, members)
                .mapToObj(i -> i == 0 ? Sales.member(MemberStatus.MEMBER_STATUS_BLOCKED, 1) : Sales.active())
                .toList();
        for (int i = -BEFORE; i < IN + AFTER; i++) {
            // What was sold before the period is of the first two, and nothing that caps would have counted.
            int buyer = i < 0 ? 1 + random.nextInt(2) : i == IN / 2 ? members : random.nextInt(members + 1) - 1;
            boolean fresh = i >= 0 && i != IN / 2 && random.nextBoolean();
            Channel channel = random.nextInt(3) == 0 ? Channel.CHANNEL_APP : Channel.CHANNEL_STORE;
            sales.add(new Bought(buyer, random.nextInt(4_000), fresh, channel, FROM.plus(STEP.multipliedBy(i))));
        }
    }

    List<Bought> sales() {
        return sales;
    }

    int claimer() {
        return members.size() - 1;
    }

    /** Sells them one after the other; what each was given, the claimed one by its claim. */
    List<SaleResult> sell(Shop shop) {
        List<SaleResult> sold = new ArrayList<>();
        for (Bought bought : sales) {
            Sale.Builder sale = Sales.sale(bought.cents()).setOccurredAt(Sales.timestamp(bought.at()));
            if (bought.fresh()) {
                sale.getLinesBuilder(0).addLabels("new");
            }
            boolean claimed = bought.buyer() == claimer();
            RecordSaleRequest.Builder request = bought.buyer() < 0 || claimed
                    ? Sales.request(sale)
                    : Sales.request(sale, members.get(bought.buyer()));
            SaleResult result =
                    till(shop, bought.channel()).recordSale(request.build()).getResult();
            sold.add(claimed ? shop.claim(result.getSaleId(), members.get(claimer())) : result);
        }
        return sold;
    }

    private static SaleServiceGrpc.SaleServiceBlockingStub till(Shop shop, Channel channel) {
        Caller caller = Calls.till(shop.programme(), "till-1").toBuilder()
                .setChannel(channel)
                .build();
        return Calls.as(SaleServiceGrpc.newBlockingStub(Calls.channel()), "channel-gateway", caller);
    }
}
