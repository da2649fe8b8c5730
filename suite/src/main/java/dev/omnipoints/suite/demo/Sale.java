package dev.omnipoints.suite.demo;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A purchase, paid by bank card.
 *
 * @param shop where
 * @param number of the receipt
 * @param gross minor units of EUR
 * @param discount of them
 */
record Sale(Shop shop, String number, String sku, String category, int quantity, long gross, long discount) {
    /**
     * A point of sale.
     *
     * @param channel as the demo tells it
     * @param apiKey its key
     */
    record Shop(String channel, String apiKey, String store, String terminal) {}

    long net() {
        return gross - discount;
    }

    /** What was paid, for people. */
    String price() {
        return money(net());
    }

    /** Minor units of EUR for people. */
    static String money(long cents) {
        return String.format("%d.%02d EUR", cents / 100, cents % 100);
    }

    /** As POST /v1/sales takes it. */
    String json(String card, Instant at) {
        return "{\"receipt\":{\"store\":\"" + shop.store() + "\",\"terminal\":\"" + shop.terminal() + "\",\"number\":\""
                + number + "\"},\"occurredAt\":\"" + at.truncatedTo(ChronoUnit.SECONDS)
                + "\",\"identity\":{\"type\":\"CARD\",\"value\":\"" + card + "\"},\"currency\":\"EUR\",\"lines\":["
                + "{\"lineId\":\"1\",\"sku\":\"" + sku + "\",\"category\":\"" + category + "\",\"quantity\":" + quantity
                + ",\"gross\":" + gross + ",\"discount\":" + discount + "}],\"tenders\":[{\"type\":\"CARD\",\"amount\":"
                + net() + "}]}";
    }
}
