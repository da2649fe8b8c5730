package dev.omnipoints.suite.local;

import dev.omnipoints.suite.rest.LocalJson;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that must stay secret of one suite, made at its first start.
 *
 * @param passwords by database role
 * @param apiKeys by API client
 * @param clients the issuer's clients by name
 * @param callers the key pairs by which services sign for one another, by service
 * @param keyEncryptionKey wraps the members' own keys; base64, 32 bytes
 * @param lookupKey makes identities findable without storing them; base64, 32 bytes
 * @param proofKey makes the proofs that a member was there; base64, 32 bytes
 * @param keySecret makes the API keys that staff make; base64, 32 bytes
 * @param rootKey signs the ledger's daily root; base64 PKCS#8 and X.509, Ed25519; null in a folder from before it was
 *     made: there none is written
 * @param issuerKey signs tokens; base64 PKCS#8 and X.509, RSA
 */
record Secrets(
        Map<String, String> passwords,
        Map<String, String> apiKeys,
        Map<String, LocalJson.Client> clients,
        Map<String, KeyPair> callers,
        String keyEncryptionKey,
        String lookupKey,
        String proofKey,
        String keySecret,
        KeyPair rootKey,
        KeyPair issuerKey) {
    static final String SUPERUSER = "postgres";
    /** Reads loyalty's ledger and writes nothing. */
    static final String AUDITOR = "loyalty_auditor";

    private static final int RSA_BITS = 2048;
    private static final SecureRandom RANDOM = new SecureRandom();

    Secrets {
        // A folder from before it was needed has none. A proof lives for ten minutes, so a new key does no harm.
        proofKey = proofKey == null ? key() : proofKey;
        // Nor has it keys that were made with one.
        keySecret = keySecret == null ? key() : keySecret;
    }

    /** Base64 of PKCS#8 and of X.509 SubjectPublicKeyInfo. */
    record KeyPair(String privateKey, String publicKey) {}

    static Secrets generate() {
        var passwords = new TreeMap<String, String>();
        passwords.put(SUPERUSER, token(24));
        passwords.put(AUDITOR, token(24));
        for (var part : Part.values()) {
            passwords.put(part.owner(), token(24));
            passwords.put(part.runtimeRole(), token(24));
        }
        var apiKeys = new TreeMap<String, String>();
        for (var till : Till.values()) {
            apiKeys.put(till.client(), "op_local_" + token(32));
        }
        apiKeys.put(Till.BOUND, "op_local_" + token(32));
        var clients = new TreeMap<String, LocalJson.Client>();
        for (var client : Client.values()) {
            clients.put(client.key(), new LocalJson.Client("demo-" + client.key(), token(24)));
        }
        var callers = new TreeMap<String, KeyPair>();
        for (var part : new Part[] {Part.GATEWAY, Part.PROFILE}) {
            callers.put(part.service(), keyPair("Ed25519"));
        }
        return new Secrets(
                passwords, apiKeys, clients, callers, key(), key(), key(), key(), keyPair("Ed25519"), keyPair("RSA"));
    }

    /** Lower-case hex, as the gateway stores keys. */
    static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String token(int bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random(bytes));
    }

    private static String key() {
        return Base64.getEncoder().encodeToString(random(32));
    }

    private static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return random;
    }

    private static KeyPair keyPair(String algorithm) {
        try {
            var generator = KeyPairGenerator.getInstance(algorithm);
            if (algorithm.equals("RSA")) {
                generator.initialize(RSA_BITS);
            }
            var pair = generator.generateKeyPair();
            var base64 = Base64.getEncoder();
            return new KeyPair(
                    base64.encodeToString(pair.getPrivate().getEncoded()),
                    base64.encodeToString(pair.getPublic().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
