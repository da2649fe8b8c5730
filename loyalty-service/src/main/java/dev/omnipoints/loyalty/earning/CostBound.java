package dev.omnipoints.loyalty.earning;

import com.google.re2j.Pattern;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelKind;
import java.util.Map;
import java.util.Set;

/**
 * What a condition may cost at most, by its shape alone. A step is one call of a function or an operator (but `&&`,
 * `||`, `!`, `?:`), `in` as many as the list is long, `matches` as many as the pattern's program has,
 * to compare two lists as many as they are long; a walk over a list as many as its condition has, at least one, for
 * each element.
 */
final class CostBound {

    static final int DEPTH = 12;

    static final int NESTING = 2;

    static final long STEPS = 100_000;

    /** Lists are taken for as long as a basket's lines may be … */
    private static final long LIST = 1_000;

    /** … but for a line's labels. */
    private static final long LABELS = 50;

    private static final Set<String> FREE = Set.of("_&&_", "_||_", "!_", "_?_:_", "@not_strictly_false");

    /** Of values that may hold many. */
    private static final Set<CelKind> MANIFOLD = Set.of(CelKind.LIST, CelKind.MAP, CelKind.DYN, CelKind.ANY);

    private static final String MATCHES = "matches";

    private final CelAbstractSyntaxTree tree;

    /** By their text. */
    private final Map<String, Pattern> patterns;

    /** @param patterns takes those of `matches`, by their text */
    CostBound(CelAbstractSyntaxTree tree, Map<String, Pattern> patterns) {
        this.tree = tree;
        this.patterns = patterns;
    }

    /** Thrown where a condition goes beyond a bound. */
    static final class Beyond extends Exception {

        private final long expression;

        Beyond(CelExpr expression, String message) {
            super(message, null, false, false);
            this.expression = expression.id();
        }

        long expression() {
            return expression;
        }
    }

    /** @throws Beyond where, and what to do */
    void check() throws Beyond {
        CelExpr expression = tree.getExpr();
        if (depth(expression) > DEPTH) {
            throw new Beyond(expression, "the condition is more than " + DEPTH + " deep; make it simpler");
        }
        long steps = steps(expression, 0);
        if (steps > STEPS) {
            throw new Beyond(
                    expression,
                    "the condition may cost " + steps + " steps, which is more than " + STEPS
                            + "; walk fewer lists one inside another");
        }
    }

    private static int depth(CelExpr expression) {
        return switch (expression.getKind()) {
            case SELECT -> depth(expression.select().operand());
            case CALL -> {
                int deepest = 0;
                for (CelExpr argument : expression.call().args()) {
                    deepest = Math.max(deepest, depth(argument));
                }
                if (expression.call().target().isPresent()) {
                    deepest = Math.max(deepest, depth(expression.call().target().get()));
                }
                yield deepest + 1;
            }
            case LIST -> {
                int deepest = 0;
                for (CelExpr element : expression.list().elements()) {
                    deepest = Math.max(deepest, depth(element));
                }
                yield deepest + 1;
            }
            case MAP -> {
                int deepest = 0;
                for (CelExpr.CelMap.Entry entry : expression.map().entries()) {
                    deepest = Math.max(deepest, Math.max(depth(entry.key()), depth(entry.value())));
                }
                yield deepest + 1;
            }
            // The walk's own joining of answers is no depth that anyone wrote.
            case COMPREHENSION ->
                Math.max(
                        depth(expression.comprehension().iterRange()) + 1,
                        depth(expression.comprehension().loopStep()));
            default -> 1;
        };
    }

