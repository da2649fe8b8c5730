package dev.omnipoints.loyalty.sweep;

import static dev.omnipoints.loyalty.sweep.Members.await;
import static dev.omnipoints.loyalty.sweep.Members.bucket;
import static dev.omnipoints.loyalty.sweep.Members.earn;
import static dev.omnipoints.loyalty.sweep.Members.ownKinds;
import static dev.omnipoints.loyalty.sweep.Members.ownRows;
import static dev.omnipoints.loyalty.sweep.Members.standing;
import static dev.omnipoints.loyalty.sweep.Members.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.loyalty.Database;
import dev.omnipoints.loyalty.LoyaltyEnvironment;
import dev.omnipoints.loyalty.Sales;
import dev.omnipoints.loyalty.TestClock;
import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.posting.Lanes;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(LoyaltyEnvironment.class)
class SweepTest {

    @Inject
    Sweeper sweeper;

    @Inject
    Lanes lanes;

    @Inject
    Pool pool;

    @Inject
    Vertx vertx;

    private Members members;

    @BeforeEach
    void members() {
        members = new Members(lanes);
    }

    @AfterEach
    void ledgerIsTrue() {
        TestClock.reset();
        assertThat(Database.audit()).startsWith("0 ");
    }

    @Test
    void aHoldOfAnUntouchedMemberTimesOutAsATouchWouldHaveWritten() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        MemberContext untouched = Sales.active();
        MemberContext touched = Sales.active();
        for (MemberContext member : List.of(untouched, touched)) {
            earn("demo", member, 1000, now);
            members.hold(member, 4, now.plus(Duration.ofMinutes(10)));
            members.hold(member, 3, now.plus(Duration.ofMinutes(20)));
        }
        TestClock.ahead(Duration.ofMinutes(11));
        earn("demo", touched, 0, now);

        Swept swept = await(sweeper.holds());

