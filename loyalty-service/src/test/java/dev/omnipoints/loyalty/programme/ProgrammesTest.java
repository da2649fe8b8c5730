package dev.omnipoints.loyalty.programme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.omnipoints.contracts.loyalty.v1.GetBalanceRequest;
import dev.omnipoints.contracts.loyalty.v1.GetBalanceResponse;
import dev.omnipoints.contracts.loyalty.v1.SaleResult;
import dev.omnipoints.contracts.loyalty.v1.UpdateProgrammeRequest;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.loyalty.Calls;
import dev.omnipoints.loyalty.Database;
import dev.omnipoints.loyalty.LoyaltyEnvironment;
import dev.omnipoints.loyalty.Sales;
import dev.omnipoints.loyalty.TestClock;
import dev.omnipoints.loyalty.platform.OwnContext;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(LoyaltyEnvironment.class)
class ProgrammesTest {

    private static final Duration NEVER = Duration.ofDays(1);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Inject
    Programmes programmes;

    @Inject
    ProgrammeStore store;

    @Inject
    Vertx vertx;

    @TempDir
    Path folder;

    private String programme;

    @BeforeEach
    void aProgrammeOfTheTestsOwn() {
        programme = Edited.programme(programmes);
    }

    @AfterEach
    void ledgerIsTrue() {
        TestClock.reset();
        assertThat(Database.audit()).startsWith("0 ");
    }

    @Test
    void aSaleIsRatedByTheSettingsThatHeldWhenItHappenedAndSaysWhich() {
        Instant before = Instant.now().minusSeconds(60);
        update(1, Edited.settings(3), null);
        MemberContext member = Sales.active();

        assertThat(earn(member, 1000, Instant.now().plusSeconds(5)).getEarned().getPoints())
                .isEqualTo(30);
        assertThat(earn(member, 1000, before).getEarned().getPoints()).isEqualTo(10);

        assertThat(Database.query(
                        "SELECT programme_version FROM sale WHERE programme = '" + programme + "' ORDER BY points"))
                .containsExactly("1", "2");
    }

    @Test
    void storedInstantsAreNeverChangedByAChangeOfSettings() {
        MemberContext member = Sales.active();
        SaleResult first = earn(member, 1000, Instant.now());
        List<String> stored = lots(member);

        update(1, Edited.settings(1, "{\"kind\":\"PERIOD\",\"length\":2,\"unit\":\"YEAR\"}"), null);

        assertThat(lots(member)).isEqualTo(stored);
        GetBalanceResponse balance = Calls.accounts(programme)
                .getBalance(GetBalanceRequest.newBuilder().setMember(member).build());
        assertThat(balance.getExpiringList()).hasSize(1);
        assertThat(balance.getExpiring(0).getExpiresAt())
                .isEqualTo(first.getEarned().getExpiresAt());
        SaleResult second = earn(member, 1000, Instant.now().plusSeconds(5));
        assertThat(Duration.between(
                                Sales.instant(first.getEarned().getExpiresAt()),
                                Sales.instant(second.getEarned().getExpiresAt()))
                        .toDays())
                .isBetween(699L, 702L);
        assertThat(lots(member)).hasSize(2).containsAll(stored);
    }

    @Test
    void anotherInstanceSeesANewVersionAtItsNextLook() {
        Programmes other = new Programmes(store, vertx, Optional.empty(), NEVER);
        other.start(null);
        update(1, Edited.settings(3), null);
        assertThat(other.now(programme).version()).isEqualTo(1);

        other.look();

        assertThat(other.now(programme).version()).isEqualTo(2);
        assertThat(other.now(programme).earnPoints()).isEqualTo(3);
        other.stop(null);
    }

    @Test
    void anInstanceThatOnlyPollsSeesItWithinItsPoll() {
        Programmes other = new Programmes(store, vertx, Optional.empty(), Duration.ofMillis(50));
        other.start(null);
        update(1, Edited.settings(3), null);

        await().atMost(Duration.ofSeconds(5)).until(() -> other.now(programme).version() == 2);
        other.stop(null);
    }

