package dev.omnipoints.loyalty.audit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.sqlclient.Pool;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Auditors beside the traffic, that do their turns when told. */
public final class Auditors {

    static final Duration LEASE = Duration.ofMillis(500);

    /** A checkpoint every few rows, steps of few accounts and rows: every path is met. */
    record Config(int accounts, int rows, int checkpointRows, Duration lease) implements OnlineAuditConfig {

        static final Config SMALL = new Config(3, 10, 4, Duration.ofMinutes(1));

        @Override
        public boolean enabled() {
            return true;
        }

        @Override
        public Duration interval() {
            return Duration.ofMillis(1);
        }

        @Override
        public Duration fullPass() {
            return Duration.ofDays(1);
        }

        @Override
        public double share() {
            return 1;
        }
    }

    private Auditors() {}

    /** Public keys for none, or one pair of id k1. */
    static RootKeys keys(KeyPair pair) {
        return new RootKeys(
                Optional.ofNullable(pair)
                        .map(key -> Base64.getEncoder()
                                .encodeToString(key.getPrivate().getEncoded())),
                "k1",
                Optional.empty());
    }

    /** An auditor with metrics of its own. */
    static OnlineAuditor on(Pool pool, Config config, KeyPair key, SimpleMeterRegistry metrics) {
        return new OnlineAuditor(pool, new AuditStore(pool), config, keys(key), metrics);
    }

    /** Audits once more: what is new, and over all accounts again. */
    public static Runnable turns(Pool pool, SimpleMeterRegistry metrics) {
        return on(pool, Config.SMALL, null, metrics)::turn;
    }

    /** Nothing was ever audited. */
    public static void forget(Consumer<String> execute) {
        execute.accept("UPDATE audit_state SET holder = NULL, lease_until = 'epoch', cluster = NULL, seen = NULL,"
                + " seen_at = NULL, behind = 0, pass_began_at = NULL, pass_bucket = NULL, pass_programme = NULL,"
                + " pass_member = NULL, pass_until = NULL, pass_roots = NULL, passed_from = NULL, passed_at = NULL");
        execute.accept("DELETE FROM audit_checkpoint");
        execute.accept("DELETE FROM audit_finding");
    }

    /** A pass over all accounts is due. */
    public static void passAgain(Consumer<String> execute) {
        execute.accept("UPDATE audit_state SET passed_from = NULL");
    }

    /** What is not as it must be. */
    public static List<String> findings(Function<String, List<String>> query) {
        return query.apply("SELECT lie FROM audit_finding WHERE ended_at IS NULL ORDER BY subject");
    }
}
