package dev.omnipoints.loyalty.earning;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The walks over lists of a {@link Shortcut}, known by how CEL's macros write them. */
final class ShortcutWalks {

    private final Shortcut shortcut;

    /** The depths of walks by the names of their variables. */
    private final Map<String, Integer> depths = new HashMap<>();

    ShortcutWalks(Shortcut shortcut) {
        this.shortcut = shortcut;
    }

    /** @return null: no walk is at a variable of this name */
    Shortcut.Thing variable(String name) {
        Integer depth = depths.get(name);
        if (depth == null) {
            return null;
        }
        int own = depth;
        return scene -> scene.walked(own);
    }

    /** `exists` and `all`. */
    Shortcut.Truth walk(CelExpr.CelComprehension walk) {
        boolean any = isStep(walk, "_||_", false);
        if (!any && !isStep(walk, "_&&_", true)) {
            throw new Shortcut.None();
        }
        Shortcut.Thing range = shortcut.list(walk.iterRange());
        int depth = depths.size();
        Shortcut.Truth each = inside(walk, walk.loopStep().call().args().get(1));
        return scene -> {
            List<?> elements = (List<?>) range.of(scene);
            for (int element = 0; element < elements.size(); element++) {
                scene.walk(depth, elements.get(element));
                if (each.of(scene) == any) {
                    return any;
                }
            }
            return !any;
        };
    }

    private static boolean isStep(CelExpr.CelComprehension walk, String function, boolean begins) {
        return isNamed(walk.result(), walk.accuVar())
                && walk.iterVar2().isEmpty()
                && walk.accuInit().getKind() == CelExpr.ExprKind.Kind.CONSTANT
                && walk.accuInit().constant().getKind() == CelConstant.Kind.BOOLEAN_VALUE
                && walk.accuInit().constant().booleanValue() == begins
                && isCall(walk.loopStep(), function)
                && isNamed(walk.loopStep().call().args().getFirst(), walk.accuVar());
    }

    private Shortcut.Truth inside(CelExpr.CelComprehension walk, CelExpr condition) {
        if (depths.size() == CostBound.NESTING || depths.containsKey(walk.iterVar())) {
            throw new Shortcut.None();
        }
        depths.put(walk.iterVar(), depths.size());
        Shortcut.Truth inside = shortcut.truth(condition);
        depths.remove(walk.iterVar());
        return inside;
    }

    /** `filter`. */
    Shortcut.Thing filter(CelExpr.CelComprehension walk) {
        CelExpr step = walk.loopStep();
        if (!isCall(step, "_?_:_")
                || !walk.iterVar2().isEmpty()
                || !isNamed(walk.result(), walk.accuVar())
                || !isNamed(step.call().args().get(2), walk.accuVar())
                || !addsElement(step.call().args().get(1), walk)) {
            throw new Shortcut.None();
        }
        Shortcut.Thing range = shortcut.list(walk.iterRange());
        int depth = depths.size();
        Shortcut.Truth each = inside(walk, step.call().args().getFirst());
        return scene -> {
            List<Object> kept = new ArrayList<>();
            for (Object element : (List<?>) range.of(scene)) {
                scene.walk(depth, element);
                if (each.of(scene)) {
                    kept.add(element);
                }
            }
            return kept;
        };
    }

    private static boolean addsElement(CelExpr expression, CelExpr.CelComprehension walk) {
        if (!isCall(expression, "_+_")
                || !isNamed(expression.call().args().getFirst(), walk.accuVar())
                || expression.call().args().get(1).getKind() != CelExpr.ExprKind.Kind.LIST) {
            return false;
        }
        List<CelExpr> added = expression.call().args().get(1).list().elements();
        return added.size() == 1 && isNamed(added.getFirst(), walk.iterVar());
    }

    private static boolean isCall(CelExpr expression, String function) {
        return expression.getKind() == CelExpr.ExprKind.Kind.CALL
                && expression.call().function().equals(function);
    }

    private static boolean isNamed(CelExpr expression, String name) {
        return expression.getKind() == CelExpr.ExprKind.Kind.IDENT
                && expression.ident().name().equals(name);
    }
}
