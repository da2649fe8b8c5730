package dev.omnipoints.profile.platform;

import dev.omnipoints.contracts.type.v1.Caller;
import dev.omnipoints.contracts.type.v1.CallerKind;
import dev.omnipoints.contracts.type.v1.Reason;
import io.grpc.Context;
import java.util.List;
import java.util.UUID;

/**
 * Who a request comes from, its signature checked.
 *
 * @param issuer the service that signed for the caller
 * @param caller the caller as that service vouches for them
 */
public record VerifiedCaller(String issuer, Caller caller) {
    private static final Context.Key<VerifiedCaller> KEY = Context.key("omnipoints-caller");

    /**
     * The caller of the request that is running. To be read at the start of a service method, on the
     * thread that entered it.
     *
     * @throws Refused UNAUTHENTICATED where there is none
     */
    public static VerifiedCaller current() {
        VerifiedCaller caller = KEY.get();
        if (caller == null) {
            throw Refused.of(
                    Reason.REASON_UNAUTHENTICATED, "Send the signed caller in the metadata omnipoints-caller.");
        }
        return caller;
    }

    /** The context in which this caller is {@link #current()}. */
    Context attachedTo(Context context) {
        return context.withValue(KEY, this);
    }

    /** The programme that the caller acts in. */
    public String programme() {
        return caller.getProgramme();
    }

    /**
     * Lets only these kinds of callers through.
     *
     * @throws Refused NOT_GRANTED
     */
    public void require(CallerKind... kinds) {
        if (!List.of(kinds).contains(caller.getKind())) {
            throw notGranted("This credential may not do this; use one that may.");
        }
    }

    /**
     * Stops members who call with their own token: what selling channels do is not theirs to do.
     *
     * @throws Refused NOT_GRANTED
     */
    public void refuseMembers() {
        if (caller.getKind() == CallerKind.CALLER_KIND_MEMBER) {
            throw notGranted("A member's token serves that member alone; use the credential of a channel.");
        }
    }

    /**
     * Holds a member who calls with their own token to themselves; lets all others through.
     *
     * @throws Refused NOT_GRANTED
     */
    public void requireSelfIfMember(UUID memberId) {
        if (caller.getKind() == CallerKind.CALLER_KIND_MEMBER
                && !memberId.toString().equals(caller.getActor())) {
            throw notGranted("A member's token serves that member alone.");
        }
    }

    private static Refused notGranted(String detail) {
        return Refused.of(Reason.REASON_NOT_GRANTED, detail);
    }
}
