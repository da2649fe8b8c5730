package dev.omnipoints.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.omnipoints.contracts.loyalty.v1.Possession;
import dev.omnipoints.contracts.type.v1.Channel;
import dev.omnipoints.gateway.access.Proofs.Shown;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProofsTest {
    private static final String MEMBER = "0192f0c1-2345-7abc-8def-0123456789ab";
    private static final Instant NOW = Instant.parse("2026-11-21T10:15:00.9Z");
    private static final String KEY = key(1);
    private static final String NEXT = key(2);
    private static final ApiClient TILL = client("demo", "till", Set.of("PAR-012"), Optional.of("T3"));
    private static final Shown CARD = new Shown(Possession.POSSESSION_CARD, false);

    @Test
    void aProofSaysWhatWasShownToTheSameClientForTenMinutes() {
        String proof = at(NOW, KEY).of(Possession.POSSESSION_CARD, MEMBER, TILL);

        assertThat(at(NOW, KEY).check(proof, MEMBER, TILL)).contains(CARD);
        assertThat(at(NOW.plusSeconds(599), KEY).check(proof, MEMBER, TILL)).contains(CARD);
        assertThat(at(NOW.plusSeconds(600), KEY).check(proof, MEMBER, TILL))
                .contains(new Shown(Possession.POSSESSION_CARD, true));
        assertThat(at(NOW, KEY).check(at(NOW, KEY).of(Possession.POSSESSION_APP_CODE, MEMBER, TILL), MEMBER, TILL))
                .contains(new Shown(Possession.POSSESSION_APP_CODE, false));
    }

    @Test
    void aProofIsWorthNothingForAnotherMemberClientStoreTerminalOrProgramme() {
        Proofs proofs = at(NOW, KEY);
        String proof = proofs.of(Possession.POSSESSION_CARD, MEMBER, TILL);

        assertThat(proofs.check(proof, MEMBER.replace("0192", "0193"), TILL)).isEmpty();
        assertThat(proofs.check(proof, MEMBER, client("demo", "till-2", Set.of("PAR-012"), Optional.of("T3"))))
                .isEmpty();
        assertThat(proofs.check(proof, MEMBER, client("demo", "till", Set.of("LYO-001"), Optional.of("T3"))))
                .isEmpty();
        assertThat(proofs.check(proof, MEMBER, client("demo", "till", Set.of("PAR-012"), Optional.of("T4"))))
                .isEmpty();
        assertThat(proofs.check(proof, MEMBER, client("demo", "till", Set.of("PAR-012"), Optional.empty())))
                .isEmpty();
        assertThat(proofs.check(proof, MEMBER, client("other", "till", Set.of("PAR-012"), Optional.of("T3"))))
                .isEmpty();
        assertThat(proofs.check(proof, MEMBER, client("demotill", "", Set.of("PAR-012"), Optional.of("T3"))))
                .isEmpty();
    }

    @Test
    void noBitOfAProofCanBeChanged() {
        Proofs proofs = at(NOW, KEY);
        byte[] proof = Base64.getUrlDecoder().decode(proofs.of(Possession.POSSESSION_CARD, MEMBER, TILL));

        for (int bit = 0; bit < proof.length * 8; bit++) {
            byte[] changed = proof.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(proofs.check(Base64.getUrlEncoder().encodeToString(changed), MEMBER, TILL))
                    .as("bit %d", bit)
                    .isEmpty();
        }
    }

    @Test
    void aProofTellsNothingOfTheMember() {
        byte[] proof = Base64.getUrlDecoder().decode(at(NOW, KEY).of(Possession.POSSESSION_CARD, MEMBER, TILL));

        assertThat(proof).hasSize(42);
        assertThat(new String(proof, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain(MEMBER, MEMBER.substring(0, 8), "till", "PAR");
    }

    @Test
    void keysAreChangedWithoutLosingAProof() {
        String old = at(NOW, KEY).of(Possession.POSSESSION_CARD, MEMBER, TILL);
        Proofs before = new Proofs(KEY, Optional.of(NEXT), () -> NOW);
        Proofs after = new Proofs(NEXT, Optional.of(KEY), () -> NOW);

        assertThat(after.check(old, MEMBER, TILL)).contains(CARD);
        assertThat(before.check(after.of(Possession.POSSESSION_CARD, MEMBER, TILL), MEMBER, TILL))
                .contains(CARD);
        assertThat(at(NOW, NEXT).check(old, MEMBER, TILL)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "not base64!", "é"})
    void whatIsNoProofIsNone(String sent) {
        assertThat(at(NOW, KEY).check(sent, MEMBER, TILL)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "not base64!"})
    void aKeyThatIsUnfitIsRefusedByNameAndNotQuoted(String key) {
        assertThatThrownBy(() -> at(NOW, key))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("omnipoints.proof.key must be the base64 of 32 random bytes")
                .hasNoCause();
        assertThatThrownBy(() -> new Proofs(KEY, Optional.of(key), () -> NOW))
                .hasMessage("omnipoints.proof.other-key must be the base64 of 32 random bytes");
    }

    private static Proofs at(Instant now, String key) {
        return new Proofs(key, Optional.empty(), () -> now);
    }

    private static String key(int fill) {
        byte[] key = new byte[32];
        java.util.Arrays.fill(key, (byte) fill);
        return Base64.getEncoder().encodeToString(key);
    }

    private static ApiClient client(String programme, String id, Set<String> stores, Optional<String> terminal) {
        return new ApiClient(programme, id, Channel.CHANNEL_STORE, stores, terminal, Set.of());
    }
}
