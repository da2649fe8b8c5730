package dev.omnipoints.loyalty.earning;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelKind;
import java.util.List;

/** The whole numbers of a {@link Shortcut}: exact, or none. */
final class ShortcutNumbers {

    private final Shortcut shortcut;

    ShortcutNumbers(Shortcut shortcut) {
        this.shortcut = shortcut;
    }

    Shortcut.Truth equal(List<CelExpr> arguments) {
        Shortcut.Whole one = whole(arguments.get(0));
        Shortcut.Whole other = whole(arguments.get(1));
        return scene -> one.of(scene) == other.of(scene);
    }

    Shortcut.Truth compared(String operator, List<CelExpr> arguments) {
        Shortcut.Whole one = whole(arguments.get(0));
        Shortcut.Whole other = whole(arguments.get(1));
        return switch (operator) {
            case "_<_" -> scene -> one.of(scene) < other.of(scene);
            case "_<=_" -> scene -> one.of(scene) <= other.of(scene);
            case "_>_" -> scene -> one.of(scene) > other.of(scene);
            case "_>=_" -> scene -> one.of(scene) >= other.of(scene);
            default -> throw new Shortcut.None();
        };
    }

    private Shortcut.Whole whole(CelExpr expression) {
        if (shortcut.kind(expression) != CelKind.INT) {
            throw new Shortcut.None();
        }
        return switch (expression.getKind()) {
            case CONSTANT -> {
                if (expression.constant().getKind() != CelConstant.Kind.INT64_VALUE) {
                    throw new Shortcut.None();
                }
                long value = expression.constant().int64Value();
                yield scene -> value;
            }
            case SELECT -> {
                Shortcut.Thing field = shortcut.thing(expression);
                yield scene -> (long) field.of(scene);
            }
            case CALL ->
                expression.call().function().equals("size") ? size(expression.call()) : reckoned(expression.call());
            default -> throw new Shortcut.None();
        };
    }

    private Shortcut.Whole size(CelExpr.CelCall call) {
        Shortcut.Thing list =
                shortcut.list(call.target().orElseGet(() -> call.args().getFirst()));
        return scene -> ((List<?>) list.of(scene)).size();
    }

    private Shortcut.Whole reckoned(CelExpr.CelCall call) {
        if (call.args().size() != 2) {
            throw new Shortcut.None();
        }
        Shortcut.Whole one = whole(call.args().get(0));
        Shortcut.Whole other = whole(call.args().get(1));
        return switch (call.function()) {
            case "_+_" -> scene -> Math.addExact(one.of(scene), other.of(scene));
            case "_-_" -> scene -> Math.subtractExact(one.of(scene), other.of(scene));
            case "_*_" -> scene -> Math.multiplyExact(one.of(scene), other.of(scene));
            case "_/_" -> scene -> Math.divideExact(one.of(scene), other.of(scene));
            case "_%_" -> scene -> one.of(scene) % other.of(scene);
            default -> throw new Shortcut.None();
        };
    }
}
