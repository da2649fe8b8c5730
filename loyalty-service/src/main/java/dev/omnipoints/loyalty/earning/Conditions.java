package dev.omnipoints.loyalty.earning;

import com.google.re2j.Pattern;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;

/** Compiles conditions: CEL over typed variables (docs/rules.md, CEL). */
public final class Conditions {

    /** A condition has at most so many characters. */
    public static final int LENGTH = 2_000;

    /** What the parser may go down by, parentheses and all; the bound on what was written is lower. */
    private static final int PARSER_DEPTH = 60;

    private static final CelOptions PARSING = CelOptions.current()
            .maxParseRecursionDepth(PARSER_DEPTH)
            .maxExpressionCodePointSize(LENGTH)
            .enableHeterogeneousNumericComparisons(true)
            .build();

    private static final java.util.regex.Pattern UNKNOWN_NAME =
            java.util.regex.Pattern.compile("undeclared reference to '([^']*)'.*", java.util.regex.Pattern.DOTALL);

    private static final java.util.regex.Pattern UNKNOWN_FIELD =
            java.util.regex.Pattern.compile("undefined field '([^']*)'.*", java.util.regex.Pattern.DOTALL);

    private static final Map<Scope, CelCompiler> COMPILERS = compilers();

    private Conditions() {}

    /**
     * Compiles and checks, so that what stands can be evaluated at a bounded cost.
     *
     * @throws ConditionError what is wrong, and where
     */
    public static Condition compile(String source, Scope scope) {
        if (source.length() > LENGTH) {
            throw new ConditionError(1, 1, "the condition has more than " + LENGTH + " characters; make it shorter");
        }
        CelAbstractSyntaxTree tree = tree(source, scope);
        Map<String, Pattern> patterns = new HashMap<>();
        try {
            new CostBound(tree, patterns).check();
        } catch (CostBound.Beyond e) {
            throw at(tree, e.expression(), e.getMessage());
        }
        try {
            return new Condition(source, Planning.program(tree, patterns), Shortcut.of(tree));
        } catch (CelEvaluationException e) {
            throw new ConditionError(1, 1, e.getMessage());
        }
    }

    private static CelAbstractSyntaxTree tree(String source, Scope scope) {
        CelValidationResult result = COMPILERS.get(scope).compile(source);
        if (result.hasError()) {
            CelIssue first = result.getErrors().stream()
                    .min(Comparator.comparingInt((CelIssue issue) ->
                                    issue.getSourceLocation().getLine())
                            .thenComparingInt(issue -> issue.getSourceLocation().getColumn()))
                    .orElseThrow();
            throw error(first.getSourceLocation(), told(first.getMessage(), scope));
        }
        try {
            return result.getAst();
        } catch (CelValidationException e) {
            throw new ConditionError(1, 1, e.getMessage());
        }
    }

    private static ConditionError at(CelAbstractSyntaxTree tree, long expression, String message) {
        Integer offset = tree.getSource().getPositionsMap().get(expression);
        return error(
                tree.getSource().getOffsetLocation(offset == null ? 0 : offset).orElse(CelSourceLocation.of(1, 0)),
                message);
    }

    /** CEL counts columns from 0. */
    private static ConditionError error(CelSourceLocation place, String message) {
        return new ConditionError(Math.max(1, place.getLine()), Math.max(0, place.getColumn()) + 1, message);
    }

    private static String told(String message, Scope scope) {
        Matcher name = UNKNOWN_NAME.matcher(message);
        if (name.matches()) {
            return "there is no '" + name.group(1) + "' here; there are "
                    + String.join(", ", Vocabulary.variables(scope).keySet()) + " and CEL's standard functions";
        }
        Matcher field = UNKNOWN_FIELD.matcher(message);
        if (field.matches()) {
            return "there is no field '" + field.group(1) + "'; see docs/rules.md, CEL, for those that there are";
        }
        if (message.startsWith("mismatched input '<EOF>'")) {
            return "the condition ends too early; complete it";
        }
        if (message.startsWith("For input string")) {
            return "the number is beyond 64 bits; write a smaller one";
        }
        return message;
    }

    private static Map<Scope, CelCompiler> compilers() {
        Map<Scope, CelCompiler> compilers = new EnumMap<>(Scope.class);
        for (Scope scope : Scope.values()) {
            CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                    .setOptions(PARSING)
                    .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                    .setTypeProvider(Vocabulary.TYPES)
                    .setResultType(SimpleType.BOOL);
            Vocabulary.variables(scope).forEach(builder::addVar);
            compilers.put(scope, builder.build());
        }
        return compilers;
    }
}
