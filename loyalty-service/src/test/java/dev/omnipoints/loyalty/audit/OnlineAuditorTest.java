package dev.omnipoints.loyalty.audit;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;

import dev.omnipoints.loyalty.Database;
import dev.omnipoints.loyalty.LoyaltyEnvironment;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the auditor beside the traffic runs, and who is told. */
@QuarkusTest
@QuarkusTestResource(LoyaltyEnvironment.class)
class OnlineAuditorTest extends AuditedMember {

    @Inject
    OnlineAuditor ofService;

    @Test
    void newRowsAreVerifiedOnceAndTheLagIsTold() {
        double before = rows("new");
        sales(3);
        auditor.turn();
        assertThat(rows("new") - before).isEqualTo(3);

        auditor.turn();
        assertThat(rows("new") - before).isEqualTo(3);
        assertThat(gauge("lag.rows")).isZero();
        assertThat(gauge("lag.seconds")).isBetween(0.0, 60.0);
        assertThat(gauge("findings")).isZero();
        assertThat(gauge("full.pass.age.seconds")).isBetween(0.0, 60.0);
    }

    /** Of 11 rows, in steps of 10 rows. */
    @Test
    void anAccountWithMoreRowsThanAStepReadsIsVerifiedWithAStepMore() {
        sales(11);
        auditor.turn();

        assertThat(checkpoint("seq")).isEqualTo("11");
        assertThat(checkpoint("spendable || '/' || issued")).isEqualTo("110/110");
        assertThat(findings()).isEmpty();
    }

    @Test
    void ofTwoInstancesOneAuditsAndTheOtherTakesOverWhenItDies() {
        Database.execute("UPDATE audit_state SET lease_until = 'epoch'");
        Auditors.Config brief = new Auditors.Config(3, 10, 4, Auditors.LEASE);
        SimpleMeterRegistry ofOther = new SimpleMeterRegistry();
        OnlineAuditor first = Auditors.on(pool, Auditors.Config.SMALL, null, new SimpleMeterRegistry());
        OnlineAuditor other = Auditors.on(pool, brief, null, ofOther);
        first.turn();
        sales(2);

        other.turn();
        assertThat(rows(ofOther, "new")).isZero();
        assertThat(other.state().seen()).isEqualTo(first.state().seen());

        Database.execute("UPDATE audit_state SET lease_until = clock_timestamp() + interval '200 ms'");
        await().until(() -> {
            other.turn();
            return rows(ofOther, "new") == 2;
        });
        SimpleMeterRegistry ofThird = new SimpleMeterRegistry();
        sales(1);
        OnlineAuditor third = Auditors.on(pool, brief, null, ofThird);
        // The other died just now.
        await().until(() -> {
            third.turn();
            return rows(ofThird, "new") == 3;
        });
        assertThat(findings()).isEmpty();
    }

    @Test
    void readinessAndMetricsTellOfAFindingAndTheServiceStaysReady() {
        sales(1);
        patch("account", "adjusted = adjusted + 5, issued = issued - 5");
        Database.execute("UPDATE audit_state SET lease_until = 'epoch'");
        ofService.turn();

        get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("status", equalTo("UP"))
                .body("checks.find { it.name == 'Online audit' }.status", equalTo("UP"))
                .body("checks.find { it.name == 'Online audit' }.data.findings", equalTo(1))
                .body("checks.find { it.name == 'Online audit' }.data.lagRows", equalTo(0))
                .body("checks.find { it.name == 'Online audit' }.data.lagSeconds", lessThan(60))
                .body("checks.find { it.name == 'Online audit' }.data.fullPassAgeSeconds", lessThan(60))
                .body(
                        "checks.find { it.name == 'Online audit' }.data.finding",
                        containsString("account demo/" + member + ": has other counters than its journal"));
        assertThat(get("/q/metrics").body().asString())
                .contains("omnipoints_audit_findings 1.0")
                .contains("omnipoints_audit_lag_rows 0.0")
                .contains("omnipoints_audit_lag_seconds ")
                .contains("omnipoints_audit_full_pass_age_seconds ")
                .contains("omnipoints_audit_rows_total{pass=\"new\"} ")
                .contains("omnipoints_audit_accounts_total{pass=\"full\"} ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM audit_finding",
                "DELETE FROM audit_checkpoint",
                "INSERT INTO audit_state DEFAULT VALUES"
            })
    void theServicesOwnRoleCannotTakeFindingsAway(String sql) {
        assertThatThrownBy(() -> Database.executeAsService(sql)).hasMessageContaining("permission denied");
    }
}
