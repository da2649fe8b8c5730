package dev.omnipoints.gateway.till;

import dev.omnipoints.contracts.loyalty.v1.Possession;
import dev.omnipoints.contracts.profile.v1.ResolveRequest;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.gateway.access.ApiClient;
import dev.omnipoints.gateway.access.ApiClient.Grant;
import dev.omnipoints.gateway.access.Member;
import dev.omnipoints.gateway.access.Proofs;
import dev.omnipoints.gateway.access.Who;
import dev.omnipoints.gateway.clients.Call;
import dev.omnipoints.gateway.clients.ProfileClient;
import dev.omnipoints.gateway.platform.Identity;
import dev.omnipoints.gateway.platform.Refused;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/**
 * Whose points a request spends, and what was shown of it that they are there (interfaces.md, proof to spend). Whether
 * that is enough is the programme's to say, in loyalty-service.
 */
@Singleton
public final class Spending {
    private static final String TOO_OLD = "The proof is older than ten minutes; look the member up again.";

    private final ProfileClient profile;
    private final Proofs proofs;

    Spending(ProfileClient profile, Proofs proofs) {
        this.profile = profile;
        this.proofs = proofs;
    }

    /** Who is named, before profile-service has been asked, and what was shown of them. */
    private record Named(ResolveRequest question, Possession possession, boolean proofEnded) {}

    /**
     * Whose points they are.
     *
     * @param proofEnded it was shown too long ago to count; but a request that is sent again gets its first answer
     */
    record Spender(MemberContext member, Possession possession, boolean proofEnded) {
        /** A refusal, which may have its reason here. */
        Throwable explained(Throwable failed) {
            return proofEnded && failed instanceof Refused refused && refused.reason() == Reason.REASON_NOT_GRANTED
                    ? Refused.notGranted("proof", TOO_OLD)
                    : failed;
        }
    }

    /**
     * The member whose points are to be spent. Fails with FIELD_INVALID, NOT_GRANTED where a member's token is used for
     * another or the proof is not for this request, MEMBER_UNKNOWN.
     */
    Uni<Spender> spender(Call call, Who who, Identity identity, String memberId, String proof) {
        Named named = who instanceof Member member
                ? own(member, identity, memberId, proof)
                : named((ApiClient) who, identity, memberId, proof);
        return profile.require(call, named.question())
                .map(member -> new Spender(member, named.possession(), named.proofEnded()));
    }

    private static Named own(Member member, Identity identity, String memberId, String proof) {
        String alone = "A member's own token spends for that member alone; leave the field out.";
        if (identity != null) {
            throw Refused.notGranted("identity", alone);
        }
        if (memberId != null && !memberId.equals(member.memberId())) {
            throw Refused.notGranted("memberId", alone);
        }
        if (proof != null) {
            throw Refused.field("proof", "A member's own token needs no proof; leave the field out.");
        }
        ResolveRequest question =
                ResolveRequest.newBuilder().setMemberId(member.memberId()).build();
        return new Named(question, Possession.POSSESSION_TOKEN, false);
    }

    private Named named(ApiClient client, Identity identity, String memberId, String proof) {
        ResolveRequest question = Identity.question(identity, memberId)
                .orElseThrow(() -> Refused.field("identity", "Send identity, or memberId with the lookup's proof."));
        boolean asserted = client.grants().contains(Grant.ASSERTS_MEMBER);
        if (identity != null) {
            identity.mustNotBeAppCode("identity");
            if (proof != null) {
                throw Refused.field("proof", "It goes with the memberId that the lookup told, not with an identity.");
            }
            Possession shown =
                    asserted ? Possession.POSSESSION_ASSERTED : identity.type().possession();
            return new Named(question, shown, false);
        }
        if (proof == null) {
            Possession shown = asserted ? Possession.POSSESSION_ASSERTED : Possession.POSSESSION_UNSPECIFIED;
            return new Named(question, shown, false);
        }
        Proofs.Shown shown = proofs.check(proof, memberId, client)
                .orElseThrow(() -> Refused.notGranted(
                        "proof", "It was not given to this client and terminal for this member; look them up here."));
        if (asserted) {
            return new Named(question, Possession.POSSESSION_ASSERTED, false);
        }
        return shown.ended()
                ? new Named(question, Possession.POSSESSION_UNSPECIFIED, true)
                : new Named(question, shown.possession(), false);
    }
}
