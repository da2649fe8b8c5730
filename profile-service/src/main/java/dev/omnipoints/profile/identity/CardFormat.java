package dev.omnipoints.profile.identity;

import java.util.regex.Pattern;

/**
 * How the cards of a programme look.
 *
 * @param pattern what the whole number has to match
 * @param check how its last digit is reckoned
 */
public record CardFormat(Pattern pattern, Check check) {
    private static final int MAX_LENGTH = 64;
    private static final int EAN_13_LENGTH = 13;
    private static final int TEN = 10;

    /** The check digit of a card number. */
    public enum Check {
        /** GS1's for thirteen digits: weights 1 and 3 in turn, the sum with the check digit divisible by ten. */
        EAN13,
        /** None. */
        NONE
    }

    /** Whether a number is one of the programme's. */
    public boolean accepts(String number) {
        return number.length() <= MAX_LENGTH
                && pattern.matcher(number).matches()
                && switch (check) {
                    case EAN13 -> isEan13(number);
                    case NONE -> true;
                };
    }

    private static boolean isEan13(String number) {
        if (number.length() != EAN_13_LENGTH) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < EAN_13_LENGTH; i++) {
            char digit = number.charAt(i);
            if (digit < '0' || digit > '9') {
                return false;
            }
            sum += (digit - '0') * (i % 2 == 0 ? 1 : 3);
        }
        return sum % TEN == 0;
    }
}
