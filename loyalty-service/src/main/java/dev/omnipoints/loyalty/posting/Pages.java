package dev.omnipoints.loyalty.posting;

import io.vertx.core.Future;
import io.vertx.sqlclient.Cursor;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;

/** A query's rows a page at a time; blocks the thread that asks, which must not be an event loop. */
final class Pages<T> implements Iterator<T> {
    private final Cursor cursor;
    private final int size;
    private final Function<Row, T> map;
    private Iterator<Row> page = Collections.emptyIterator();
    private boolean last;

    private Pages(Cursor cursor, int size, Function<Row, T> map) {
        this.cursor = cursor;
        this.size = size;
        this.map = map;
    }

    /** Begins to read, within the connection's transaction. */
    static <T> Iterator<T> of(SqlConnection connection, String sql, int size, Function<Row, T> map) {
        return new Pages<>(await(connection.prepare(sql)).cursor(), size, map);
    }

    static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    @Override
    public boolean hasNext() {
        while (!page.hasNext() && !last) {
            page = await(cursor.read(size)).iterator();
            last = !cursor.hasMore();
        }
        return page.hasNext();
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return map.apply(page.next());
    }
}
