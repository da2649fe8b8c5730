package dev.omnipoints.gateway.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.contracts.type.v1.Reason;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProblemTypeTest {
    /** The table of interfaces.md, Reasons: reasons by HTTP status. */
    private static final Map<Integer, String> TABLE = Map.ofEntries(
            Map.entry(400, """
                    MALFORMED_REQUEST FIELD_INVALID POINTS_OUT_OF_RANGE TENDERS_DO_NOT_ADD_UP CURRENCY_NOT_ACCEPTED
                    SALE_TOO_OLD IDEMPOTENCY_KEY_MISSING"""),
            Map.entry(401, "UNAUTHENTICATED"),
            Map.entry(403, "NOT_GRANTED STORE_NOT_GRANTED"),
            Map.entry(404, """
                    ENDPOINT_UNKNOWN MEMBER_UNKNOWN RECEIPT_UNKNOWN HOLD_UNKNOWN OPERATION_UNKNOWN SALE_UNKNOWN
                    RULES_UNKNOWN CLIENT_UNKNOWN KEY_UNKNOWN"""),
            Map.entry(405, "METHOD_NOT_ALLOWED"),
            Map.entry(406, "NOT_ACCEPTABLE"),
            Map.entry(409, """
                    MEMBER_ALREADY_EXISTS RECEIPT_ALREADY_RECORDED RETURN_ALREADY_RECORDED SALE_ALREADY_CLAIMED
                    CLIENT_ALREADY_EXISTS CLIENT_ENDED
                    MERGE_NOT_UNDOABLE OPERATION_IN_PROGRESS INSUFFICIENT_POINTS HOLD_ALREADY_CAPTURED
                    HOLD_ALREADY_VOIDED HOLD_EXPIRED CAPTURE_EXCEEDS_HOLD REVERSAL_EXCEEDS_ORIGINAL NOT_REVERSIBLE
                    RETURN_EXCEEDS_SALE RETURN_REFUSED TOO_MANY_HOLDS TOO_MANY_LOTS MEMBER_BLOCKED MEMBER_CLOSED
                    MEMBER_OWES LIMIT_REACHED"""),
            Map.entry(412, "VERSION_CONFLICT"),
            Map.entry(413, "BODY_TOO_LARGE"),
            Map.entry(415, "MEDIA_TYPE_UNSUPPORTED"),
            Map.entry(422, "IDEMPOTENCY_KEY_REUSED"),
            Map.entry(428, "PRECONDITION_REQUIRED"),
            Map.entry(429, "RATE_LIMITED"),
            Map.entry(500, "INTERNAL"),
            Map.entry(503, "OVERLOADED DEPENDENCY_UNAVAILABLE"),
            Map.entry(504, "OUTCOME_UNKNOWN"));

    @Test
    void everyReasonHasTheStatusOfTheTable() {
        Map<String, Integer> table = new TreeMap<>();
        TABLE.forEach(
                (status, reasons) -> Arrays.stream(reasons.split("\\s+")).forEach(reason -> table.put(reason, status)));

        Map<String, Integer> code = Arrays.stream(Reason.values())
                .filter(reason -> reason != Reason.UNRECOGNIZED && reason != Reason.REASON_UNSPECIFIED)
                .collect(Collectors.toMap(
                        Words::of, reason -> ProblemType.of(reason).status(), (one, other) -> one, TreeMap::new));

        assertThat(code).isEqualTo(table);
    }

    @Test
    void everyTitleIsOfOneReasonAlone() {
        assertThat(Arrays.stream(Reason.values())
                        .filter(reason -> reason != Reason.UNRECOGNIZED && reason != Reason.REASON_UNSPECIFIED)
                        .map(reason -> ProblemType.of(reason).title()))
                .doesNotHaveDuplicates()
                .noneMatch(String::isBlank);
    }

    @Test
    void aReasonHasAStableUri() {
        assertThat(ProblemType.uri(Reason.REASON_TENDERS_DO_NOT_ADD_UP))
                .isEqualTo("urn:omnipoints:reason:tenders-do-not-add-up");
    }
}
