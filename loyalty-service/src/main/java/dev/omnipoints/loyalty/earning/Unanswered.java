package dev.omnipoints.loyalty.earning;

import dev.cel.runtime.CelEvaluationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a condition had no answer, and where in its text. It is kept and shown to staff, so it never repeats what CEL
 * tells of the values: they are words of the sale, the event or the member that it was asked of.
 */
final class Unanswered {

    private static final Pattern PLACE = Pattern.compile("evaluation error at [^:]*:([0-9]{1,9}):.*", Pattern.DOTALL);

    private Unanswered() {}

    /** Line and column, from 1, and what was wrong. */
    static String told(String source, CelEvaluationException failed) {
        Matcher place = PLACE.matcher(String.valueOf(failed.getMessage()));
        String why = why(failed);
        if (!place.matches()) {
            return why;
        }
        int[] before =
                source.codePoints().limit(Integer.parseInt(place.group(1))).toArray();
        int line = 1;
        int column = 1;
        for (int character : before) {
            boolean ends = character == '\n';
            line += ends ? 1 : 0;
            column = ends ? 1 : column + 1;
        }
        return "Line %d, column %d: %s".formatted(line, column, why);
    }

    private static String why(CelEvaluationException failed) {
        return switch (failed.getErrorCode()) {
            case DIVIDE_BY_ZERO -> "it divides by zero";
            case NUMERIC_OVERFLOW -> "a number is beyond its type";
            case INDEX_OUT_OF_BOUNDS -> "the list has no such place";
            case ATTRIBUTE_NOT_FOUND -> "there is no such field";
            case BAD_FORMAT -> "a text is not what it is converted to";
            case ITERATION_BUDGET_EXCEEDED -> "it walks lists for too long";
            case OVERLOAD_NOT_FOUND, AMBIGUOUS_OVERLOAD -> "a value is of a type that this does not take";
            case INVALID_ARGUMENT -> "a value is none that this takes";
            default -> "it has no answer (" + failed.getErrorCode() + ")";
        };
    }
}
