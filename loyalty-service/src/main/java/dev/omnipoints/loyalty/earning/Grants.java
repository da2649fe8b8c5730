package dev.omnipoints.loyalty.earning;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a rule gives, by the currency of the basket.
 *
 * @param otherwise in a currency that it does not name, or without one; null: nothing
 */
record Grants(Map<String, Grant> byCurrency, Grant otherwise) {

    static Grants of(Rule.Award award) {
        Map<String, Grant> byCurrency = new HashMap<>();
        for (String currency : currencies(award)) {
            byCurrency.put(currency, grant(award, currency));
        }
        return new Grants(Map.copyOf(byCurrency), grant(award, null));
    }

    /**
     * In this currency.
     *
     * @param currency null: there is no money
     * @return null: it gives nothing in it
     */
    Grant in(String currency) {
        return currency == null ? otherwise : byCurrency.getOrDefault(currency, otherwise);
    }

    private static Set<String> currencies(Rule.Award award) {
        return switch (award) {
            case Rule.Award.Rate rate -> rate.per().keySet();
            case Rule.Award.BestOf best -> {
                Set<String> currencies = new HashSet<>();
                best.awards().forEach(option -> currencies.addAll(currencies(option)));
                yield currencies;
            }
            default -> Set.of();
        };
    }

    private static Grant grant(Rule.Award award, String currency) {
        return switch (award) {
            case Rule.Award.Rate rate -> {
                Long step = currency == null ? null : rate.per().get(currency);
                yield step == null ? null : money(rate, step);
            }
            case Rule.Award.PerUnit units ->
                new Grant.ForUnits(Fraction.of(units.points()), Wording.points(units.points()), units);
            case Rule.Award.Fixed fixed ->
                new Grant.Flat(Fraction.of(fixed.points()), Wording.points(fixed.points()), fixed);
            case Rule.Award.Multiplier multiplier ->
                new Grant.Times(Fraction.of(multiplier.factor()), Wording.times(multiplier.factor()), multiplier);
            case Rule.Award.BestOf best -> {
                List<Grant> options = new ArrayList<>();
                for (Rule.Award option : best.awards()) {
                    Grant grant = grant(option, currency);
                    if (grant != null) {
                        options.add(grant);
                    }
                }
                yield options.isEmpty() ? null : new Grant.Best(List.copyOf(options));
            }
        };
    }

    /** @param step so many minor units */
    static Grant.ForMoney money(Rule.Award.Rate rate, long step) {
        return new Grant.ForMoney(Fraction.of(rate.points()), Wording.points(rate.points()), step, rate);
    }
}
