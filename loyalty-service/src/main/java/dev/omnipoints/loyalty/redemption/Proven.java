package dev.omnipoints.loyalty.redemption;

import dev.omnipoints.contracts.loyalty.v1.Possession;
import dev.omnipoints.contracts.type.v1.CallerKind;
import dev.omnipoints.loyalty.platform.VerifiedCaller;
import dev.omnipoints.loyalty.programme.Programme;
import dev.omnipoints.loyalty.programme.Proof;

/** Whether what a client showed of the member is enough to spend (interfaces.md, "proof to spend"). */
final class Proven {

    private Proven() {}

    /** Whether it is. */
    static boolean is(VerifiedCaller caller, String memberId, Possession shown, Programme programme) {
        return switch (shown) {
            case POSSESSION_CARD -> programme.proofIdentities().contains(Proof.CARD);
            case POSSESSION_PHONE -> programme.proofIdentities().contains(Proof.PHONE);
            case POSSESSION_EMAIL -> programme.proofIdentities().contains(Proof.EMAIL);
            case POSSESSION_APP_CODE -> programme.proofIdentities().contains(Proof.APP_CODE);
            case POSSESSION_EXTERNAL -> programme.proofIdentities().contains(Proof.EXTERNAL);
            case POSSESSION_TOKEN -> isThemselves(caller, memberId);
            case POSSESSION_ASSERTED -> caller.caller().getKind() == CallerKind.CALLER_KIND_CLIENT;
            case POSSESSION_UNSPECIFIED, UNRECOGNIZED -> false;
        };
    }

    private static boolean isThemselves(VerifiedCaller caller, String memberId) {
        return caller.caller().getKind() == CallerKind.CALLER_KIND_MEMBER
                && caller.caller().getActor().equals(memberId);
    }
}
