package dev.omnipoints.loyalty.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.PublicKey;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The public keys that verify the ledger's roots, by their ids: that of the key that signs, and earlier ones. */
@ApplicationScoped
class RootKeys {

    private final Map<String, PublicKey> verifying = new TreeMap<>();

    @Inject
    RootKeys(
            @ConfigProperty(name = "omnipoints.ledger.root-key") Optional<String> key,
            @ConfigProperty(name = "omnipoints.ledger.root-key-id", defaultValue = "1") String keyId,
            @ConfigProperty(name = "omnipoints.ledger.earlier-root-keys") Optional<String> earlier) {
        try {
            earlier.map(RootKey::publicKeys).ifPresent(verifying::putAll);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalStateException("Configuration omnipoints.ledger.earlier-root-keys is "
                    + malformed.getMessage() + "; set it and start again.");
        }
        key.ifPresent(base64 -> verifying.put(keyId, RootKey.publicKeyOf(DailyRoot.parsed(base64))));
    }

    /** All of them, in the order of their ids. */
    Map<String, PublicKey> verifying() {
        return verifying;
    }
}
