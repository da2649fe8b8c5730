package dev.omnipoints.loyalty.posting;

import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A connection on which a statement over arrays of one row each is sent as one over plain values: `unnest($1::bigint[],
 * …)` as `(VALUES ($1::bigint, …))`, which the planner takes for constants. So a command alone pays for no arrays.
 */
final class SingleRows {

    private static final Pattern ARRAYS = Pattern.compile("unnest\\((\\$1::smallint\\[\\][^()]*)\\)");
    private static final Map<String, String> SINGLE = new ConcurrentHashMap<>();

    private SingleRows() {}

    static SqlConnection on(SqlConnection connection) {
        return proxy(SqlConnection.class, connection, (method, arguments) -> {
            if (method.getName().equals("preparedQuery") && arguments.length == 1) {
                return prepared(connection, (String) arguments[0]);
            }
            return method.invoke(connection, arguments);
        });
    }

    @SuppressWarnings("unchecked")
    private static PreparedQuery<RowSet<Row>> prepared(SqlConnection connection, String sql) {
        PreparedQuery<RowSet<Row>> whole = connection.preparedQuery(sql);
        return proxy(PreparedQuery.class, whole, (method, arguments) -> {
            boolean isOne = method.getName().equals("execute")
                    && arguments != null
                    && arguments[0] instanceof Tuple values
                    && isOneRow(values);
            return isOne
                    ? connection
                            .preparedQuery(SINGLE.computeIfAbsent(sql, SingleRows::single))
                            .execute(single((Tuple) arguments[0]))
                    : method.invoke(whole, arguments);
        });
    }

    private static boolean isOneRow(Tuple values) {
        for (int i = 0; i < values.size(); i++) {
            Object value = values.getValue(i);
            if (value == null || !value.getClass().isArray() || Array.getLength(value) != 1) {
                return false;
            }
        }
        return values.size() > 0;
    }

    private static String single(String sql) {
        Matcher arrays = ARRAYS.matcher(sql);
        if (!arrays.find()) {
            throw new IllegalStateException("A statement of another form: " + sql);
        }
        return arrays.replaceFirst(
                found -> Matcher.quoteReplacement("(VALUES (" + found.group(1).replace("[]", "") + "))"));
    }

    private static Tuple single(Tuple values) {
        Tuple single = Tuple.tuple();
        for (int i = 0; i < values.size(); i++) {
            single.addValue(Array.get(values.getValue(i), 0));
        }
        return single;
    }

    private interface Handling {
        Object handle(Method method, Object[] arguments) throws ReflectiveOperationException;
    }

    private static <T> T proxy(Class<T> type, T target, Handling handling) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        return handling.handle(method, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                }));
    }
}
