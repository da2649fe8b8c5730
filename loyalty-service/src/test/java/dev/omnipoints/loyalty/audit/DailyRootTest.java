package dev.omnipoints.loyalty.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.omnipoints.contracts.loyalty.v1.AuditServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.ListRootsRequest;
import dev.omnipoints.contracts.loyalty.v1.ListRootsResponse;
import dev.omnipoints.contracts.loyalty.v1.Root;
import dev.omnipoints.contracts.type.v1.Caller;
import dev.omnipoints.contracts.type.v1.CallerKind;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.Calls;
import dev.omnipoints.loyalty.Database;
import dev.omnipoints.loyalty.LoyaltyEnvironment;
import dev.omnipoints.loyalty.Sales;
import dev.omnipoints.loyalty.TestClock;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Inject;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no chain shows of itself: a tail that was cut off. */
@QuarkusTest
@QuarkusTestResource(LoyaltyEnvironment.class)
class DailyRootTest {
    private static final String[] TABLES = {"journal", "account", "lot", "sale"};

    @Inject
    Vertx vertx;

    @Inject
    Pool pool;

    private KeyPair key;
    private DailyRoot daily;
    private String member;

    @BeforeEach
    void threeSales() throws NoSuchAlgorithmException {
        key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        daily = daily();
        MemberContext context = Sales.active();
        member = context.getMemberId();
        sale(context);
        sale(context);
        sale(context);
    }

    @AfterEach
    void theTruthAgain() {
        Database.execute("DELETE FROM ledger_root");
        assertThat(Database.audit()).startsWith("0 ");
    }

    @Test
    void aTailThatWasCutOffIsFoundThoughEveryChainFits() {
        assertThat(await(daily.write())).isTrue();
        assertThat(audit())
                .startsWith("0 ")
                .containsPattern("daily roots +1\\b")
                .doesNotContain("unknown key");
        for (String table : TABLES) {
            Database.execute("CREATE TABLE kept_" + table + " AS SELECT * FROM " + table);
        }
        try {
            cutOffTheThirdRow();

            assertThat(audit())
                    .startsWith("1 ")
                    .containsPattern("LIE FOUND: root of \\d{4}-\\d\\d-\\d\\d: does not follow from the journal");
            // The control: nothing else shows it.
            Database.execute("DELETE FROM ledger_root");
            assertThat(audit()).startsWith("0 ");
        } finally {
            for (String table : TABLES) {
                Database.execute("DELETE FROM " + table);
                Database.execute("INSERT INTO " + table + " SELECT * FROM kept_" + table);
                Database.execute("DROP TABLE kept_" + table);
            }
        }
    }

    /** With account, lots and sale made to fit. */
    private void cutOffTheThirdRow() {
        String ofMember = " WHERE member = '" + member + "'";
        assertThat(Database.execute("UPDATE account a SET seq = j.seq, head = j.hash, spendable = j.spendable,"
                        + " issued = a.issued - 10, last_recorded_at = j.recorded_at FROM journal j"
                        + " WHERE j.member = a.member AND j.seq = 2 AND a.member = '" + member + "'"))
                .isEqualTo(1);
        assertThat(Database.execute("DELETE FROM sale" + ofMember + " AND earn_seq = 3"))
                .isEqualTo(1);
        assertThat(Database.execute("DELETE FROM lot" + ofMember + " AND made_seq = 3"))
                .isEqualTo(1);
        assertThat(Database.execute("DELETE FROM journal" + ofMember + " AND seq = 3"))
                .isEqualTo(1);
    }

    @Test
    void whatIsRecordedAfterTheRootChangesNothing() {
        assertThat(await(daily.write())).isTrue();
        String rows = Database.query("SELECT rows FROM ledger_root").getFirst();
        assertThat(rows)
                .isEqualTo(Database.query("SELECT count(*) FROM journal").getFirst());

        sale(Sales.active());

        assertThat(audit()).startsWith("0 ");
        assertThat(Database.audit()).startsWith("0 ").containsPattern("of unknown key +1\\b");
    }

