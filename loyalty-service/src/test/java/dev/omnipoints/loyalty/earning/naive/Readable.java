package dev.omnipoints.loyalty.earning.naive;

import dev.omnipoints.loyalty.earning.Awards;

/** A case for people. */
final class Readable {

    private Readable() {}

    static String of(Case asked) {
        StringBuilder told = new StringBuilder();
        told.append(asked.terms())
                .append("\nlocally ")
                .append(asked.local())
                .append(", ")
                .append(asked.occasion());
        if (asked.basket() != null) {
            told.append("\n%s, discount %d, %s, codes %s"
                    .formatted(
                            asked.basket().currency(),
                            asked.basket().basketDiscount(),
                            asked.basket().paid(),
                            asked.basket().codes()));
            asked.basket().lines().forEach(line -> told.append("\n  ").append(line));
        }
        told.append("\nfirst sale: ").append(asked.standing().firstSale());
        asked.standing()
                .tallies()
                .forEach((key, tally) ->
                        told.append("\n  ").append(key).append(": ").append(tally));
        told.append("\nversion ").append(asked.version().number());
        told.append(", caps ").append(asked.version().caps());
        asked.version().rules().forEach(rule -> told.append("\n  ").append(Written.of(rule)));
        return told.toString();
    }

    static String of(Awards awards) {
        StringBuilder told = new StringBuilder(awards.points() + " points");
        awards.parts().forEach(part -> told.append("\n  ").append(part));
        awards.counted()
                .forEach((key, tally) ->
                        told.append("\n  ").append(key).append(": ").append(tally));
        return told.append("\n  ").append(awards.codes()).toString();
    }
}
