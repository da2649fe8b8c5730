package dev.omnipoints.profile.platform;

import dev.omnipoints.contracts.type.v1.Caller;
import dev.omnipoints.contracts.type.v1.CallerKind;
import dev.omnipoints.contracts.type.v1.Reason;
import io.grpc.Context;

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

    /** Whether a member calls with their own token; they see and move themselves alone. */
    public boolean isMember() {
        return caller.getKind() == CallerKind.CALLER_KIND_MEMBER;
    }
}
