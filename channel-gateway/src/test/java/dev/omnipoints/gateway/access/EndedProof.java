package dev.omnipoints.gateway.access;

import dev.omnipoints.contracts.loyalty.v1.Possession;
import java.time.Instant;
import java.util.Optional;

/** A proof that the running gateway made, as it were, more than ten minutes ago. */
public final class EndedProof {
    private EndedProof() {}

    /** For a member at a client, under the gateway's key. */
    public static String of(String key, String memberId, ApiClient client) {
        Proofs then = new Proofs(key, Optional.empty(), () -> Instant.now().minusSeconds(601));
        return then.of(Possession.POSSESSION_CARD, memberId, client);
    }
}
