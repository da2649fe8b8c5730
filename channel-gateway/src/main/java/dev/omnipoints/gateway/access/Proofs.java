package dev.omnipoints.gateway.access;

import dev.omnipoints.contracts.loyalty.v1.Possession;
import dev.omnipoints.contracts.type.v1.Caller;
import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Proofs that a member was there (interfaces.md, proof to spend): what was shown and until when, with a MAC over that,
 * the member, and the client, store and terminal of the credential. Nothing is kept, and nothing of the member can be
 * read from it; elsewhere, for someone else or changed it is worth nothing.
 */
@Startup // A key that is unfit is to be found before the first request.
@Singleton
public final class Proofs {
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final byte VERSION = 1;
    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final int MAC_BYTES = 32;
    // Version, what was shown, the end in seconds since 1970.
    private static final int HEAD_BYTES = 1 + 1 + Long.BYTES;

    /**
     * What a proof of ours says.
     *
     * @param possession what was shown
     * @param ended its ten minutes are over
     */
    public record Shown(Possession possession, boolean ended) {}

    private final List<SecretKey> accepted = new ArrayList<>();
    private final InstantSource clock;

    @Inject
    Proofs(
            @ConfigProperty(name = "omnipoints.proof.key") String key,
            @ConfigProperty(name = "omnipoints.proof.other-key") Optional<String> otherKey) {
        this(key, otherKey, InstantSource.system());
    }

    Proofs(String key, Optional<String> otherKey, InstantSource clock) {
        accepted.add(read("omnipoints.proof.key", key));
        otherKey.ifPresent(other -> accepted.add(read("omnipoints.proof.other-key", other)));
        this.clock = clock;
    }

    /** A proof that the member was there just now, for this client at this terminal. */
    public String of(Possession possession, String memberId, ApiClient client) {
        ByteBuffer proof = ByteBuffer.allocate(HEAD_BYTES + MAC_BYTES)
                .put(VERSION)
                .put((byte) possession.getNumber())
                .putLong(clock.instant().plus(LIFE).getEpochSecond());
        byte[] head = new byte[HEAD_BYTES];
        proof.get(0, head);
        proof.put(mac(accepted.getFirst(), head, memberId, client.caller()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(proof.array());
    }

    /** What a proof says; empty where it was not made for this member, client and terminal, or not by us. */
    public Optional<Shown> check(String sent, String memberId, ApiClient client) {
        byte[] proof;
        try {
            proof = Base64.getUrlDecoder().decode(sent);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
        if (proof.length != HEAD_BYTES + MAC_BYTES || proof[0] != VERSION) {
            return Optional.empty();
        }
        ByteBuffer read = ByteBuffer.wrap(proof);
        byte[] head = new byte[HEAD_BYTES];
        read.get(head);
        byte[] mac = new byte[MAC_BYTES];
        read.get(mac);
        boolean ours = accepted.stream()
                .anyMatch(key -> MessageDigest.isEqual(mac, mac(key, head, memberId, client.caller())));
        if (!ours) {
            return Optional.empty();
        }
        Possession possession = Possession.forNumber(head[1]);
        long endSeconds = ByteBuffer.wrap(head).getLong(2);
        return Optional.of(new Shown(possession, clock.instant().getEpochSecond() >= endSeconds));
    }

    /** Each part with its length, so that none can pass for another. */
    private static byte[] mac(SecretKey key, byte[] head, String memberId, Caller caller) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(head);
            for (String part : new String[] {
                caller.getProgramme(), memberId, caller.getClient(), caller.getStore(), caller.getTerminal()
            }) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
                mac.update(bytes);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, impossible);
        }
    }

    private static SecretKey read(String name, String base64) {
        byte[] key = new byte[0];
        try {
            key = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            // Told below; the cause may quote the key.
        }
        if (key.length != KEY_BYTES) {
            throw new IllegalStateException(name + " must be the base64 of " + KEY_BYTES + " random bytes");
        }
        return new SecretKeySpec(key, ALGORITHM);
    }
}
