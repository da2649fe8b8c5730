package dev.omnipoints.loyalty.earning;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rules on sales by the SKUs, categories and labels that choose their lines. Rules go by their places in the book. */
final class RuleIndex {

    private static final int[] NONE = {};

    private final Map<String, int[]> bySku = new HashMap<>();

    private final Map<String, int[]> byCategory = new HashMap<>();

    private final Map<String, int[]> byLabel = new HashMap<>();

    /** Those that any basket may fit. */
    private final Places always;

    private final int size;

    RuleIndex(List<CompiledRule> rules) {
        this.size = rules.size();
        this.always = new Places(size);
        for (int place = 0; place < size; place++) {
            CompiledRule rule = rules.get(place);
            if (rule.indexed()) {
                put(bySku, rule.include().skus(), place);
                put(byCategory, rule.include().categories(), place);
                put(byLabel, rule.include().labels(), place);
            } else {
                always.add(place);
            }
        }
    }

    private static void put(Map<String, int[]> index, Set<String> words, int place) {
        for (String word : words) {
            int[] places = index.getOrDefault(word, NONE);
            int[] more = Arrays.copyOf(places, places.length + 1);
            more[places.length] = place;
            index.put(word, more);
        }
    }

    /** What a basket may fit. */
    Found find(Basket basket) {
        Found found = new Found(always.copy(), new Places[size], basket.lines().size());
        int place = 0;
        for (Basket.Line line : basket.lines()) {
            found.add(bySku.get(line.sku()), place);
            for (String label : line.labels()) {
                found.add(byLabel.get(label), place);
            }
            if (line.category() != null && !byCategory.isEmpty()) {
                findCategory(line.category(), found, place);
            }
            place++;
        }
        return found;
    }

    private void findCategory(String category, Found found, int line) {
        for (int end = category.indexOf('/'); end >= 0; end = category.indexOf('/', end + 1)) {
            found.add(byCategory.get(category.substring(0, end)), line);
        }
        found.add(byCategory.get(category), line);
    }

    /**
     * Rules that a basket may fit.
     *
     * @param rules by their places
     * @param chosen by a rule's place, the lines that its words choose; null: none, or it is not found by words
     */
    record Found(Places rules, Places[] chosen, int lines) {

        private void add(int[] places, int line) {
            if (places == null) {
                return;
            }
            for (int rule : places) {
                if (chosen[rule] == null) {
                    chosen[rule] = new Places(lines);
                    rules.add(rule);
                }
                chosen[rule].add(line);
            }
        }
    }
}
