package dev.omnipoints.loyalty.platform;

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

    /**
     * Goes on only for selling channels.
     *
     * @throws Refused NOT_GRANTED for anyone else
     */
    public void requireSelling() {
        if (caller.getKind() != CallerKind.CALLER_KIND_CLIENT) {
            throw Refused.of(Reason.REASON_NOT_GRANTED, "Selling endpoints are for the keys of tills, shops and apps.");
        }
    }

    /**
     * Goes on only where sales are read: for a selling client, and for our own services, acting for themselves.
     *
     * @throws Refused NOT_GRANTED for anyone else
     */
    public void requireReading() {
        if (caller.getKind() != CallerKind.CALLER_KIND_SERVICE) {
            requireSelling();
        }
    }

    /**
     * Goes on only for the retailer's own people; which of them may do what, the gateway has judged.
     *
     * @throws Refused NOT_GRANTED for anyone else
     */
    public void requireStaff() {
        if (caller.getKind() != CallerKind.CALLER_KIND_STAFF) {
            throw Refused.of(Reason.REASON_NOT_GRANTED, "This is for staff with a token of their own.");
        }
    }

    /**
     * Goes on only for our own services, acting for themselves, and the retailer's own people.
     *
     * @throws Refused NOT_GRANTED for anyone else
     */
    public void requireOurOwn() {
        if (caller.getKind() != CallerKind.CALLER_KIND_SERVICE) {
            requireStaff();
        }
    }

    /**
     * Goes on only for those who move points of members: selling channels, partners and staff.
     *
     * @throws Refused NOT_GRANTED for anyone else
     */
    public void requireOperating() {
        switch (caller.getKind()) {
            case CALLER_KIND_CLIENT, CALLER_KIND_PARTNER, CALLER_KIND_STAFF -> {}
            default -> throw Refused.of(Reason.REASON_NOT_GRANTED, "This is for selling channels, partners and staff.");
        }
    }

    /** Whose operations alone this caller may touch: a partner its own; null: anyone's. */
    public String ownOnly() {
        return caller.getKind() == CallerKind.CALLER_KIND_PARTNER ? caller.getClient() : null;
    }

    /**
     * Goes on only where the caller may see a member: a member themselves, and everyone who serves members.
     *
     * @throws Refused NOT_GRANTED for another member
     */
    public void requireSight(String memberId) {
        if (caller.getKind() == CallerKind.CALLER_KIND_MEMBER
                && !caller.getActor().equals(memberId)) {
            throw Refused.of(Reason.REASON_NOT_GRANTED, "A member sees their own account alone.");
        }
    }

    /**
     * Goes on only for our own services, acting for themselves.
     *
     * @throws Refused NOT_GRANTED for anyone else
     */
    public void requireService() {
        if (caller.getKind() != CallerKind.CALLER_KIND_SERVICE) {
            throw Refused.of(Reason.REASON_NOT_GRANTED, "This is for our own services alone.");
        }
    }

    /**
     * Goes on only for the service that owns members (interfaces.md, "between services").
     *
     * @throws Refused NOT_GRANTED for anyone else
     */
    public void requireProfileService() {
        if (!issuer.equals("profile-service") || caller.getKind() != CallerKind.CALLER_KIND_SERVICE) {
            throw Refused.of(Reason.REASON_NOT_GRANTED, "Account commands are profile-service's alone.");
        }
    }
}
