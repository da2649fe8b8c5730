package dev.omnipoints.loyalty;

import dev.omnipoints.loyalty.audit.AuditMain;
import dev.omnipoints.loyalty.audit.VerifyRootsMain;
import dev.omnipoints.loyalty.platform.Migration;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Arrays;

/**
 * Serves; with the argument {@code migrate}, brings the schema up to date and ends; with {@code audit}, verifies the
 * whole ledger and ends; with {@code verify-roots FILE...}, verifies published roots and ends.
 */
@QuarkusMain
public final class LoyaltyServiceMain {
    private static final int USAGE = 2;

    private LoyaltyServiceMain() {}

    /** Exit codes of the modes: 0 done, 1 failed (for the audit: a lie was found), 2 called wrongly or not run. */
    public static void main(String[] args) {
        switch (args.length == 0 ? "" : args[0]) {
            case "" -> Quarkus.run(args);
            case "migrate" -> System.exit(Migration.run(System.getenv(), System.out, System.err));
            case "audit" -> System.exit(AuditMain.run(System.getenv(), System.out, System.err));
            case "verify-roots" ->
                System.exit(VerifyRootsMain.run(Arrays.asList(args).subList(1, args.length), System.out, System.err));
            default -> {
                System.err.println("usage: java -jar quarkus-run.jar [migrate|audit|verify-roots FILE...]");
                System.exit(USAGE);
            }
        }
    }
}
