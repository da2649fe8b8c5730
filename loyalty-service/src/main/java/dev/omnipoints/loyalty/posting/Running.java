package dev.omnipoints.loyalty.posting;

import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.Connection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.impl.SqlConnectionInternal;

/** A batch on its connection, for as long as somebody waits for it. */
final class Running {

    private SqlConnection connection;
    private Batch batch;
    private boolean givenUp;

    Batch begin(SqlConnection on, Batch begun) {
        on(on);
        batch = begun;
        return begun;
    }

    /** Without a batch: something is only looked at. */
    void on(SqlConnection used) {
        connection = used;
    }

    boolean isGivenUp() {
        return givenUp;
    }

    /** Whether its write has gone out. */
    boolean written() {
        return batch != null && batch.written();
    }

    /** A write that has not gone out never will; the connection is dropped, for the pool would wait for it for ever. */
    void giveUp() {
        givenUp = true;
        if (batch != null) {
            batch.giveUp();
        }
        drop();
    }

    private void drop() {
        if (connection instanceof SqlConnectionInternal pooled) {
            Connection underneath = pooled.unwrap();
            while (underneath.unwrap() != underneath) {
                underneath = underneath.unwrap();
            }
            if (underneath instanceof SocketConnectionBase line) {
                line.socket().close();
            }
        }
    }
}
