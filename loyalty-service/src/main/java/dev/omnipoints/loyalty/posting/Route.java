package dev.omnipoints.loyalty.posting;

import io.vertx.sqlclient.SqlClient;

/**
 * Where statements go, and how: one for all rows, or one for the rows of each bucket, so that a database distributed by
 * bucket answers every statement on one node (ledger.md, 5, "Beyond one primary").
 */
record Route(SqlClient client, boolean byBucket) {

    static Route whole(SqlClient client) {
        return new Route(client, false);
    }
}
