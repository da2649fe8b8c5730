package dev.omnipoints.loyalty.posting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.loyalty.Asks;
import dev.omnipoints.loyalty.Calls;
import dev.omnipoints.loyalty.Database;
import dev.omnipoints.loyalty.LoyaltyEnvironment;
import dev.omnipoints.loyalty.Sales;
import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Chain;
import dev.omnipoints.loyalty.ledger.Row;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * L3: every row balances; account = lots = holds = the replayed journal. The auditor finds any damage and names it:
 * each lie is told by the database's owner and taken back after the test. It runs after every other test that writes;
 * beside traffic: {@link L3AuditBesideTrafficTest}.
 */
@QuarkusTest
@QuarkusTestResource(LoyaltyEnvironment.class)
class L3ConservationTest {

    private static final String[] TABLES = {"journal", "account", "lot", "hold", "sale"};

    private static String member;
    private static String saleId;

    /** Once: after each lie they are as they were. */
    @BeforeEach
    void threeSalesAndAHold() {
        if (member != null) {
            return;
        }
        MemberContext context = Sales.active();
        member = context.getMemberId();
        for (int i = 0; i < 3; i++) {
            saleId = Calls.sales("demo", "till-1")
                    .recordSale(Sales.request(Sales.sale(1000), context).build())
                    .getResult()
                    .getSaleId();
        }
        Asks.send(
                Calls.till("demo", "shop"),
                Asks.hold(context, 5).setReceipt(Sales.receipt()).setTtlSeconds(604_800));
        for (String table : TABLES) {
            Database.execute(
                    "CREATE TABLE kept_%1$s AS SELECT * FROM %1$s WHERE member = '%2$s'".formatted(table, member));
        }
    }

    @AfterEach
    void theTruthAgain() {
        for (String table : TABLES) {
            String changed = table.equals("sale") ? "id IN (SELECT id FROM kept_sale)" : "member = '" + member + "'";
            Database.execute("DELETE FROM " + table + " WHERE " + changed);
            Database.execute("INSERT INTO " + table + " SELECT * FROM kept_" + table);
        }
    }

    @AfterAll
    static void theTruthIsVerifiedStill() {
        for (String table : TABLES) {
            Database.execute("DROP TABLE kept_" + table);
        }
        assertThat(Database.audit()).startsWith("0 ");
    }

    @Test
    void theTruthIsVerified() {
        assertThat(Database.audit())
                .startsWith("0 ")
                .contains("verified: chains, lots, totals, sales, returns and caps agree");
    }