    @Test
    void ofManyInstancesOneWritesADaysRootAndTheNextFollowsIt() {
        List<Future<Boolean>> writes =
                Stream.generate(this::daily).limit(8).map(DailyRoot::write).toList();
        assertThat(writes.stream().filter(DailyRootTest::await)).hasSize(1);
        assertThat(await(daily.write())).isFalse();
        try {
            TestClock.ahead(Duration.ofDays(1));
            sale(Sales.active());
            assertThat(await(daily.write())).isTrue();
        } finally {
            TestClock.reset();
        }

        List<Root> roots = list(ListRootsRequest.newBuilder()).getRootsList();
        assertThat(roots).hasSize(2);
        assertThat(roots.get(0).getBefore().toByteArray()).isEqualTo(new byte[32]);
        assertThat(roots.get(1).getBefore()).isEqualTo(roots.get(0).getRoot());
        assertThat(roots.get(1).getRows()).isEqualTo(roots.get(0).getRows() + 1);
        assertThat(roots.get(1).getAccounts()).isEqualTo(roots.get(0).getAccounts() + 1);
        assertThat(audit()).startsWith("0 ").containsPattern("daily roots +2\\b");

        Database.execute("DELETE FROM ledger_root WHERE before = decode(repeat('00', 32), 'hex')");
        assertThat(audit()).startsWith("1 ").contains("the root before it is missing or another");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "day = day - 1",
                "cluster = cluster + 1",
                "cut = '3:3:'",
                "accounts = accounts + 1",
                "rows = rows - 1",
                "before = root",
                "root = sha256(root)",
                "signature = set_byte(signature, 5, get_byte(signature, 5) # 1)",
                "signature = ''",
            })
    void aRootThatWasChangedIsFound(String change) {
        assertThat(await(daily.write())).isTrue();
        Database.execute("UPDATE ledger_root SET " + change);

        assertThat(audit()).startsWith("1 ").containsPattern("LIE FOUND: root of .*: is not what was signed");
    }

    @Test
    void rootsAreListedForServicesAndStaffAlone() {
        for (int day = 1; day <= 3; day++) {
            TestClock.ahead(Duration.ofDays(day));
            assertThat(await(daily.write())).isTrue();
        }
        TestClock.reset();

        ListRootsResponse first = list(ListRootsRequest.newBuilder().setPageSize(2));
        assertThat(first.getRootsList()).hasSize(2);
        ListRootsResponse second =
                list(ListRootsRequest.newBuilder().setPageSize(2).setPageToken(first.getNextPageToken()));
        assertThat(second.getRootsList()).hasSize(1);
        assertThat(second.getNextPageToken()).isEmpty();
        assertThat(Database.query("SELECT day || '/' || rows || '/' || encode(signature, 'hex') FROM ledger_root"
                        + " ORDER BY day"))
                .isEqualTo(Stream.concat(first.getRootsList().stream(), second.getRootsList().stream())
                        .map(root -> root.getDay() + "/" + root.getRows() + "/"
                                + HexFormat.of().formatHex(root.getSignature().toByteArray()))
                        .toList());

        assertThat(stub("channel-gateway", Calls.staff("demo", "ann"))
                        .listRoots(ListRootsRequest.newBuilder().setPageSize(2).build())
                        .getRootsList())
                .isEqualTo(first.getRootsList());
        assertThat(refused(Calls.till("demo", "till-1"), ListRootsRequest.newBuilder())
                        .getReason())
                .isEqualTo(Reason.REASON_NOT_GRANTED);
        assertThat(refused(service(), ListRootsRequest.newBuilder().setPageSize(401))
                        .getField())
                .isEqualTo("pageSize");
        assertThat(refused(service(), ListRootsRequest.newBuilder().setPageToken("x"))
                        .getField())
                .isEqualTo("pageToken");
    }

    @Test
    void whatIsNoKeyIsToldAtTheStart() {
        assertThatThrownBy(() -> new DailyRoot(vertx, pool, Optional.of("x"), "1", Duration.ofMinutes(10)))
                .hasMessageContaining("omnipoints.ledger.root-key is no Ed25519 private key");
        assertThat(Database.audit("k1")).startsWith("2 ").contains("OMNIPOINTS_AUDIT_ROOT_KEYS is no list");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPDATE ledger_root SET rows = 1", "DELETE FROM ledger_root", "TRUNCATE ledger_root"})
    void theServicesOwnRoleCannotRewriteRoots(String sql) {
        assertThatThrownBy(() -> Database.executeAsService(sql)).hasMessageContaining("permission denied");
    }

    private DailyRoot daily() {
        String base64 = Base64.getEncoder().encodeToString(key.getPrivate().getEncoded());
        return new DailyRoot(vertx, pool, Optional.of(base64), "k1", Duration.ofMinutes(10));
    }

    private String audit() {
        return Database.audit(
                "k1=" + Base64.getEncoder().encodeToString(key.getPublic().getEncoded()));
    }

    private static void sale(MemberContext member) {
        Calls.sales("demo", "till-1")
                .recordSale(Sales.request(Sales.sale(1000), member).build());
    }

    private static ListRootsResponse list(ListRootsRequest.Builder request) {
        return stub(service()).listRoots(request.build());
    }

    private static Problem refused(Caller caller, ListRootsRequest.Builder request) {
        return Calls.problem(catchThrowableOfType(
                StatusRuntimeException.class, () -> stub(caller).listRoots(request.build())));
    }

    private static AuditServiceGrpc.AuditServiceBlockingStub stub(Caller caller) {
        return stub("profile-service", caller);
    }

    private static AuditServiceGrpc.AuditServiceBlockingStub stub(String issuer, Caller caller) {
        return Calls.as(AuditServiceGrpc.newBlockingStub(Calls.channel()), issuer, caller);
    }

    private static Caller service() {
        return Caller.newBuilder()
                .setProgramme("demo")
                .setKind(CallerKind.CALLER_KIND_SERVICE)
                .setClient("profile-service")
                .build();
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
