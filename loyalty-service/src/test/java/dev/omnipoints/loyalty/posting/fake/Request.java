package dev.omnipoints.loyalty.posting.fake;

import io.vertx.core.AsyncResult;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;

/** A statement on its way, and who waits for its answer. */
record Request(String sql, Tuple values, Promise<RowSet<Row>> answer) {

    void answer(AsyncResult<RowSet<Row>> result) {
        if (result.succeeded()) {
            answer.tryComplete(result.result());
        } else {
            answer.tryFail(result.cause());
        }
    }

    boolean isCommit() {
        return sql.equals("COMMIT");
    }

    @Override
    public String toString() {
        String line = sql.replaceAll("\\s+", " ");
        return line.length() <= 60 ? line : line.substring(0, 25) + " … " + line.substring(line.length() - 32);
    }
}
