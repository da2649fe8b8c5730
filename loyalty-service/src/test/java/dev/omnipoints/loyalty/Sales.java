package dev.omnipoints.loyalty;

import com.google.protobuf.Timestamp;
import dev.omnipoints.contracts.loyalty.v1.RecordSaleRequest;
import dev.omnipoints.contracts.loyalty.v1.Sale;
import dev.omnipoints.contracts.loyalty.v1.SaleLine;
import dev.omnipoints.contracts.loyalty.v1.Tender;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.contracts.type.v1.MemberStatus;
import dev.omnipoints.contracts.type.v1.Receipt;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Sales for tests: each with a receipt and key of its own unless the test says otherwise. */
public final class Sales {
    private static final AtomicLong NUMBER = new AtomicLong();
    private static final String RUN = UUID.randomUUID().toString().substring(0, 8);

    private Sales() {}

    /** A number that no other test has. */
    public static String fresh() {
        return RUN + "-" + NUMBER.incrementAndGet();
    }

    public static MemberContext member(MemberStatus status, long version) {
        return MemberContext.newBuilder()
                .setMemberId(UUID.randomUUID().toString())
                .setStatus(status)
                .setStatusVersion(version)
                .build();
    }

    public static MemberContext active() {
        return member(MemberStatus.MEMBER_STATUS_ACTIVE, 1);
    }

    /** One line of so many cents, paid by card, now. */
    public static Sale.Builder sale(long cents) {
        return Sale.newBuilder()
                .setReceipt(receipt())
                .setOccurredAt(timestamp(Instant.now()))
                .setCurrency("EUR")
                .addLines(line("1", cents))
                .addTenders(Tender.newBuilder().setType("CARD").setAmount(cents));
    }

    public static SaleLine.Builder line(String id, long cents) {
        return SaleLine.newBuilder()
                .setLineId(id)
                .setSku("SER-30")
                .setQuantity(1)
                .setGross(cents);
    }

    public static Receipt.Builder receipt() {
        return Receipt.newBuilder().setStore("PAR-012").setTerminal("T3").setNumber(fresh());
    }

    public static RecordSaleRequest.Builder request(Sale.Builder sale) {
        return RecordSaleRequest.newBuilder().setIdempotencyKey(fresh()).setSale(sale);
    }

    public static RecordSaleRequest.Builder request(Sale.Builder sale, MemberContext member) {
        return request(sale).setMember(member).setMemberNamed(true);
    }

    public static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }

    public static Instant instant(Timestamp timestamp) {
        return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
    }
}
