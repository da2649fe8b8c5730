package dev.omnipoints.loyalty.audit;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.loyalty.Calls;
import dev.omnipoints.loyalty.Database;
import dev.omnipoints.loyalty.LoyaltyEnvironment;
import dev.omnipoints.loyalty.Sales;
import dev.omnipoints.loyalty.ledger.AccountKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Inject;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the auditor beside the traffic finds by the daily roots alone. */
@QuarkusTest
@QuarkusTestResource(LoyaltyEnvironment.class)
class OnlineRootsTest {
    private static final Auditors.Config CONFIG = Auditors.Config.SMALL;
    private static final String CUT_OFF =
            "does not follow from the journal any more: rows of then were changed, taken away or put in";

    @Inject
    Vertx vertx;

    @Inject
    Pool pool;

    @Inject
    OnlineAuditor ofService;

    private KeyPair key;
    private String member;

    @BeforeEach
    void threeSalesAndTheirRoot() throws NoSuchAlgorithmException {
        Auditors.forget(Database::execute);
        key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        MemberContext context = Sales.active();
        member = context.getMemberId();
        for (int i = 0; i < 3; i++) {
            Calls.sales("demo", "till-1")
                    .recordSale(Sales.request(Sales.sale(1000), context).build());
        }
        String base64 = Base64.getEncoder().encodeToString(key.getPrivate().getEncoded());
        DailyRoot daily = new DailyRoot(vertx, pool, Optional.of(base64), "k1", Duration.ofMinutes(10));
        assertThat(OnlineAuditor.await(daily.write())).isTrue();
    }

    @AfterEach
    void theMemberNeverWas() {
        Database.execute("DELETE FROM ledger_root");
        for (String table : List.of("journal", "lot", "sale", "account")) {
            Database.execute("DELETE FROM " + table + " WHERE member = '" + member + "'");
        }
        Auditors.forget(Database::execute);
        assertThat(Database.audit()).startsWith("0 ");
    }

    @Test
    void aTailThatWasCutOffIsFoundThoughAccountLotsAndChainFit() {
        auditor().turn();
        assertThat(findings()).isEmpty();
        cutOffTheThirdRow();
        Database.execute("UPDATE audit_state SET passed_from = NULL, lease_until = 'epoch'");

        ofService.turn();

        assertThat(findings()).singleElement().asString().startsWith("root of ").contains(CUT_OFF);
        get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'Online audit' }.data.findings", equalTo(1))
                .body("checks.find { it.name == 'Online audit' }.data.finding", containsString(CUT_OFF));
        assertThat(get("/q/metrics").body().asString()).contains("omnipoints_audit_findings 1.0");

        // The control: nothing else shows it.
        Database.execute("DELETE FROM ledger_root");
        Database.execute("UPDATE audit_state SET passed_from = NULL");
        ofService.turn();
        assertThat(findings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anInstanceThatTakesAPassOverGoesOnWithItsRoots(boolean cut) {
        for (int i = 0; i < 12; i++) {
            Calls.sales("demo", "till-1")
                    .recordSale(Sales.request(Sales.sale(1000), Sales.active()).build());
        }
        if (cut) {
            cutOffTheThirdRow();
        }
        AuditStore store = new AuditStore(pool);
        UUID first = UUID.randomUUID();
        Auditors.Config savesEachStep = new Auditors.Config(3, 100, 4, Duration.ZERO);
        FullPass pass =
                new FullPass(pool, store, savesEachStep, Auditors.keys(key).verifying(), first);
        AuditState state = OnlineAuditor.await(store.claim(first, CONFIG.lease()));
        for (int i = 0; i < 2; i++) {
            pass.step(state);
            state = OnlineAuditor.await(store.claim(first, CONFIG.lease()));
        }
        AccountKey upTo = state.pass().after();
        OnlineAuditor.await(store.release(first));
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        Auditors.on(pool, CONFIG, key, metrics).turn();

        assertThat(metrics.counter("omnipoints.audit.rows", "pass", "full").count())
                .isEqualTo(Double.parseDouble(
                        Database.query("SELECT count(*) FROM journal WHERE (bucket, programme, member)"
                                        + " > (%d, '%s', '%s')"
                                                .formatted(upTo.bucket(), upTo.programme(), upTo.member()))
                                .getFirst()));
        assertThat(Database.query("SELECT passed_from < passed_at FROM audit_state"))
                .containsExactly("t");
        if (cut) {
            assertThat(findings()).singleElement().asString().contains(CUT_OFF);
        } else {
            assertThat(findings()).isEmpty();
        }
    }

    @Test
    void aRootThatIsNotWhatWasSignedIsFound() {
        Database.execute("UPDATE ledger_root SET signature = set_byte(signature, 5, get_byte(signature, 5) # 1)");

        auditor().turn();

        assertThat(findings()).singleElement().asString().endsWith(": is not what was signed");
    }

    @Test
    void ofAJournalThatLiesNoRootIsRecomputed() {
        Database.execute("UPDATE journal SET points = points + 1 WHERE member = '" + member + "' AND seq = 2");

        auditor().turn();

        assertThat(findings()).containsExactly("journal demo/" + member + "/2: was changed: its hash does not chain");
    }

    private OnlineAuditor auditor() {
        return Auditors.on(pool, CONFIG, key, new SimpleMeterRegistry());
    }

    private static List<String> findings() {
        return Auditors.findings(Database::query);
    }

    /** With account, lots and sale made to fit. */
    private void cutOffTheThirdRow() {
        String ofMember = " WHERE member = '" + member + "'";
        assertThat(Database.execute("UPDATE account a SET seq = j.seq, head = j.hash, spendable = j.spendable,"
                        + " issued = a.issued - 10, last_recorded_at = j.recorded_at FROM journal j"
                        + " WHERE j.member = a.member AND j.seq = 2 AND a.member = '" + member + "'"))
                .isEqualTo(1);
        Database.execute("DELETE FROM sale" + ofMember + " AND earn_seq = 3");
        Database.execute("DELETE FROM lot" + ofMember + " AND made_seq = 3");
        assertThat(Database.execute("DELETE FROM journal" + ofMember + " AND seq = 3"))
                .isEqualTo(1);
    }
}