        assertThat(swept.written()).isGreaterThanOrEqualTo(1);
        assertThat(swept.behind()).isGreaterThanOrEqualTo(Duration.ofSeconds(59));
        assertThat(standing(untouched)).isEqualTo("0 7 3 0");
        assertThat(ownKinds(untouched)).containsExactly("6 4");
        assertThat(ownRows(untouched)).isEqualTo(ownRows(touched));
        assertThat(await(sweeper.holds()).due()).isZero();
    }

    @Test
    void lotsOfAnUntouchedMemberBecomeUsableAndExpireAsATouchWouldHaveWritten() {
        Instant now = Instant.now();
        MemberContext untouched = Sales.active();
        MemberContext touched = Sales.active();
        earn("slow", untouched, 5000, now);
        earn("slow", touched, 5000, now);
        TestClock.ahead(Duration.ofDays(15));

        sweepAccounts(sweeper);

        assertThat(standing(untouched)).isEqualTo("0 50 0 0");
        assertThat(ownKinds(untouched)).containsExactly("14 50");
        TestClock.ahead(Duration.ofDays(32));
        sweepAccounts(sweeper);
        earn("slow", touched, 0, now);
        assertThat(standing(untouched)).isEqualTo("0 0 0 0");
        assertThat(ownKinds(untouched)).containsExactly("14 50", "15 50");
        assertThat(ownRows(untouched)).isEqualTo(ownRows(touched));
    }

    @Test
    void whereNothingIsDueNothingIsWritten() {
        MemberContext member = Sales.active();
        earn("slow", member, 5000, Instant.now());
        sweepAccounts(sweeper);
        await(sweeper.holds());
        String all = "SELECT xmin || to_jsonb(a)::text FROM account a ORDER BY bucket, programme, member";
        List<String> accounts = Database.query(all);
        List<String> rows = Database.query("SELECT count(*) FROM journal");

        Swept again = sweepAccounts(sweeper).plus(await(sweeper.holds()));

        assertThat(again.due()).isZero();
        assertThat(Database.query(all)).isEqualTo(accounts);
        assertThat(Database.query("SELECT count(*) FROM journal")).isEqualTo(rows);
    }

    @Test
    void aDateThatIsEarlyIsCorrectedAndWritesNoRow() {
        MemberContext member = Sales.active();
        earn("slow", member, 5000, Instant.now());
        String date = "SELECT next_due_at FROM account WHERE member = '" + member.getMemberId() + "'";
        List<String> right = Database.query(date);
        Database.execute("UPDATE account SET next_due_at = clock_timestamp() - interval '1 hour' WHERE member = '"
                + member.getMemberId() + "'");

        Swept swept = await(sweeper.accounts(bucket("slow", member)));

        assertThat(swept.due()).isGreaterThanOrEqualTo(1);
        assertThat(Database.query(date)).isEqualTo(right);
        assertThat(ownKinds(member)).isEmpty();
    }

    @Test
    void aMergedMemberIsLeftAloneAndTheSurvivorSwept() {
        MemberContext survivor = Sales.active();
        MemberContext merged = Sales.active();
        earn("slow", survivor, 1000, Instant.now());
        earn("slow", merged, 5000, Instant.now());
        members.merge("slow", survivor, merged);
        Database.execute("UPDATE account SET next_due_at = clock_timestamp() - interval '1 hour' WHERE member = '"
                + merged.getMemberId() + "'");
        List<String> before = version(merged);
        TestClock.ahead(Duration.ofDays(15));

        sweepAccounts(sweeper);

        assertThat(version(merged)).isEqualTo(before);
        assertThat(standing(survivor)).isEqualTo("0 60 0 0");
    }

    @Test
    void aMemberWhoWasClosedWithPointsLosesThem() {
        MemberContext member = Sales.active();
        earn("demo", member, 1000, Instant.now());
        Database.execute("UPDATE account SET status = 4 WHERE member = '" + member.getMemberId() + "'");

        sweepAccounts(sweeper);

        assertThat(standing(member)).isEqualTo("0 0 0 0");
        assertThat(ownKinds(member)).containsExactly("13 10");
    }

    @Test
    void aMemberWhoseRowSomeoneHoldsIsLeftToALaterRound() throws SQLException {
        Instant now = Instant.now();
        MemberContext held = Sales.active();
        MemberContext free = Sales.active();
        for (MemberContext member : List.of(held, free)) {
            earn("demo", member, 1000, now);
            members.hold(member, 4, now.plus(Duration.ofMinutes(10)));
        }
        TestClock.ahead(Duration.ofMinutes(11));

        try (Connection other = connection()) {
            other.setAutoCommit(false);
            other.createStatement()
                    .execute("SELECT FROM account WHERE member = '" + held.getMemberId() + "' FOR UPDATE");
            Swept swept = await(sweeper.holds());
            assertThat(swept.failed()).isEqualTo(1);
            assertThat(standing(free)).isEqualTo("0 10 0 0");
            assertThat(standing(held)).isEqualTo("0 6 4 0");
            other.rollback();
        }

        assertThat(await(sweeper.holds()).written()).isEqualTo(1);
        assertThat(standing(held)).isEqualTo("0 10 0 0");
    }

    @Test
    void thousandsOfMembersAreDonePageByPage() {
        TestClock.ahead(Duration.ofDays(2));
        sweepAccounts(sweeper);
        TestClock.reset();
        List<MemberContext> many = members.pending(5_000);
        TestClock.ahead(Duration.ofDays(2));

        Swept swept = sweepAccounts(new Sweeper(vertx, pool, lanes, Config.of(25, 8)));

        assertThat(swept.due()).isEqualTo(5_000);
        assertThat(swept.written()).isEqualTo(5_000);
        assertThat(swept.failed()).isZero();
        assertThat(swept.pages()).isGreaterThanOrEqualTo(200);
        assertThat(standing(many.getFirst())).isEqualTo("0 7 0 0");
        assertThat(standing(many.getLast())).isEqualTo("0 7 0 0");
        assertThat(sweepAccounts(sweeper).due()).isZero();
    }

    @Test
    void itSweepsByItselfUntilItIsStopped() throws Exception {
        Instant now = Instant.now();
        MemberContext holder = Sales.active();
        MemberContext saver = Sales.active();
        earn("demo", holder, 1000, now);
        members.hold(holder, 4, now.plus(Duration.ofMinutes(10)));
        earn("slow", saver, 5000, now);
        TestClock.ahead(Duration.ofDays(15));
        Sweeper own = new Sweeper(vertx, pool, lanes, Config.of(100, 8));

        own.begin();

        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(standing(holder)).isEqualTo("0 10 0 0");
            assertThat(standing(saver)).isEqualTo("0 50 0 0");
        });
        own.stop(null);
        assertThat(await(own.holds()).pages()).isZero();
    }

    private static Swept sweepAccounts(Sweeper sweeper) {
        Swept all = Swept.NOTHING;
        for (short bucket = 0; bucket < AccountKey.BUCKETS; bucket++) {
            all = all.plus(await(sweeper.accounts(bucket)));
        }
        return all;
    }

    private static Connection connection() throws SQLException {
        var config = ConfigProvider.getConfig();
        return DriverManager.getConnection(
                config.getValue("test.owner.url", String.class),
                config.getValue("quarkus.datasource.username", String.class),
                config.getValue("quarkus.datasource.password", String.class));
    }
}
