package dev.omnipoints.loyalty.audit;

import dev.omnipoints.loyalty.posting.LedgerScan;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.SqlConnection;
import java.io.PrintStream;
import java.security.PublicKey;
import java.util.Map;
import java.util.concurrent.CompletionException;

/** The `audit` mode: verifies the ledger and ends, without starting the service. */
public final class AuditMain {

    private static final String URL = "OMNIPOINTS_AUDIT_URL";
    private static final String USER = "OMNIPOINTS_AUDIT_USER";
    private static final String PASSWORD = "OMNIPOINTS_AUDIT_PASSWORD";
    /** Optional: `id=key,id=key`, public keys of the daily roots, base64 of X.509 SPKI DER. */
    private static final String ROOT_KEYS = "OMNIPOINTS_AUDIT_ROOT_KEYS";

    private static final int CLEAN = 0;
    private static final int LIE_FOUND = 1;
    private static final int NOT_RUN = 2;

    private AuditMain() {}

    /** Exit codes: 0 all is true, 1 a lie was found, 2 the audit could not run. */
    public static int run(Map<String, String> environment, PrintStream out, PrintStream err) {
        for (String name : new String[] {URL, USER, PASSWORD}) {
            if (environment.getOrDefault(name, "").isBlank()) {
                err.println("audit: set " + name + " and run it again.");
                return NOT_RUN;
            }
        }
        Map<String, PublicKey> rootKeys;
        try {
            rootKeys = RootKey.publicKeys(environment.getOrDefault(ROOT_KEYS, ""));
        } catch (IllegalArgumentException malformed) {
            err.println("audit: " + ROOT_KEYS + " is " + malformed.getMessage() + "; mend it and run it again.");
            return NOT_RUN;
        }
        PgConnectOptions options = PgConnectOptions.fromUri(environment.get(URL))
                .setUser(environment.get(USER))
                .setPassword(environment.get(PASSWORD));
        Vertx vertx = Vertx.vertx();
        try {
            SqlConnection connection = PgConnection.connect(vertx, options)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            try (LedgerScan scan = new LedgerScan(connection)) {
                AuditReport report = Audit.run(scan, rootKeys);
                out.print(report.table());
                return report.lie() == null ? CLEAN : LIE_FOUND;
            }
        } catch (CompletionException failed) {
            err.println("audit: could not read the ledger: " + failed.getCause().getMessage());
            return NOT_RUN;
        } catch (RuntimeException unreadable) {
            err.println("audit: the ledger holds what cannot be read: " + unreadable);
            return NOT_RUN;
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}
