package dev.omnipoints.loyalty.earning.naive;

import dev.omnipoints.loyalty.earning.Basket;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Conditions that rule sets are drawn with, each beside what it means; some fail on some sales. */
final class Meanings {
    private static final Map<String, Predicate<Seen>> ON_SALES = new LinkedHashMap<>();
    private static final Map<String, Predicate<Seen>> ON_MEMBERS = new LinkedHashMap<>();
    private static final Map<String, Predicate<Seen>> ON_LINES = new LinkedHashMap<>();
    private static final Map<String, Predicate<Seen>> ON_EVENTS = new LinkedHashMap<>();

    static {
        ON_SALES.put("basket.total >= 5000", seen -> seen.basket().total() >= 5000);
        ON_SALES.put(
                "basket.lines.exists(l, l.sku == 'BAG')",
                seen -> seen.basket().lines().stream()
                        .anyMatch(line -> line.sku().equals("BAG")));
        ON_SALES.put(
                "basket.lines.all(l, l.net > 0)",
                seen -> seen.basket().lines().stream().allMatch(line -> line.net() > 0));
        ON_SALES.put(
                "basket.quantity > 3 && channel == 'STORE'",
                seen -> quantity(seen) > 3 && seen.occasion().channel().equals("STORE"));
        ON_SALES.put(
                "size(basket.lines) % 2 == 0", seen -> seen.basket().lines().size() % 2 == 0);
        ON_SALES.put("basket.lines[2].quantity > 1", seen -> third(seen).quantity() > 1);
        ON_SALES.put(
                "basket.net - basket.discount < 10000 || 'SERUM' in basket.codes",
                seen -> seen.basket().total() < 10000 || seen.basket().codes().contains("SERUM"));
        ON_SALES.put(
                "basket.currency != 'JPY'", seen -> !seen.basket().currency().equals("JPY"));
        ON_SALES.put(
                "basket.gross > basket.netExTax",
                seen -> seen.basket().lines().stream().anyMatch(line -> line.discount() + line.tax() > 0));
        ON_SALES.put(
                "time.date < '2026-11-01'", seen -> seen.local().toLocalDate().isBefore(LocalDate.of(2026, 11, 1)));

        ON_MEMBERS.put(
                "'staff' in segments == false",
                seen -> !seen.occasion().segments().contains("staff"));
        ON_MEMBERS.put(
                "member.known && member.tier != ''",
                seen -> !seen.occasion().tier().isEmpty());
        ON_MEMBERS.put(
                "size(member.flags) > 0", seen -> !seen.occasion().flags().isEmpty());
        ON_MEMBERS.put(
                "store == 'S1' || terminal == 'T2'",
                seen -> seen.occasion().store().equals("S1")
                        || seen.occasion().terminal().equals("T2"));
        ON_MEMBERS.put(
                "100 / size(segments) > 40",
                seen -> 100 / seen.occasion().segments().size() > 40);
        ON_MEMBERS.put(
                "time.weekday >= 6 || time.hour < 9",
                seen -> seen.local().getDayOfWeek().getValue() >= 6
                        || seen.local().getHour() < 9);
        ON_MEMBERS.put(
                "time.month == 10 && time.day > 15 && time.minute < 50",
                seen -> seen.local().getMonthValue() == 10
                        && seen.local().getDayOfMonth() > 15
                        && seen.local().getMinute() < 50);
        ON_MEMBERS.put(
                "tier == 'GOLD' || 'skincare' in segments",
                seen -> seen.occasion().tier().equals("GOLD")
                        || seen.occasion().segments().contains("skincare"));

        ON_LINES.put("line.net > 500", seen -> seen.line().net() > 500);
        ON_LINES.put(
                "line.quantity >= 3 && line.category.startsWith('skincare')",
                seen -> seen.line().quantity() >= 3 && seen.line().category().startsWith("skincare"));
        ON_LINES.put(
                "line.labels[0] == 'new'", seen -> seen.line().labels().get(0).equals("new"));
        ON_LINES.put("line.discount == 0", seen -> seen.line().discount() == 0);
        ON_LINES.put(
                "line.tax > 0 && line.netExTax < line.gross",
                seen -> seen.line().tax() > 0);
        ON_LINES.put(
                "'new' in line.labels || line.sku == 'BAG'",
                seen -> seen.line().labels().contains("new")
                        || seen.line().sku().equals("BAG"));
        ON_LINES.put(
                "basket.total > 8000 && line.lineId != 'l1'",
                seen -> seen.basket().total() > 8000 && !seen.line().lineId().equals("l1"));

        ON_EVENTS.put(
                "event.source == 'shop'",
                seen -> seen.occasion().event().source().equals("shop"));
        ON_EVENTS.put("event.data.stars >= 4", seen -> (Long) data(seen).get("stars") >= 4);
        ON_EVENTS.put(
                "has(event.data.photo) && event.data.photo",
                seen -> data(seen).containsKey("photo") && (Boolean) data(seen).get("photo"));
        ON_EVENTS.put(
                "size(event.type) > 6", seen -> seen.occasion().event().type().length() > 6);
    }

    private Meanings() {}

    private static Map<String, Object> data(Seen seen) {
        return seen.occasion().event().data();
    }

    private static long quantity(Seen seen) {
        return seen.basket().lines().stream().mapToLong(Basket.Line::quantity).sum();
    }

    private static Basket.Line third(Seen seen) {
        return seen.basket().lines().get(2);
    }

    static List<String> onSales() {
        return List.copyOf(ON_SALES.keySet());
    }

    static List<String> onMembers() {
        return List.copyOf(ON_MEMBERS.keySet());
    }

    static List<String> onLines() {
        return List.copyOf(ON_LINES.keySet());
    }

    static List<String> onEvents() {
        return List.copyOf(ON_EVENTS.keySet());
    }

    static Map<String, Predicate<Seen>> all() {
        Map<String, Predicate<Seen>> all = new LinkedHashMap<>(ON_SALES);
        all.putAll(ON_MEMBERS);
        all.putAll(ON_LINES);
        all.putAll(ON_EVENTS);
        return all;
    }
}
