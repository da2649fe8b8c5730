package dev.omnipoints.suite.demo;

import java.util.concurrent.ThreadLocalRandom;

/** Card numbers of the demo programme: EAN-13, beginning with 299. */
public final class Card {
    private static final String PREFIX = "299";
    private static final int FREE_DIGITS = 9;

    private Card() {}

    /** One that nobody has yet, as good as surely. */
    public static String fresh() {
        var digits = new StringBuilder(PREFIX);
        for (int i = 0; i < FREE_DIGITS; i++) {
            digits.append(ThreadLocalRandom.current().nextInt(10));
        }
        return digits.append(checkDigit(digits)).toString();
    }

    /** GS1: weights 1 and 3 in turn, up to the next ten. */
    static int checkDigit(CharSequence twelve) {
        int sum = 0;
        for (int i = 0; i < twelve.length(); i++) {
            sum += (twelve.charAt(i) - '0') * (i % 2 == 0 ? 1 : 3);
        }
        return (10 - sum % 10) % 10;
    }
}
