package dev.omnipoints.loyalty.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.loyalty.Calls;
import dev.omnipoints.loyalty.Database;
import dev.omnipoints.loyalty.Sales;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A member in a ledger that was audited: what is done to them is taken away again. */
abstract class AuditedMember {

    @Inject
    Pool pool;

    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private MemberContext context;
    String member;
    OnlineAuditor auditor;

    @BeforeEach
    void allIsVerified() {
        Auditors.forget(Database::execute);
        context = Sales.active();
        member = context.getMemberId();
        auditor = Auditors.on(pool, Auditors.Config.SMALL, null, metrics);
        auditor.turn();
        assertThat(findings()).isEmpty();
    }

    @AfterEach
    void theMemberNeverWas() {
        for (String table : List.of("journal", "lot", "hold", "sale", "account")) {
            Database.execute("DELETE FROM " + table + ofMember());
        }
        Auditors.forget(Database::execute);
        assertThat(Database.audit()).startsWith("0 ");
    }

    void passAgain() {
        Auditors.passAgain(Database::execute);
        auditor.turn();
    }

    /** With account, lots and sale made to fit. */
    void cutOff(int row, int before) {
        assertThat(Database.execute("UPDATE account a SET seq = j.seq, head = j.hash, spendable = j.spendable,"
                        + " issued = a.issued - 10, last_recorded_at = j.recorded_at FROM journal j"
                        + " WHERE j.member = a.member AND j.seq = " + before + " AND a.member = '" + member + "'"))
                .isEqualTo(1);
        Database.execute("DELETE FROM sale" + ofMember() + " AND earn_seq = " + row);
        Database.execute("DELETE FROM lot" + ofMember() + " AND made_seq = " + row);
        Database.execute("DELETE FROM journal" + ofMember() + " AND seq = " + row);
    }

    void sales(int count) {
        for (int i = 0; i < count; i++) {
            Calls.sales("demo", "till-1")
                    .recordSale(Sales.request(Sales.sale(1000), context).build());
        }
    }

    void patch(String table, String change) {
        patch(table, change, "");
    }

    void patch(String table, String change, String which) {
        assertThat(Database.execute("UPDATE " + table + " SET " + change + ofMember() + which))
                .isPositive();
    }

    String ofMember() {
        return " WHERE member = '" + member + "'";
    }

    String checkpoint(String expression) {
        return Database.query("SELECT " + expression + " FROM audit_checkpoint" + ofMember())
                .getFirst();
    }

    static List<String> findings() {
        return Auditors.findings(Database::query);
    }

    double rows(String pass) {
        return rows(metrics, pass);
    }

    static double rows(SimpleMeterRegistry metrics, String pass) {
        return metrics.counter("omnipoints.audit.rows", "pass", pass).count();
    }

    double gauge(String name) {
        return metrics.get("omnipoints.audit." + name).gauge().value();
    }
}
