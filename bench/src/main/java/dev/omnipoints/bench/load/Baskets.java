package dev.omnipoints.bench.load;

import com.google.protobuf.Timestamp;
import dev.omnipoints.contracts.loyalty.v1.RecordSaleRequest;
import dev.omnipoints.contracts.loyalty.v1.Sale;
import dev.omnipoints.contracts.loyalty.v1.SaleLine;
import dev.omnipoints.contracts.loyalty.v1.Tender;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.contracts.type.v1.MemberStatus;
import dev.omnipoints.contracts.type.v1.Receipt;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Sales of five lines, drawn from a seed; no receipt comes twice. For one thread. */
final class Baskets {
    private static final int LINES = 5;
    private static final int SKUS = 5_000;
    private static final int MOST = 5_000;
    private static final int MOST_PIECES = 3;
    private static final int TERMINALS = 40;
    private static final String STORE = "PAR-012";
    private static final String CATEGORY = "skincare/serum";

    /** A member who buys. */
    record Member(String card, String id) {}

    private final List<Member> members;
    private final Random random = new Random(20261122);
    /** Another run's receipts are not these. */
    private final String prefix = UUID.randomUUID().toString().substring(0, 8);

    private long number;

    Baskets(List<Member> members) {
        this.members = members;
    }

    /** As a till sends it. */
    String json(String now) {
        JsonArray lines = new JsonArray();
        long total = 0;
        for (int i = 1; i <= LINES; i++) {
            long gross = gross();
            total += gross;
            lines.add(new JsonObject()
                    .put("lineId", String.valueOf(i))
                    .put("sku", sku())
                    .put("category", CATEGORY)
                    .put("quantity", quantity())
                    .put("gross", gross));
        }
        JsonObject receipt =
                new JsonObject().put("store", STORE).put("terminal", terminal()).put("number", nextNumber());
        return new JsonObject()
                .put("receipt", receipt)
                .put("occurredAt", now)
                .put("identity", new JsonObject().put("type", "CARD").put("value", member().card()))
                .put("currency", "EUR")
                .put("lines", lines)
                .put(
                        "tenders",
                        new JsonArray().add(new JsonObject().put("type", "CARD").put("amount", total)))
                .encode();
    }

    /** As the gateway sends it on. */
    RecordSaleRequest request(Instant now) {
        Sale.Builder sale = Sale.newBuilder()
                .setReceipt(Receipt.newBuilder()
                        .setStore(STORE)
                        .setTerminal(terminal())
                        .setNumber(nextNumber()))
                .setOccurredAt(Timestamp.newBuilder().setSeconds(now.getEpochSecond()))
                .setCurrency("EUR");
        long total = 0;
        for (int i = 1; i <= LINES; i++) {
            long gross = gross();
            total += gross;
            sale.addLines(SaleLine.newBuilder()
                    .setLineId(String.valueOf(i))
                    .setSku(sku())
                    .setCategory(CATEGORY)
                    .setQuantity(quantity())
                    .setGross(gross));
        }
        sale.addTenders(Tender.newBuilder().setType("CARD").setAmount(total));
        return RecordSaleRequest.newBuilder()
                .setIdempotencyKey(prefix + "-" + number)
                .setSale(sale)
                .setMember(MemberContext.newBuilder()
                        .setMemberId(member().id())
                        .setStatus(MemberStatus.MEMBER_STATUS_ACTIVE)
                        .setStatusVersion(1))
                .setMemberNamed(true)
                .build();
    }

    /** The key of what was made last. */
    String key() {
        return prefix + "-" + number;
    }

    private String nextNumber() {
        return prefix + "-" + ++number;
    }

    private long gross() {
        return 100 + random.nextInt(MOST);
    }

    private String sku() {
        return "SKU-" + random.nextInt(SKUS);
    }

    private int quantity() {
        return 1 + random.nextInt(MOST_PIECES);
    }

    private String terminal() {
        return "T" + random.nextInt(TERMINALS);
    }

    private Member member() {
        return members.get(random.nextInt(members.size()));
    }
}
