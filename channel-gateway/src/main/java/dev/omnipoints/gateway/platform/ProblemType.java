package dev.omnipoints.gateway.platform;

import dev.omnipoints.contracts.type.v1.Reason;
import java.util.Locale;

/**
 * How a reason is told over HTTP: the one place where reasons meet status codes (interfaces.md, Reasons).
 *
 * @param status the HTTP status
 * @param title a short text, the same for every occurrence
 */
public record ProblemType(int status, String title) {

    /** The row of a reason. */
    public static ProblemType of(Reason reason) {
        return switch (reason) {
            case REASON_MALFORMED_REQUEST -> is(400, "The request cannot be read");
            case REASON_FIELD_INVALID -> is(400, "A field is not as it must be");
            case REASON_POINTS_OUT_OF_RANGE -> is(400, "The points are out of range");
            case REASON_TENDERS_DO_NOT_ADD_UP -> is(400, "The tenders do not add up to the total");
            case REASON_CURRENCY_NOT_ACCEPTED -> is(400, "The programme does not accept this currency");
            case REASON_SALE_TOO_OLD -> is(400, "The sale is older than the programme accepts");
            case REASON_IDEMPOTENCY_KEY_MISSING -> is(400, "The Idempotency-Key header is missing");
            case REASON_ENDPOINT_UNKNOWN -> is(404, "There is no such endpoint");
            case REASON_METHOD_NOT_ALLOWED -> is(405, "The endpoint does not take this method");
            case REASON_NOT_ACCEPTABLE -> is(406, "The answer is JSON, which the request does not accept");
            case REASON_MEDIA_TYPE_UNSUPPORTED -> is(415, "The body must be application/json");
            case REASON_BODY_TOO_LARGE -> is(413, "The body is too large");
            case REASON_PRECONDITION_REQUIRED -> is(428, "The request must name the version it changes");
            case REASON_UNAUTHENTICATED -> is(401, "The caller is not known");
            case REASON_NOT_GRANTED -> is(403, "The caller may not do this");
            case REASON_STORE_NOT_GRANTED -> is(403, "The store or terminal is outside the caller's grant");
            case REASON_MEMBER_UNKNOWN -> is(404, "There is no such member");
            case REASON_RECEIPT_UNKNOWN -> is(404, "There is no such receipt");
            case REASON_HOLD_UNKNOWN -> is(404, "There is no such hold");
            case REASON_OPERATION_UNKNOWN -> is(404, "There is no such operation");
            case REASON_SALE_UNKNOWN -> is(404, "There is no such sale");
            case REASON_RULES_UNKNOWN -> is(404, "There are no such rules");
            case REASON_CLIENT_UNKNOWN -> is(404, "There is no such client");
            case REASON_KEY_UNKNOWN -> is(404, "The client has no such key");
            case REASON_MEMBER_ALREADY_EXISTS -> is(409, "The identity belongs to a member already");
            case REASON_RECEIPT_ALREADY_RECORDED -> is(409, "The receipt is recorded with other content");
            case REASON_RETURN_ALREADY_RECORDED -> is(409, "The return is recorded with other content");
            case REASON_SALE_ALREADY_CLAIMED -> is(409, "The sale is claimed already");
            case REASON_CLIENT_ALREADY_EXISTS -> is(409, "There is a client of this id already");
            case REASON_CLIENT_ENDED -> is(409, "The client has ended");
            case REASON_MERGE_NOT_UNDOABLE -> is(409, "The merge cannot be undone any more");
            case REASON_IDEMPOTENCY_KEY_REUSED -> is(422, "The idempotency key was used with other content");
            case REASON_OPERATION_IN_PROGRESS -> is(409, "The same request is still running");
            case REASON_VERSION_CONFLICT -> is(412, "The version has changed");
            case REASON_INSUFFICIENT_POINTS -> is(409, "There are not enough points");
            case REASON_HOLD_ALREADY_CAPTURED -> is(409, "The hold is captured already");
            case REASON_HOLD_ALREADY_VOIDED -> is(409, "The hold is voided already");
            case REASON_HOLD_EXPIRED -> is(409, "The hold has expired");
            case REASON_CAPTURE_EXCEEDS_HOLD -> is(409, "The capture exceeds the hold");
            case REASON_REVERSAL_EXCEEDS_ORIGINAL -> is(409, "The reversals exceed the original");
            case REASON_NOT_REVERSIBLE -> is(409, "The operation cannot be reversed");
            case REASON_RETURN_EXCEEDS_SALE -> is(409, "The returns exceed the sale");
            case REASON_RETURN_REFUSED -> is(409, "The return is refused");
            case REASON_TOO_MANY_HOLDS -> is(409, "The member has too many open holds");
            case REASON_TOO_MANY_LOTS -> is(409, "The operation would touch too many lots");
            case REASON_MEMBER_BLOCKED -> is(409, "The member is blocked");
            case REASON_MEMBER_CLOSED -> is(409, "The member is closed");
            case REASON_MEMBER_OWES -> is(409, "The member owes points");
            case REASON_LIMIT_REACHED -> is(409, "A limit is reached");
            case REASON_RATE_LIMITED -> is(429, "There are too many requests");
            case REASON_OVERLOADED -> is(503, "The service is overloaded");
            case REASON_DEPENDENCY_UNAVAILABLE -> is(503, "A service behind this one is not available");
            case REASON_OUTCOME_UNKNOWN -> is(504, "The outcome could not be learnt");
            case REASON_INTERNAL, REASON_UNSPECIFIED, UNRECOGNIZED -> is(500, "Something went wrong on our side");
        };
    }

    /** The stable URI of a reason: {@code urn:omnipoints:reason:field-invalid}. */
    public static String uri(Reason reason) {
        return "urn:omnipoints:reason:"
                + Words.of(reason).toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static ProblemType is(int status, String title) {
        return new ProblemType(status, title);
    }
}
