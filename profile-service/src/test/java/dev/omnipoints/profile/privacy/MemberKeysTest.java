package dev.omnipoints.profile.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.omnipoints.profile.TestKeys;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemberKeysTest {
    private static final UUID ADA = UUID.fromString("01a20153-6ea0-7372-99c8-60293d49d9eb");
    private static final UUID BOB = UUID.fromString("01a20153-70dc-78e6-8bd0-5c73b4c7695e");

    private final MemberKeys keys = new MemberKeys(config(TestKeys.secret(), TestKeys.secret()));

    @Test
    void whatWasSealedOpensWithTheKeyAsItWasStored() {
        MemberKey key = keys.create(ADA);
        byte[] sealed = key.seal("givenName", "Zoë 🙂");

        assertThat(keys.unwrap(ADA, key.wrapped()).open("givenName", sealed)).isEqualTo("Zoë 🙂");
        assertThat(key.seal("givenName", null)).isNull();
        assertThat(key.open("givenName", null)).isNull();
    }

    @Test
    void aCiphertextInAnotherFieldOrOfAnotherMemberDoesNotOpen() {
        MemberKey key = keys.create(ADA);
        byte[] sealed = key.seal("givenName", "Ada");

        assertThatIllegalStateException().isThrownBy(() -> key.open("familyName", sealed));
        assertThatIllegalStateException().isThrownBy(() -> keys.create(ADA).open("givenName", sealed));
    }

    @Test
    void aWrappedKeyOfAnotherMemberOrServiceDoesNotUnwrap() {
        byte[] wrapped = keys.create(ADA).wrapped();
        MemberKeys elsewhere = new MemberKeys(config(TestKeys.secret(), TestKeys.secret()));

        assertThatIllegalStateException().isThrownBy(() -> keys.unwrap(BOB, wrapped));
        assertThatIllegalStateException().isThrownBy(() -> elsewhere.unwrap(ADA, wrapped));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not base64!", "c2hvcnQ="})
    void aMalformedKeyStopsTheStartAndNamesItsPropertyAlone(String malformed) {
        assertThatIllegalStateException()
                .isThrownBy(() -> new MemberKeys(config(malformed, TestKeys.secret())))
                .withMessage("Configuration omnipoints.privacy.key-encryption-key must be base64 of 32 random bytes; "
                        + "set it and start again.");
        assertThatIllegalStateException()
                .isThrownBy(() -> new Lookups(config(TestKeys.secret(), malformed)))
                .withMessageContaining("omnipoints.privacy.lookup-key");
    }

    @Test
    void lookupsDifferByProgrammeTypeValueAndKey() {
        PrivacyConfig config = config(TestKeys.secret(), TestKeys.secret());
        Lookups lookups = new Lookups(config);
        byte[] lookup = lookups.identity("demo", "PHONE", "+33612345678");

        assertThat(lookup).hasSize(32).isEqualTo(new Lookups(config).identity("demo", "PHONE", "+33612345678"));
        assertThat(lookups.identity("other", "PHONE", "+33612345678")).isNotEqualTo(lookup);
        assertThat(lookups.identity("demo", "EXTERNAL", "+33612345678")).isNotEqualTo(lookup);
        assertThat(lookups.identity("demoP", "HONE", "+33612345678")).isNotEqualTo(lookup);
        assertThat(lookups.fingerprint(List.of("demo", "PHONE", "+33612345678")))
                .isNotEqualTo(lookup);
        assertThat(new Lookups(config(TestKeys.secret(), TestKeys.secret())).identity("demo", "PHONE", "+33612345678"))
                .isNotEqualTo(lookup);
    }

    private static PrivacyConfig config(String keyEncryptionKey, String lookupKey) {
        return new PrivacyConfig() {
            @Override
            public String keyEncryptionKey() {
                return keyEncryptionKey;
            }

            @Override
            public String lookupKey() {
                return lookupKey;
            }
        };
    }
}
