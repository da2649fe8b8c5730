package dev.omnipoints.loyalty.earning;

import com.google.common.collect.ImmutableSet;
import com.google.re2j.Pattern;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelContainer;
import dev.cel.common.CelOptions;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.DefaultTypeProvider;
import dev.cel.common.values.CelValueConverter;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.DefaultDispatcher;
import dev.cel.runtime.InternalCelFunctionBinding;
import dev.cel.runtime.Program;
import dev.cel.runtime.RuntimeEquality;
import dev.cel.runtime.RuntimeHelpers;
import dev.cel.runtime.planner.ProgramPlanner;
import java.util.Map;
import java.util.Optional;

/**
 * Makes programs of checked conditions. CEL's own planner and functions, put together here rather than by its factory:
 * that one looks through every list for protobuf messages whenever it is read, and the values here are plain Java.
 */
final class Planning {

    private static final CelOptions OPTIONS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .comprehensionMaxIterations((int) CostBound.STEPS)
            .build();

    /** But `matches`, which would parse its pattern whenever it is called. */
    private static final CelStandardFunctions FUNCTIONS = CelStandardFunctions.newBuilder()
            .excludeFunctions(CelStandardFunctions.StandardFunction.MATCHES)
            .build();

    private static final CelTypeProvider TYPES =
            new CelTypeProvider.CombinedCelTypeProvider(DefaultTypeProvider.getInstance(), Vocabulary.TYPES);

    private static final ProgramPlanner PLANNER = planner(Map.of());

    private Planning() {}

    /** @param patterns of `matches`, by their text */
    static Program program(CelAbstractSyntaxTree tree, Map<String, Pattern> patterns) throws CelEvaluationException {
        return (patterns.isEmpty() ? PLANNER : planner(Map.copyOf(patterns))).plan(tree);
    }

    private static ProgramPlanner planner(Map<String, Pattern> patterns) {
        RuntimeEquality equality = RuntimeEquality.create(RuntimeHelpers.create(), OPTIONS);
        DefaultDispatcher.Builder dispatcher = DefaultDispatcher.newBuilder();
        for (CelFunctionBinding function : FUNCTIONS.newFunctionBindings(equality, OPTIONS)) {
            add(dispatcher, function);
        }
        for (String overload : new String[] {"matches", "matches_string"}) {
            add(
                    dispatcher,
                    CelFunctionBinding.from(
                            overload,
                            String.class,
                            String.class,
                            (text, pattern) ->
                                    patterns.get(pattern).matcher(text).find()));
        }
        return ProgramPlanner.newPlanner(
                TYPES,
                (type, fields) -> Optional.empty(),
                dispatcher.build(),
                new AsItIs(),
                CelContainer.newBuilder().build(),
                OPTIONS,
                ImmutableSet.of());
    }

    private static void add(DefaultDispatcher.Builder dispatcher, CelFunctionBinding function) {
        String name = function instanceof InternalCelFunctionBinding internal
                ? internal.getFunctionName()
                : function.getOverloadId();
        dispatcher.addOverload(
                name, function.getOverloadId(), function.getArgTypes(), function.isStrict(), function.getDefinition());
    }

    /** Values are CEL's already: strings, longs, doubles, booleans, instants, lists, maps and {@link Shape}s. */
    private static final class AsItIs extends CelValueConverter {

        @Override
        public Object toRuntimeValue(Object value) {
            return value;
        }

        @Override
        public Object maybeUnwrap(Object value) {
            return value;
        }
    }
}
