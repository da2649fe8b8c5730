package dev.omnipoints.loyalty.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.Calls;
import dev.omnipoints.loyalty.Database;
import dev.omnipoints.loyalty.Sales;
import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.programme.Programmes;
import io.grpc.StatusRuntimeException;
import org.junit.jupiter.api.function.Executable;

/** A programme whose rules a test may edit, for no other test has it, and what is refused there. */
final class Refusing {

    private Refusing() {}

    /** A copy of demo, once the running instance has seen it. */
    static String programme(Programmes programmes) {
        String id = "r-" + Sales.fresh();
        Database.execute("CREATE TEMP TABLE copied AS SELECT * FROM programme WHERE id = 'demo' AND version = 1;"
                + " UPDATE copied SET id = '" + id
                + "'; INSERT INTO programme SELECT * FROM copied; DROP TABLE copied");
        await().until(() -> isKnown(programmes, id));
        return id;
    }

    private static boolean isKnown(Programmes programmes, String id) {
        try {
            return programmes.now(id).version() == 1;
        } catch (Refused unknown) {
            return false;
        }
    }

    static Problem problem(Executable call) {
        return Calls.problem(catchThrowableOfType(StatusRuntimeException.class, call::execute));
    }

    static void assertRefused(Executable call, Reason reason, String field) {
        Problem problem = problem(call);
        assertThat(problem.getReason()).isEqualTo(reason);
        assertThat(problem.getField()).isEqualTo(field);
    }
}
