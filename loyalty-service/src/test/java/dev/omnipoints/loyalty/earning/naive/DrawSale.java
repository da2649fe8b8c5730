package dev.omnipoints.loyalty.earning.naive;

import dev.omnipoints.loyalty.earning.Basket;
import dev.omnipoints.loyalty.earning.Occasion;
import dev.omnipoints.loyalty.earning.Terms;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Draws sales and events, all of them lawful, in a world so small that rules meet them. */
final class DrawSale {
    static final List<String> SKUS = List.of("SER-30", "CRM-50", "BAG", "SOAP", "CARD");
    static final List<String> CATEGORIES =
            List.of("skincare", "skincare/serum", "skincare/serum/night", "skincareful", "makeup/lips", "");
    static final List<String> LABELS = List.of("new", "bio", "gift-card");
    static final List<String> CHANNELS = List.of("STORE", "APP", "WEB");
    static final List<String> STORES = List.of("S1", "S2");
    static final List<String> TIERS = List.of("SILVER", "GOLD");
    static final List<String> SEGMENTS = List.of("skincare", "staff", "vip");
    static final List<String> FLAGS = List.of("isBirthday", "isNew");
    static final List<String> CODES = List.of("SERUM", "GIFT", "OLD");
    static final List<String> EVENTS = List.of("review", "sign-up");

    /** Clocks go back, and forward, at midnight in Cairo and at two elsewhere; quarters of an hour in Kathmandu. */
    static final List<String> ZONES =
            List.of("Europe/Paris", "America/New_York", "Pacific/Auckland", "Africa/Cairo", "Asia/Kathmandu", "UTC");

    private static final List<String> TIMES = List.of(
            "2026-03-29T02:30",
            "2026-04-24T00:15",
            "2026-10-25T02:30",
            "2026-10-30T00:00",
            "2026-10-29T23:30",
            "2026-11-01T01:30",
            "2026-10-31T23:59:59",
            "2026-11-01T00:00",
            "2026-11-02T00:00",
            "2026-11-21T12:00",
            "2026-11-21T17:00",
            "2026-11-22T01:30",
            "2026-12-31T23:59:59.999999999",
            "2027-01-01T00:00");

    private final Dice dice;

    DrawSale(Dice dice) {
        this.dice = dice;
    }

    Terms terms() {
        return new Terms(
                dice.between(1, 9),
                ZoneId.of(dice.one(ZONES)),
                dice.in100(30) ? 0 : dice.between(1, 3),
                dice.one(1L, 1L, 2L, 10L),
                dice.in100(30),
                dice.in100(50));
    }

    Occasion occasion(Terms terms, boolean event) {
        LocalDateTime local = LocalDateTime.parse(dice.one(TIMES));
        Instant at = local.atZone(terms.zone()).toInstant();
        if (dice.in100(30)) {
            at = at.plusSeconds(dice.between(-90_000, 90_000));
        }
        return new Occasion(
                dice.one(CHANNELS),
                dice.one(STORES),
                dice.one("T1", "T2"),
                at,
                dice.in100(97),
                dice.in100(30) ? "" : dice.one(TIERS),
                dice.some(SEGMENTS, 0, 3),
                dice.some(FLAGS, 0, 2),
                event ? event() : null);
    }

    private Occasion.Event event() {
        Map<String, Object> data = new LinkedHashMap<>();
        if (dice.in100(80)) {
            data.put("stars", dice.between(1, 5));
        }
        if (dice.in100(50)) {
            data.put("photo", dice.in100(50));
        }
        return new Occasion.Event(dice.one("shop", "app"), dice.one(EVENTS), data);
    }

    Basket basket() {
        int count = dice.in100(3) ? 40 : 1 + dice.upTo(4);
        // Ten times as much as usual, or so much that sums grow long; never beyond 64 bits.
        long most = dice.in100(3) ? 1_000_000_000_000L : dice.in100(20) ? 100_000 : 9_000;
        List<Basket.Line> lines = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            lines.add(line("l" + i, most));
        }
        String currency = dice.in100(75) ? "EUR" : dice.one("JPY", "KWD");
        List<String> codes = new ArrayList<>(dice.some(CODES, 0, 2));
        if (dice.in100(10)) {
            codes.add("NOPE");
        }
        Basket basket = new Basket(currency, lines, 0, Basket.Paid.NOTHING, codes);
        long discount = dice.in100(60) ? 0 : part(basket.total());
        long total = basket.total() - discount;
        Basket.Paid paid = dice.in100(60) ? Basket.Paid.NOTHING : new Basket.Paid(part(total), total);
        return new Basket(currency, lines, discount, paid, codes);
    }

    private Basket.Line line(String lineId, long most) {
        long gross = dice.in100(5) ? 0 : dice.in100(30) ? 100 * dice.between(1, most / 100) : dice.between(1, most);
        long discount = dice.in100(60) ? 0 : part(gross);
        long tax = dice.in100(30) ? 0 : dice.in100(5) ? gross - discount : (gross - discount) / 6;
        return new Basket.Line(
                lineId,
                dice.one(SKUS),
                dice.one(CATEGORIES),
                List.copyOf(dice.some(LABELS, 0, 2)),
                dice.in100(5) ? dice.between(1, 100_000) : dice.between(1, 5),
                gross,
                discount,
                tax);
    }

    private long part(long of) {
        return switch (dice.upTo(5)) {
            case 0 -> of;
            case 1 -> of / 2;
            case 2 -> of / 3;
            case 3 -> Math.min(of, 1);
            default -> dice.between(0, of);
        };
    }
}
