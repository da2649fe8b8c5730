package dev.omnipoints.profile.privacy;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.util.SecretBytes;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;

/**
 * Makes and unwraps the members' own keys (Tink, AES256-GCM). They are stored wrapped by the
 * key-encryption key and bound to their member: a wrapped key moved to another row does not open.
 */
@Startup
@ApplicationScoped
public class MemberKeys {
    private static final int KEY_BYTES = 32;
    private static final int IV_BYTES = 12;
    private static final int TAG_BYTES = 16;

    private final Aead keyEncryption;

    @Inject
    MemberKeys(PrivacyConfig config) {
        byte[] key = SecretKeys.read("omnipoints.privacy.key-encryption-key", config.keyEncryptionKey());
        try {
            AeadConfig.register();
            this.keyEncryption = aeadOf(key);
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException("omnipoints.privacy.key-encryption-key cannot be used", unusable);
        }
    }

    /** A new key for a new member. */
    public MemberKey create(UUID memberId) {
        try {
            KeysetHandle keyset = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
            byte[] wrapped = TinkProtoKeysetFormat.serializeEncryptedKeyset(keyset, keyEncryption, boundTo(memberId));
            return new MemberKey(memberId, primitive(keyset), wrapped);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("cannot make a key", impossible);
        }
    }

    /**
     * The key of a member as it was stored.
     *
     * @throws IllegalStateException where it was wrapped by another key-encryption key or for another member
     */
    public MemberKey unwrap(UUID memberId, byte[] wrapped) {
        try {
            KeysetHandle keyset = TinkProtoKeysetFormat.parseEncryptedKeyset(wrapped, keyEncryption, boundTo(memberId));
            return new MemberKey(memberId, primitive(keyset), wrapped);
        } catch (GeneralSecurityException foreign) {
            throw new IllegalStateException("the key of member " + memberId + " does not unwrap", foreign);
        }
    }

    private static Aead aeadOf(byte[] key) throws GeneralSecurityException {
        AesGcmParameters parameters = AesGcmParameters.builder()
                .setKeySizeBytes(KEY_BYTES)
                .setIvSizeBytes(IV_BYTES)
                .setTagSizeBytes(TAG_BYTES)
                .setVariant(AesGcmParameters.Variant.NO_PREFIX)
                .build();
        AesGcmKey aesKey = AesGcmKey.builder()
                .setParameters(parameters)
                .setKeyBytes(SecretBytes.copyFrom(key, InsecureSecretKeyAccess.get()))
                .build();
        return primitive(KeysetHandle.newBuilder()
                .addEntry(KeysetHandle.importKey(aesKey).withRandomId().makePrimary())
                .build());
    }

    private static Aead primitive(KeysetHandle keyset) throws GeneralSecurityException {
        return keyset.getPrimitive(RegistryConfiguration.get(), Aead.class);
    }

    private static byte[] boundTo(UUID memberId) {
        return ("member-key:" + memberId).getBytes(StandardCharsets.US_ASCII);
    }
}