    /** Whoever changes a row and computes its hash anew has to change every row after it. */
    @Test
    void aRowThatWasRewrittenWithItsHashIsFoundByTheNextRow() {
        AccountKey key = AccountKey.of("demo", UUID.fromString(member));
        try (RealLedger ledger = RealLedger.besideTheService()) {
            List<Row> rows = RealLedger.await(JournalTable.newestFirst(ledger.pool(), key, 3, 2));
            Row second = rows.getFirst();
            lie("UPDATE journal SET actor = 'someone' WHERE seq = 2 AND member = '" + member + "'");
            Row changed = RealLedger.await(JournalTable.newestFirst(ledger.pool(), key, 3, 1))
                    .getFirst();
            String hash = HexFormat.of().formatHex(Chain.hash(rows.getLast().hash(), changed));
            assertThat(hash).isNotEqualTo(HexFormat.of().formatHex(second.hash()));

            lie("UPDATE journal SET hash = '\\x" + hash + "' WHERE seq = 2 AND member = '" + member + "'");
        }

        assertThat(Database.audit())
                .startsWith("1 ")
                .contains("LIE FOUND: journal demo/" + member + "/3: was changed: its hash does not chain");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "caller = 'till-2'",
                "key_hash = gen_random_uuid()",
                "part = 1",
                "fingerprint = set_byte(fingerprint, 31, get_byte(fingerprint, 31) # 1)",
                "kind = 9",
                "kind = 99",
                "kind = 0",
                "kind = -1",
                "refused = 71",
                "refused = 999",
                "refused = -1",
                "points = 11",
                "spendable_change = 11, issued_change = 11",
                "spendable = 21",
                "lots = set_byte(lots, 1, get_byte(lots, 1) # 1)",
                "lots = set_byte(lots, length(lots) - 1, get_byte(lots, length(lots) - 1) # 1)",
                "lots = NULL",
                "lots = substr(lots, 1, length(lots) - 1)",
                "lots = lots || lots",
                "lots = ''",
                "hold_member = member, hold_seq = 1",
                "hold_seq = 7",
                "original_member = member, original_seq = 1",
                "sale = gen_random_uuid()",
                "counterpart_member = member, counterpart_seq = 1",
                "named_member = member",
                "channel = 2",
                "store = 'PAR-013'",
                "terminal = NULL",
                "actor = 'someone'",
                "reason = 'because'",
                "occurred_at = occurred_at + interval '1 microsecond'",
                "recorded_at = recorded_at + interval '1 microsecond'",
                "occurred_at = 'infinity'",
                "recorded_at = '-infinity'",
                "version = 2",
                "hash = ''",
                "hash = set_byte(hash, 0, get_byte(hash, 0) # 128)",
            })
    void aChangedColumnIsFoundAndItsRowNamed(String change) {
        lie("UPDATE journal SET " + change + " WHERE seq = 2 AND member = '" + member + "'");

        assertThat(Database.audit()).startsWith("1 ").contains("LIE FOUND: journal demo/" + member + "/2:");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DELETE FROM journal WHERE seq = 2 AND member = '%s' | journal demo/%s/3: the row before it is missing",
                "DELETE FROM journal WHERE seq = 4 AND member = '%s' | account demo/%s: is at seq 4, its journal at 3",
                "UPDATE account SET spendable = 26, issued = 31 WHERE member = '%s' | account demo/%s: has other",
                "UPDATE account SET head = sha256(head) WHERE member = '%s' | account demo/%s: has another head",
                "UPDATE account SET next_due_at = NULL WHERE member = '%s' | account demo/%s: is due at",
                "UPDATE account SET status = 9 WHERE member = '%s' | account demo/%s: cannot be read",
                "UPDATE account SET status = 0 WHERE member = '%s' | account demo/%s: cannot be read",
                "UPDATE account SET head = '' WHERE member = '%s' | account demo/%s: has another head",
                "UPDATE account SET seq = -1 WHERE member = '%s' | account demo/%s: is at seq -1",
                "UPDATE account SET last_recorded_at = 'infinity' WHERE member = '%s' | account demo/%s: was last",
                "UPDATE account SET bucket = 1 - bucket WHERE member = '%s' | demo/%s",
                "DELETE FROM account WHERE member = '%s' | demo/%s",
                "UPDATE lot SET remaining = 11 WHERE made_seq = 2 AND member = '%s' | lot demo/%s/2/0: is not what",
                "UPDATE lot SET open = false WHERE made_seq = 2 AND member = '%s' | lot demo/%s/2/0: has a wrong mark",
                "DELETE FROM lot WHERE made_seq = 2 AND member = '%s' | lot demo/%s/2/0: is missing",
                "UPDATE hold SET points = 6 WHERE member = '%s' | hold demo/%s/4: is not what its journal says",
                "UPDATE hold SET open = false WHERE member = '%s' | hold of demo/%s: cannot be read",
                "UPDATE hold SET expires_at = now() WHERE member = '%s' | hold demo/%s/4: is not",
                "UPDATE hold SET lots = '' WHERE member = '%s' | hold of demo/%s: cannot be read",
                "UPDATE hold SET made_seq = 9 WHERE member = '%s' | hold demo/%s/9: stands in no",
                "DELETE FROM hold WHERE member = '%s' | hold demo/%s/4: is missing",
                "UPDATE lot SET made_seq = 9 WHERE made_seq = 2 AND member = '%s' | lot demo/%s/9/0: stands in no",
            })
    void aLieInAnyTableIsFound(String lie, String finding) {
        lie(lie.formatted(member));

        assertThat(Database.audit()).startsWith("1 ").contains(finding.formatted(member));
    }

    @Test
    void aSaleThatSaysOtherThanTheJournalIsFound() {
        lie("UPDATE sale SET points = 11 WHERE id = '%s'::uuid".formatted(saleId));

        assertThat(Database.audit()).startsWith("1 ").contains("sale " + saleId + ": its journal row");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fingerprint = set_byte(fingerprint, 0, get_byte(fingerprint, 0) # 1)",
                "basket = set_byte(basket, length(basket) - 1, get_byte(basket, length(basket) - 1) # 1)",
                "basket = substr(basket, 1, length(basket) - 1)",
                "basket = ''",
                "total = total + 1",
                "currency = 'USD'",
                "points = 0",
                "caller = 'till-2'",
                "key_hash = gen_random_uuid()",
                "channel = 2",
                "actor = 'someone'",
                "occurred_at = occurred_at + interval '1 microsecond'",
                "recorded_at = recorded_at + interval '1 microsecond'",
                "programme = 'slow'",
                "store = 'PAR-013'",
                "terminal = 'T4'",
                "number = '1'",
                "business_date = '2026-11-22'",
                "earn_seq = 2",
                "earn_seq = 99",
                "member = gen_random_uuid()",
                "earn_seq = NULL, member = NULL",
                "answer = substr(answer, 1, length(answer) - 1)",
                "answer = ''",
            })
    void aChangedSaleIsFoundAndNamed(String change) {
        lie("UPDATE sale SET %s WHERE id = '%s'::uuid".formatted(change, saleId));

        assertThat(Database.audit()).startsWith("1 ").contains("LIE FOUND: sale " + saleId + ": ");
    }

    /** Past a constraint that a superuser can drop. */
    @Test
    void aRowOfNoSeqIsFound() {
        Database.execute("ALTER TABLE journal DROP CONSTRAINT journal_seq_check");
        try {
            lie("UPDATE journal SET seq = -2 WHERE seq = 2 AND member = '" + member + "'");

            assertThat(Database.audit()).startsWith("1 ").contains("LIE FOUND: journal demo/" + member + "/-2: ");
        } finally {
            Database.execute("DELETE FROM journal WHERE seq < 1");
            Database.execute("ALTER TABLE journal ADD CONSTRAINT journal_seq_check CHECK (seq >= 1)");
        }
    }

    @Test
    void anEarnWithoutItsSaleIsFound() {
        lie("DELETE FROM sale WHERE id = '%s'::uuid".formatted(saleId));

        assertThat(Database.audit()).startsWith("1 ").contains("journal demo/" + member + "/3: its sale is missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE journal SET points = 1",
                "DELETE FROM journal",
                "TRUNCATE journal",
                "DELETE FROM account",
                "DELETE FROM sale",
                "UPDATE sale SET points = 1",
                "UPDATE test_clock SET shift = interval '1 day'",
                "UPDATE programme SET earn_points = 2",
                "CREATE TABLE own (x int)",
            })
    void theServicesOwnRoleCannotRewriteHistory(String sql) {
        assertThatThrownBy(() -> Database.executeAsService(sql)).hasMessageContaining("permission denied");
    }

    private static void lie(String sql) {
        assertThat(Database.execute(sql)).isEqualTo(1);
    }
}
