package dev.omnipoints.loyalty.earning;

import java.util.List;
import java.util.Map;

/**
 * What a basket or an event is awarded.
 *
 * @param points of all parts together
 * @param parts by rule, in the order in which rules were applied, none of 0 points
 * @param counted what caps have to remember of it
 * @param codes what became of the codes that the sale carries, in their order
 */
public record Awards(long points, List<Part> parts, Map<Tally.Key, Tally> counted, List<CodeUse> codes) {

    /** Nothing. */
    public static final Awards NONE = new Awards(0, List.of(), Map.of(), List.of());

    /** What was not awarded after all; codes that would have been used fit nothing. */
    public Awards without() {
        List<CodeUse> unused = codes.stream()
                .map(code -> code.state() == CodeState.USED ? new CodeUse(code.code(), CodeState.NOT_APPLICABLE) : code)
                .toList();
        return new Awards(0, List.of(), Map.of(), unused);
    }

    /**
     * What one rule gives, or, where it rounds by line, what it gives for one line.
     *
     * @param version of the rules; of the programme's own rate: of its settings
     * @param lineId null: not of one line
     * @param base the money that it looked at, in minor units; of a multiplier, what the rate awards on its lines
     *     looked at; 0 where it looked at none
     * @param text says why, in words
     */
    public record Part(String rule, long version, String lineId, long base, long points, String text) {}

    /** What became of a code. */
    public record CodeUse(String code, CodeState state) {}

    /** What becomes of a code. */
    public enum CodeState {
        /** A rule that asks for it has awarded. */
        USED,
        /** No rule asks for it. */
        UNKNOWN,
        /** Every rule that asks for it is over. */
        EXPIRED,
        /** Every rule that asks for it, and is not over, has been used as often, or has awarded as much, as it may. */
        SPENT,
        /** A rule asks for it that this sale does not fit. */
        NOT_APPLICABLE
    }
}
