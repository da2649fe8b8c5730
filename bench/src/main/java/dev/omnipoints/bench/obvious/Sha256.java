package dev.omnipoints.bench.obvious;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Fingerprints, ids and the chain of rows. */
final class Sha256 {
    private Sha256() {}

    static byte[] of(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
