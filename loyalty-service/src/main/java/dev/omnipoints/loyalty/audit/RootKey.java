package dev.omnipoints.loyalty.audit;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** Ed25519 keys of the ledger's roots, as configuration has them: base64 of PKCS#8 or X.509 SPKI DER. */
final class RootKey {

    private static final String ALGORITHM = "Ed25519";

    private RootKey() {}

    /**
     * The key that signs.
     *
     * @throws IllegalArgumentException where it is none
     */
    static PrivateKey privateKey(String base64) {
        try {
            byte[] der = Base64.getDecoder().decode(base64);
            return KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException | IllegalArgumentException malformed) {
            throw new IllegalArgumentException("no Ed25519 private key, base64 of PKCS#8 DER");
        }
    }

    /**
     * The keys that verify, by their ids, of `id=key,id=key`.
     *
     * @throws IllegalArgumentException where it is something else
     */
    static Map<String, PublicKey> publicKeys(String list) {
        Map<String, PublicKey> keys = new HashMap<>();
        for (String entry : list.isBlank() ? new String[0] : list.split(",")) {
            int equals = entry.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("no list of id=key,id=key");
            }
            keys.put(
                    entry.substring(0, equals).strip(),
                    publicKey(entry.substring(equals + 1).strip()));
        }
        return keys;
    }

    /**
     * The key that verifies what this one signs. A private key is 32 random bytes from which the public one follows,
     * and what makes a pair takes them from where it is told to.
     */
    static PublicKey publicKeyOf(PrivateKey key) {
        byte[] secret = ((EdECPrivateKey) key).getBytes().orElseThrow();
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
            generator.initialize(NamedParameterSpec.ED25519, new SecureRandom() {
                @Override
                public void nextBytes(byte[] bytes) {
                    System.arraycopy(secret, 0, bytes, 0, bytes.length);
                }
            });
            PublicKey verifying = generator.generateKeyPair().getPublic();
            if (!verifies(verifying, secret, sign(key, secret))) {
                throw new IllegalStateException("This Java makes Ed25519 keys in another way");
            }
            return verifying;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * A key that verifies.
     *
     * @throws IllegalArgumentException where it is none
     */
    static PublicKey publicKey(String base64) {
        try {
            byte[] der = Base64.getDecoder().decode(base64);
            return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(der));
        } catch (GeneralSecurityException | IllegalArgumentException malformed) {
            throw new IllegalArgumentException("no Ed25519 public key, base64 of X.509 SPKI DER");
        }
    }

    /** What people compare: SHA-256 of the key as it is given, in hexadecimal. */
    static String fingerprint(PublicKey key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static byte[] sign(PrivateKey key, byte[] statement) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(statement);
            return signature.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static boolean verifies(PublicKey key, byte[] statement, byte[] signed) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(key);
            signature.update(statement);
            return signature.verify(signed);
        } catch (GeneralSecurityException malformed) {
            return false;
        }
    }
}
