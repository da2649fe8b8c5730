package dev.omnipoints.loyalty.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.loyalty.Calls;
import dev.omnipoints.loyalty.Database;
import dev.omnipoints.loyalty.LoyaltyEnvironment;
import dev.omnipoints.loyalty.Sales;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each lie is told by the database's owner and taken back after the test. */
@QuarkusTest
@QuarkusTestResource(LoyaltyEnvironment.class)
class AuditTest {

    private String member;
    private String saleId;

    @BeforeEach
    void threeSales() {
        MemberContext context = Sales.active();
        member = context.getMemberId();
        for (int i = 0; i < 3; i++) {
            saleId = Calls.sales("demo", "till-1")
                    .recordSale(Sales.request(Sales.sale(1000), context).build())
                    .getResult()
                    .getSaleId();
        }
        for (String table : new String[] {"journal", "account", "lot", "sale"}) {
            Database.execute("CREATE TABLE kept_" + table + " AS SELECT * FROM " + table);
        }
    }

    @AfterEach
    void theTruthAgain() {
        for (String table : new String[] {"journal", "account", "lot", "sale"}) {
            Database.execute("DELETE FROM " + table);
            Database.execute("INSERT INTO " + table + " SELECT * FROM kept_" + table);
            Database.execute("DROP TABLE kept_" + table);
        }
        assertThat(Database.audit()).startsWith("0 ");
    }

    @Test
    void theTruthIsVerified() {
        assertThat(Database.audit()).startsWith("0 ").contains("verified: chains, lots, totals and sales agree");
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
                "DELETE FROM journal WHERE seq = 3 AND member = '%s' | account demo/%s: is at seq 3, its journal at 2",
                "UPDATE account SET spendable = 31, issued = 31 WHERE member = '%s' | account demo/%s: has other",
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
