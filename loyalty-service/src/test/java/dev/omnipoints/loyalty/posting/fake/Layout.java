package dev.omnipoints.loyalty.posting.fake;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The names of columns, in their order. */
public record Layout(List<String> names, Map<String, Integer> places) {

    /** @param columns with commas between them */
    public static Layout of(String columns) {
        List<String> names = List.of(columns.split(",\\s*"));
        Map<String, Integer> places = new HashMap<>();
        names.forEach(name -> places.put(name, places.size()));
        return new Layout(names, places);
    }

    /** Where a column is. */
    public int place(String name) {
        Integer place = places.get(name);
        if (place == null) {
            throw new AssertionError("There is no column " + name + " among " + names);
        }
        return place;
    }
}