    /** At most this many, where it is written inside so many walks. */
    private long steps(CelExpr expression, int walks) throws Beyond {
        return switch (expression.getKind()) {
            case SELECT -> steps(expression.select().operand(), walks);
            case CALL -> ofCall(expression, walks);
            case LIST -> {
                long sum = 1;
                for (CelExpr element : expression.list().elements()) {
                    sum = sum(sum, steps(element, walks));
                }
                yield sum;
            }
            case MAP -> {
                long sum = 1;
                for (CelExpr.CelMap.Entry entry : expression.map().entries()) {
                    sum = sum(sum, sum(steps(entry.key(), walks), steps(entry.value(), walks)));
                }
                yield sum;
            }
            case COMPREHENSION -> ofWalk(expression, walks);
            case STRUCT -> throw new Beyond(expression, "a condition makes nothing; ask for what is there");
            default -> 0;
        };
    }

    private long ofWalk(CelExpr expression, int walks) throws Beyond {
        if (walks == NESTING) {
            throw new Beyond(
                    expression, "lists are walked more than " + NESTING + " one inside another; make it simpler");
        }
        CelExpr.CelComprehension walk = expression.comprehension();
        long each = Math.max(1, sum(steps(walk.loopCondition(), walks + 1), steps(walk.loopStep(), walks + 1)));
        long elements = length(walk.iterRange());
        return sum(
                sum(steps(walk.iterRange(), walks), each > STEPS ? each : elements * each),
                steps(walk.result(), walks));
    }

    private long ofCall(CelExpr expression, int walks) throws Beyond {
        CelExpr.CelCall call = expression.call();
        long sum = FREE.contains(call.function()) ? 0 : 1;
        if (call.target().isPresent()) {
            sum = sum(sum, steps(call.target().get(), walks));
        }
        for (CelExpr argument : call.args()) {
            sum = sum(sum, steps(argument, walks));
        }
        return switch (call.function()) {
            case "@in" -> sum(sum, length(call.args().get(1)));
            case "_==_", "_!=_" ->
                isPlain(call.args().get(0)) || isPlain(call.args().get(1)) ? sum : sum(sum, LIST);
            case "_/_", "_%_" -> {
                if (isZero(call.args().get(1))) {
                    throw new Beyond(call.args().get(1), "it divides by zero; divide by something else");
                }
                yield sum;
            }
            case "type" -> throw new Beyond(expression, "the types of all values are known; leave type out");
            case MATCHES -> sum(sum, pattern(call).programSize());
            default -> sum;
        };
    }

    private Pattern pattern(CelExpr.CelCall call) throws Beyond {
        CelExpr last = call.args().getLast();
        if (last.getKind() != CelExpr.ExprKind.Kind.CONSTANT) {
            throw new Beyond(last, "the pattern of matches has to stand here in quotes; write it out");
        }
        String text = last.constant().stringValue();
        try {
            return patterns.computeIfAbsent(text, Pattern::compile);
        } catch (com.google.re2j.PatternSyntaxException e) {
            throw new Beyond(last, "it is no regular expression (RE2): " + e.getDescription() + "; mend it");
        }
    }

    /** Of a list or a map, at most. */
    private static long length(CelExpr list) {
        return switch (list.getKind()) {
            case LIST -> list.list().elements().size();
            case MAP -> list.map().entries().size();
            case SELECT -> list.select().field().equals("labels") ? LABELS : LIST;
            default -> LIST;
        };
    }

    /** Compared at once, as lists are not. */
    private boolean isPlain(CelExpr expression) {
        return tree.getType(expression.id())
                .map(type -> !MANIFOLD.contains(type.kind()))
                .orElse(false);
    }

    private static boolean isZero(CelExpr expression) {
        if (expression.getKind() != CelExpr.ExprKind.Kind.CONSTANT) {
            return false;
        }
        CelConstant constant = expression.constant();
        return switch (constant.getKind()) {
            case INT64_VALUE -> constant.int64Value() == 0;
            case UINT64_VALUE -> constant.uint64Value().longValue() == 0;
            case DOUBLE_VALUE -> constant.doubleValue() == 0;
            default -> false;
        };
    }

    /** Beyond the bound it does not matter by how much. */
    private static long sum(long one, long other) {
        return Math.min(Long.MAX_VALUE / LIST / 2, one + other);
    }
}
