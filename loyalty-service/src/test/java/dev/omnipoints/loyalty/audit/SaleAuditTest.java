package dev.omnipoints.loyalty.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.contracts.loyalty.v1.Returned;
import dev.omnipoints.contracts.loyalty.v1.ReturnedLine;
import dev.omnipoints.loyalty.Database;
import dev.omnipoints.loyalty.LoyaltyEnvironment;
import dev.omnipoints.loyalty.programme.Programmes;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The auditor finds any damage to claims and returns; what caps have counted: {@link CapAuditTest}. */
@QuarkusTest
@QuarkusTestResource(LoyaltyEnvironment.class)
class SaleAuditTest {

    private static TrueShop shop;

    @Inject
    Programmes programmes;

    @BeforeEach
    void aShop() {
        if (shop == null) {
            shop = TrueShop.open(programmes);
        }
    }

    @AfterEach
    void theTruthAgain() {
        shop.restore();
    }

    @AfterAll
    static void theTruthIsVerifiedStill() {
        shop.close();
        assertThat(Database.audit()).startsWith("0 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "claimed_by = gen_random_uuid()",
                "claimed_by = NULL",
                "claim_seq = 1",
                "claim_seq = 99",
                "claim_seq = NULL",
                "claimed_at = claimed_at + interval '1 microsecond'",
                "claimed_at = NULL",
                "claim_answer = answer",
                "claim_answer = ''",
                "claim_answer = NULL",
                "claim_answer = substr(claim_answer, 1, length(claim_answer) - 1)",
                "claim_standing = NULL",
                "member_status = 2",
                "returned = NULL",
                "returned = ''",
            })
    void aChangedClaimIsFoundAndItsSaleNamed(String change) {
        lie("UPDATE sale SET %s WHERE id = '%s'::uuid".formatted(change, shop.claimed()));

        assertThat(Database.audit()).startsWith("1 ").contains("LIE FOUND: sale " + shop.claimed() + ": ");
    }

    @Test
    void aClaimThatWasTakenAwayIsFoundByWhatItEarned() {
        lie("""
                UPDATE sale SET claimed_by = NULL, claim_seq = NULL, claimed_at = NULL, claim_answer = NULL,
                    claim_standing = NULL, claim_context = NULL, returned = '%s' WHERE id = '%s'::uuid
                """.formatted("\\x" + withoutPoints(), shop.claimed()));

        assertThat(Database.audit())
                .startsWith("1 ")
                .containsPattern("LIE FOUND: journal .*: its sale earned otherwise");
    }

    /** What came back of the claimed sale, without what its claim left out. */
    private static String withoutPoints() {
        return HexFormat.of()
                .formatHex(Returned.newBuilder()
                        .addLines(ReturnedLine.newBuilder().setLineId("1").setQuantity(1))
                        .setMoney(2_000)
                        .build()
                        .toByteArray());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "returned = NULL",
                "returned = ''",
                "returned = substr(returned, 1, length(returned) - 1)",
                "returned = set_byte(returned, length(returned) - 1, get_byte(returned, length(returned) - 1) # 1)",
            })
    void aSaleThatSaysOtherThanItsReturnsIsFound(String change) {
        lie("UPDATE sale SET %s WHERE id = '%s'::uuid".formatted(change, shop.bought()));

        assertThat(Database.audit())
                .startsWith("1 ")
                .containsPattern("LIE FOUND: (sale " + shop.bought() + "|return " + shop.returned() + "): ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bucket = 63 - bucket",
                "programme = 'elsewhere'",
                "store = 'PAR-013'",
                "terminal = 'T9'",
                "return_id = 'another'",
                "member = NULL, seq = NULL",
                "member = gen_random_uuid()",
                "seq = 1",
                "seq = 99",
                "caller = 'till-2'",
                "key_hash = gen_random_uuid()",
                "fingerprint = set_byte(fingerprint, 0, get_byte(fingerprint, 0) # 1)",
                "channel = 2",
                "actor = 'someone'",
                "occurred_at = occurred_at + interval '1 microsecond'",
                "recorded_at = recorded_at + interval '1 microsecond'",
                "body = ''",
                "body = substr(body, 1, length(body) - 1)",
                "answer = ''",
                "answer = substr(answer, 1, length(answer) - 1)",
            })
    void aChangedReturnIsFoundAndNamed(String change) {
        lie("UPDATE goods_return SET %s WHERE id = '%s'::uuid".formatted(change, shop.returned()));

        assertThat(Database.audit()).startsWith("1 ").contains("LIE FOUND: return " + shop.returned() + ": ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"answer = ''", "seq = seq + 1", "channel = 2", "body = ''", "recorded_at = now()"})
    void aChangedReturnOfAnExchangeIsFoundAndNamed(String change) {
        lie("UPDATE goods_return SET %s WHERE id = '%s'::uuid".formatted(change, shop.exchanged()));

        assertThat(Database.audit()).startsWith("1 ").contains("LIE FOUND: return " + shop.exchanged() + ": ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM goods_return WHERE id = '%s'::uuid",
                "UPDATE goods_return SET sale = gen_random_uuid() WHERE id = '%s'::uuid"
            })
    void aReturnThatIsNotThereForItsSaleIsFound(String lie) {
        lie(lie.formatted(shop.returned()));

        assertThat(Database.audit())
                .startsWith("1 ")
                .containsPattern("LIE FOUND: (sale " + shop.bought() + "|return " + shop.returned() + "): ");
    }

    /** Taken away with all that the sale says of it: the journal still knows. */
    @Test
    void aReturnThatWasTakenAwayIsFoundByWhatItTookBack() {
        lie("UPDATE sale SET returned = NULL WHERE id = '%s'::uuid".formatted(shop.bought()));
        lie("DELETE FROM goods_return WHERE id = '%s'::uuid".formatted(shop.returned()));

        assertThat(Database.audit()).startsWith("1 ").containsPattern("LIE FOUND: journal .*: its return is missing");
    }

    private static void lie(String sql) {
        assertThat(Database.execute(sql)).isEqualTo(1);
    }
}