    @Test
    void aLookThatBeganBeforeAChangeDoesNotUndoIt() throws Exception {
        ProgrammeVersion changed = OwnContext.await(vertx, LIMIT, () -> store.newestFirst(programme, 2, 1))
                .getFirst();
        Thread looker = new Thread(programmes::look);
        try (Connection owner = Database.connection()) {
            owner.setAutoCommit(false);
            owner.createStatement().execute("LOCK TABLE programme IN ACCESS EXCLUSIVE MODE");
            looker.start();
            // The clock is read by now, and the count waits.
            await().until(() -> !Database.query("SELECT pid FROM pg_locks WHERE NOT granted")
                    .isEmpty());
            Instant now = Instant.parse(Database.query("SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC',"
                            + " 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')")
                    .getFirst());
            programmes.learn(changed.numbered(2, now, now, "ann"));
        }
        looker.join();

        assertThat(programmes.now(programme).version()).isEqualTo(2);
    }

    @Test
    void aVersionWithADateToComeHoldsFromThenOnByTheLedgersClock() {
        Instant date = Instant.now().plus(Duration.ofDays(3));
        update(1, Edited.settings(5), date);

        assertThat(programmes.now(programme).version()).isEqualTo(1);
        assertThat(programmes.at(programme, date.minusMillis(1)).version()).isEqualTo(1);
        assertThat(programmes.at(programme, date).version()).isEqualTo(2);

        TestClock.ahead(Duration.ofDays(3).plusMinutes(1));
        programmes.look();

        assertThat(programmes.now(programme).version()).isEqualTo(2);
    }

    @Test
    void aLaterVersionTakesThePlaceOfOneWhoseDateIsStillToCome() {
        Instant date = Instant.now().plus(Duration.ofDays(3));
        update(1, Edited.settings(5), date);
        update(2, Edited.settings(7), null);

        assertThat(programmes.now(programme).version()).isEqualTo(3);
        assertThat(programmes.at(programme, date.plusSeconds(1)).version()).isEqualTo(3);
        assertThat(programmes.at(programme, Instant.EPOCH.minusSeconds(1)).version())
                .isEqualTo(1);
    }

    @Test
    void theRunningServiceMayNotRewriteAVersion() {
        for (String sql : new String[] {"UPDATE programme SET earn_points = 9", "DELETE FROM programme"}) {
            assertThatThrownBy(() -> Database.executeAsService(sql)).hasMessageContaining("permission denied");
        }
    }

    @Test
    void aBootstrapFileInsertsWhatIsMissingAndChangesNothing() throws Exception {
        update(1, Edited.settings(3), null);
        String fresh = "p-" + Sales.fresh();
        String file = "{\"programmes\":[{\"id\":\"ID\",\"zone\":\"UTC\",\"currencies\":[\"USD\"]}," + "{\"id\":\""
                + fresh + "\",\"zone\":\"UTC\",\"currencies\":[\"USD\"]}]}";

        Programmes other = started(file.replace("ID", programme));

        assertThat(other.now(programme).version()).isEqualTo(2);
        assertThat(other.now(programme).currencies()).containsExactly("EUR");
        assertThat(other.now(fresh).version()).isEqualTo(1);
        assertThat(other.now(fresh).currencies()).containsExactly("USD");
        other.stop(null);
    }

    @Test
    void aBootstrapFileThatIsNotAsItMustBeStopsTheStart() {
        assertThatThrownBy(() -> started("{\"programmes\":[{\"id\":\"x\",\"zone\":\"Mars\"}]}"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("programmes[0].zone: Send an IANA time zone");
        assertThatThrownBy(() -> started("nonsense"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("omnipoints.programme.bootstrap-file");
    }

    private Programmes started(String bootstrap) throws Exception {
        Path file = Files.writeString(folder.resolve("programmes.json"), bootstrap);
        Programmes other = new Programmes(store, vertx, Optional.of(file.toString()), NEVER);
        other.start(null);
        return other;
    }

    private void update(int expected, String settings, Instant holdsFrom) {
        UpdateProgrammeRequest.Builder change =
                UpdateProgrammeRequest.newBuilder().setExpectedVersion(expected).setSettingsJson(settings);
        if (holdsFrom != null) {
            change.setHoldsFrom(Sales.timestamp(holdsFrom));
        }
        Calls.programmes(programme, "ann").updateProgramme(change.build());
    }

    private SaleResult earn(MemberContext member, long cents, Instant occurredAt) {
        return Calls.sales(programme, "till-1")
                .recordSale(Sales.request(Sales.sale(cents).setOccurredAt(Sales.timestamp(occurredAt)), member)
                        .build())
                .getResult();
    }

    private static List<String> lots(MemberContext member) {
        return Database.query(
                "SELECT to_jsonb(l)::text FROM lot l WHERE member = '" + member.getMemberId() + "' ORDER BY made_seq");
    }
}
