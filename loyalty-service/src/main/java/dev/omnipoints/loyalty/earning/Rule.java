package dev.omnipoints.loyalty.earning;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One rule as marketing wrote it (earning.md, 2); docs/rules.md says what each part of its document means. Checked when
 * it is read, so that one that stands here is lawful. Conditions are CEL, compiled by {@link RuleBook}.
 *
 * @param text for the customer to read beside the points; null: the name
 * @param validFrom local to the programme's zone, inclusive; null: always was
 * @param validTo exclusive; null: without end
 * @param event {@link #SALE}, or the type of a named event
 * @param channels by the contract's words; empty: all
 * @param stores empty: all
 * @param code that the sale must carry; null: none
 * @param times of which one must hold; empty: any time
 */
public record Rule(
        String id,
        String name,
        String text,
        LocalDateTime validFrom,
        LocalDateTime validTo,
        String event,
        Set<String> channels,
        Set<String> stores,
        String code,
        MemberCondition member,
        List<TimeWindow> times,
        LineSelection lines,
        BasketCondition basket,
        Award award,
        Stacking stacking,
        List<Cap> caps,
        Rounding rounding) {

    /** The event of a rule on sales. */
    public static final String SALE = "SALE";

    /** The id of the programme's own rate, which no document may take. */
    public static final String BASE = "base";

    /** Priorities of documents lie within this, both ways; the programme's own rate comes after them all. */
    public static final int PRIORITY_LIMIT = 1_000;

    /**
     * Who earns by it; what is empty or null asks nothing.
     *
     * @param tiers one of which the member has
     * @param segments one of which the member is in
     * @param flags of which the member has one
     * @param first it is the member's first sale
     * @param when CEL on the member; null: none
     */
    public record MemberCondition(
            Set<String> tiers, Set<String> segments, Set<String> flags, boolean first, String when) {

        public static final MemberCondition ANY = new MemberCondition(Set.of(), Set.of(), Set.of(), false, null);
    }

    /**
     * A time of the week in the programme's zone; from inclusive, to exclusive; one that ends before it begins spans
     * midnight.
     */
    public record TimeWindow(Set<DayOfWeek> days, LocalTime from, LocalTime to) {}

    /** Lines that any criterion of include names (null: all), but those that one of exclude names (null: none). */
    public record LineSelection(Criteria include, Criteria exclude) {

        public static final LineSelection ALL = new LineSelection(null, null);
    }

    /**
     * A line fits that has one of the SKUs, or a category below one of these, or one of the labels, or fits the CEL.
     */
    public record Criteria(Set<String> skus, Set<String> categories, Set<String> labels, String when) {}

    /**
     * What the sale must come to.
     *
     * @param minimum minor units by currency, of the total or, `ofLines`, of the selected lines' net; empty: none, else
     *     a sale in another currency does not fit
     * @param when CEL on the basket; null: none
     */
    public record BasketCondition(Map<String, Long> minimum, boolean ofLines, String when) {

        public static final BasketCondition ANY = new BasketCondition(Map.of(), false, null);
    }

    /** What it gives. */
    public sealed interface Award {

        /**
         * Points for every so much money.
         *
         * @param points a decimal of at most 6 places, above 0
         * @param per minor units by currency; a sale in another currency gets nothing
         * @param base which money
         * @param ofBasket of the whole basket rather than of the selected lines
         * @param proportional parts of a step count too
         */
        record Rate(BigDecimal points, Map<String, Long> per, Base base, boolean ofBasket, boolean proportional)
                implements Award {}

        /** Points for each unit of the selected lines; `multiplied`: multipliers act on it. */
        record PerUnit(BigDecimal points, boolean multiplied) implements Award {}

        /** So many points; `multiplied`: multipliers act on it. */
        record Fixed(BigDecimal points, boolean multiplied) implements Award {}

        /** On the rate awards of the lines that it selects; at least 1, at most 6 places. */
        record Multiplier(BigDecimal factor) implements Award {}

        /** The greatest of several, none of them a multiplier or a best-of; of equal ones the first. */
        record BestOf(List<Award> awards) implements Award {}
    }

    /** Which money a rate looks at. */
    public enum Base {
        GROSS,
        NET,
        NET_EX_TAX
    }

    /**
     * How it stands beside others.
     *
     * @param exclusive alone in its group, or, without group, alone altogether
     * @param group null: none
     * @param priority the greatest first; of equal ones by id
     * @param stop rules after it give nothing
     * @param stackable on a named event: beside the greatest award, not against it
     */
    public record Stacking(boolean exclusive, String group, int priority, boolean stop, boolean stackable) {

        public static final Stacking ADDITIVE = new Stacking(false, null, 0, false, false);
    }

    /** At most so many points, or uses, per something. */
    public record Cap(Measure measure, long most, Per per) {}

    /** What a cap counts. */
    public enum Measure {
        POINTS,
        USES
    }

    /** What a cap is per: a sale, a member's period in the programme's zone, or all members for ever. */
    public enum Per {
        SALE,
        DAY,
        WEEK,
        MONTH,
        LIFETIME,
        TOTAL
    }

    /** How and where parts of a point are rounded. */
    public record Rounding(Mode mode, Place place) {

        public static final Rounding DEFAULT = new Rounding(Mode.FLOOR, Place.RULE);
    }

    /** How parts of a point are rounded. */
    public enum Mode {
        FLOOR,
        HALF_UP,
        CEILING
    }

    /** Where parts of a point are rounded. */
    public enum Place {
        LINE,
        RULE,
        SALE
    }
}
