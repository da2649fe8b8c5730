package dev.omnipoints.loyalty.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.loyalty.Database;
import dev.omnipoints.loyalty.LoyaltyEnvironment;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The auditor beside the traffic: what is new, soon; what is old, in its pass over all accounts. */
@QuarkusTest
@QuarkusTestResource(LoyaltyEnvironment.class)
class OnlineAuditTest extends AuditedMember {

    @ParameterizedTest
    @ValueSource(ints = {1, 9})
    void aPatchedAccountIsFoundWithItsNextRow(int rows) {
        sales(rows);
        auditor.turn();
        patch("account", "spendable = spendable + 5, issued = issued + 5");
        sales(1);
        auditor.turn();

        assertThat(findings())
                .containsExactly(
                        "journal demo/" + member + "/" + (rows + 1) + ": states another balance than its rows come to");
        assertThat(gauge("findings")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "account; adjusted = adjusted + 5, issued = issued - 5; has other counters than its journal",
                "account; last_recorded_at = last_recorded_at + interval '1 s'; was last recorded at another time",
                "account; head = sha256(head); has another head than its journal",
                "account; seq = seq - 1; is at seq",
                "account; merged_into = member; was merged into null",
                "lot; expired = 1; is not what its journal says"
            })
    void whatIsPatchedAfterTheLastRowIsFoundToo(String table, String change, String told) {
        for (int before : new int[] {0, 8}) {
            sales(before);
            auditor.turn();
            sales(1);
            patch(table, change);
            auditor.turn();
            assertThat(findings()).singleElement().asString().contains(member).contains(told);
            theMemberNeverWas();
            allIsVerified();
        }
    }

    @Test
    void anOldLotIsFoundByWhatItsAccountsLotsComeTo() {
        sales(8);
        auditor.turn();
        patch("lot", "points = 15, remaining = 15", " AND made_seq = 1");
        sales(1);
        auditor.turn();

        assertThat(findings()).singleElement().asString().contains("has other points in its open lots than");
    }

    @Test
    void whatIsTrueAgainHasAnEnd() {
        sales(1);
        patch("account", "adjusted = adjusted + 5, issued = issued - 5");
        auditor.turn();
        assertThat(findings()).hasSize(1);

        patch("account", "adjusted = adjusted - 5, issued = issued + 5");
        sales(1);
        auditor.turn();

        assertThat(findings()).isEmpty();
        assertThat(Database.query("SELECT lie FROM audit_finding WHERE ended_at > first_at"))
                .singleElement()
                .asString()
                .contains("has other counters than its journal");
    }

    /** The new rows show nothing of it: they were verified from a checkpoint on. */
    @Test
    void aByteThatWasFlippedInAnOldRowIsFoundByTheFullPass() {
        sales(9);
        auditor.turn();
        patch("journal", "fingerprint = set_byte(fingerprint, 5, get_byte(fingerprint, 5) # 1)", " AND seq = 2");
        sales(1);
        auditor.turn();
        assertThat(findings()).isEmpty();

        passAgain();

        assertThat(findings()).containsExactly("journal demo/" + member + "/2: was changed: its hash does not chain");
        sales(1);
        auditor.turn();
        assertThat(findings()).as("a look at the new rows alone ends nothing").hasSize(1);
    }

    @Test
    void aCheckpointThatWasPatchedHidesALieNoLongerThanToTheFullPass() {
        sales(8);
        auditor.turn();
        for (String table : List.of("account", "audit_checkpoint")) {
            patch(table, "spendable = spendable + 5, issued = issued + 5");
        }
        patch("lot", "points = 15, remaining = 15", " AND made_seq = 1");
        sales(1);
        auditor.turn();
        assertThat(findings()).isEmpty();

        passAgain();

        assertThat(findings())
                .containsExactly("journal demo/" + member + "/9: states another balance than its rows come to");
    }

    @Test
    void whatWasVerifiedAndIsGoneIsFoundThoughAllElseFits() {
        sales(8);
        auditor.turn();
        cutOff(8, 7);

        passAgain();

        assertThat(findings())
                .containsExactly("account demo/" + member + ": has no row 8 any more, which was verified before");
    }

    @ParameterizedTest
    @ValueSource(strings = {"journal", "lot"})
    void whatBelongsToNoAccountIsFoundByTheFullPass(String table) {
        sales(2);
        auditor.turn();
        for (String other : List.of("journal", "lot", "account")) {
            if (!other.equals(table)) {
                Database.execute("DELETE FROM " + other + ofMember());
            }
        }
        passAgain();

        assertThat(findings()).containsExactly(table + " of demo/" + member + ": belongs to no account");
    }
}
