package dev.omnipoints.loyalty.posting.fake;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.function.Function;

/** An interface of which only some methods are called; any other call is an error that names it. */
final class Stub {

    private Stub() {}

    /** @param methods by name */
    static <T> T of(Class<T> type, Map<String, Function<Object[], Object>> methods) {
        InvocationHandler handler = (self, method, arguments) -> {
            Function<Object[], Object> known = methods.get(method.getName());
            if (known != null) {
                return known.apply(arguments);
            }
            if (method.isDefault()) {
                return InvocationHandler.invokeDefault(self, method, arguments);
            }
            return switch (method.getName()) {
                case "hashCode" -> System.identityHashCode(self);
                case "equals" -> self == arguments[0];
                case "toString" -> type.getSimpleName();
                default -> throw new AssertionError("Nobody said what " + method + " does here");
            };
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
