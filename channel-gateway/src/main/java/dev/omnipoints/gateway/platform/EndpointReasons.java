package dev.omnipoints.gateway.platform;

import dev.omnipoints.contracts.type.v1.Reason;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Why each endpoint may refuse, beside what any of its kind does. */
final class EndpointReasons {
    /** What refuses to spend points. */
    private static final Set<Reason> SPENDING = EnumSet.of(
            Reason.REASON_POINTS_OUT_OF_RANGE,
            Reason.REASON_MEMBER_UNKNOWN,
            Reason.REASON_MEMBER_CLOSED,
            Reason.REASON_MEMBER_BLOCKED,
            Reason.REASON_MEMBER_OWES,
            Reason.REASON_INSUFFICIENT_POINTS,
            Reason.REASON_TOO_MANY_LOTS);
    /** What refuses to end a hold. */
    private static final Set<Reason> HOLD_ENDS = EnumSet.of(
            Reason.REASON_HOLD_UNKNOWN,
            Reason.REASON_MEMBER_CLOSED,
            Reason.REASON_HOLD_ALREADY_CAPTURED,
            Reason.REASON_HOLD_ALREADY_VOIDED,
            Reason.REASON_HOLD_EXPIRED);

    /** What refuses goods that come back. */
    private static final Set<Reason> RETURN = EnumSet.of(
            Reason.REASON_RECEIPT_UNKNOWN,
            Reason.REASON_RETURN_ALREADY_RECORDED,
            Reason.REASON_RETURN_EXCEEDS_SALE,
            Reason.REASON_RETURN_REFUSED,
            Reason.REASON_TOO_MANY_LOTS);
    /** What refuses a sale: what it sells, what pays for it, what comes back on it. */
    private static final Set<Reason> SALE = and(
            RETURN,
            Reason.REASON_POINTS_OUT_OF_RANGE,
            Reason.REASON_TENDERS_DO_NOT_ADD_UP,
            Reason.REASON_CURRENCY_NOT_ACCEPTED,
            Reason.REASON_SALE_TOO_OLD,
            Reason.REASON_STORE_NOT_GRANTED,
            Reason.REASON_MEMBER_UNKNOWN,
            Reason.REASON_MEMBER_BLOCKED,
            Reason.REASON_MEMBER_CLOSED,
            Reason.REASON_RECEIPT_ALREADY_RECORDED,
            Reason.REASON_HOLD_UNKNOWN,
            Reason.REASON_HOLD_EXPIRED,
            Reason.REASON_HOLD_ALREADY_CAPTURED,
            Reason.REASON_HOLD_ALREADY_VOIDED,
            Reason.REASON_CAPTURE_EXCEEDS_HOLD);

    /** By operation id, one map a door. */
    static final Map<String, Set<Reason>> OF = Stream.of(
                    channels(), sales(), paying(), members(), staff(), rules(), clients())
            .flatMap(door -> door.entrySet().stream())
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private static Map<String, Set<Reason>> channels() {
        return Map.ofEntries(
                Map.entry("lookupMember", EnumSet.of(Reason.REASON_MEMBER_UNKNOWN)),
                Map.entry("enrolMember", EnumSet.of(Reason.REASON_MEMBER_ALREADY_EXISTS)),
                Map.entry(
                        "postEvent",
                        EnumSet.of(
                                Reason.REASON_MEMBER_UNKNOWN,
                                Reason.REASON_MEMBER_BLOCKED,
                                Reason.REASON_MEMBER_CLOSED,
                                Reason.REASON_SALE_TOO_OLD,
                                Reason.REASON_POINTS_OUT_OF_RANGE)),
                Map.entry(
                        "lookupOperation",
                        EnumSet.of(
                                Reason.REASON_MEMBER_UNKNOWN,
                                Reason.REASON_OPERATION_UNKNOWN,
                                Reason.REASON_STORE_NOT_GRANTED)));
    }

    private static Map<String, Set<Reason>> sales() {
        return Map.ofEntries(
                Map.entry("recordSale", SALE),
                Map.entry("recordSales", EnumSet.noneOf(Reason.class)),
                Map.entry("getSale", EnumSet.of(Reason.REASON_SALE_UNKNOWN)),
                Map.entry("findSale", EnumSet.of(Reason.REASON_RECEIPT_UNKNOWN, Reason.REASON_STORE_NOT_GRANTED)),
                Map.entry(
                        "quote",
                        EnumSet.of(
                                Reason.REASON_POINTS_OUT_OF_RANGE,
                                Reason.REASON_CURRENCY_NOT_ACCEPTED,
                                Reason.REASON_STORE_NOT_GRANTED)),
                Map.entry("recordReturn", and(RETURN, Reason.REASON_STORE_NOT_GRANTED)),
                Map.entry(
                        "claimSale",
                        EnumSet.of(
                                Reason.REASON_SALE_UNKNOWN,
                                Reason.REASON_SALE_ALREADY_CLAIMED,
                                Reason.REASON_MEMBER_UNKNOWN,
                                Reason.REASON_MEMBER_BLOCKED,
                                Reason.REASON_MEMBER_CLOSED,
                                Reason.REASON_POINTS_OUT_OF_RANGE,
                                Reason.REASON_TOO_MANY_LOTS)));
    }

    private static Map<String, Set<Reason>> paying() {
        return Map.ofEntries(
                Map.entry(
                        "hold",
                        and(
                                SPENDING,
                                Reason.REASON_CURRENCY_NOT_ACCEPTED,
                                Reason.REASON_STORE_NOT_GRANTED,
                                Reason.REASON_TOO_MANY_HOLDS)),
                Map.entry(
                        "captureHold",
                        and(HOLD_ENDS, Reason.REASON_POINTS_OUT_OF_RANGE, Reason.REASON_CAPTURE_EXCEEDS_HOLD)),
                Map.entry("voidHold", HOLD_ENDS),
                Map.entry("getHold", EnumSet.of(Reason.REASON_HOLD_UNKNOWN)),
                Map.entry("redeem", SPENDING),
                Map.entry(
                        "reverseRedemption",
                        EnumSet.of(
                                Reason.REASON_POINTS_OUT_OF_RANGE,
                                Reason.REASON_OPERATION_UNKNOWN,
                                Reason.REASON_MEMBER_CLOSED,
                                Reason.REASON_NOT_REVERSIBLE,
                                Reason.REASON_REVERSAL_EXCEEDS_ORIGINAL)));
    }

    private static Map<String, Set<Reason>> members() {
        return Map.ofEntries(
                Map.entry("getMe", EnumSet.of(Reason.REASON_MEMBER_UNKNOWN)),
                Map.entry("getMyBalance", EnumSet.of(Reason.REASON_MEMBER_UNKNOWN)),
                Map.entry("getMyActivity", EnumSet.of(Reason.REASON_MEMBER_UNKNOWN)),
                Map.entry("giveMyPoints", SPENDING));
    }

    private static Map<String, Set<Reason>> staff() {
        return Map.ofEntries(
                Map.entry("getProgramme", EnumSet.noneOf(Reason.class)),
                Map.entry("listProgrammeVersions", EnumSet.noneOf(Reason.class)),
                Map.entry(
                        "updateProgramme",
                        EnumSet.of(
                                Reason.REASON_PRECONDITION_REQUIRED,
                                Reason.REASON_VERSION_CONFLICT,
                                Reason.REASON_OUTCOME_UNKNOWN)),
                Map.entry(
                        "adjustPoints",
                        EnumSet.of(
                                Reason.REASON_POINTS_OUT_OF_RANGE,
                                Reason.REASON_MEMBER_UNKNOWN,
                                Reason.REASON_MEMBER_CLOSED,
                                Reason.REASON_INSUFFICIENT_POINTS,
                                Reason.REASON_TOO_MANY_LOTS)),
                Map.entry("confirmEarn", EnumSet.of(Reason.REASON_OPERATION_UNKNOWN, Reason.REASON_MEMBER_CLOSED)),
                Map.entry(
                        "reverseOperation",
                        EnumSet.of(
                                Reason.REASON_POINTS_OUT_OF_RANGE,
                                Reason.REASON_OPERATION_UNKNOWN,
                                Reason.REASON_MEMBER_CLOSED,
                                Reason.REASON_NOT_REVERSIBLE,
                                Reason.REASON_REVERSAL_EXCEEDS_ORIGINAL,
                                Reason.REASON_RETURN_REFUSED)),
                Map.entry("transferPoints", SPENDING),
                Map.entry("listAudit", EnumSet.noneOf(Reason.class)),
                Map.entry("listGaps", EnumSet.noneOf(Reason.class)),
                Map.entry("getSegments", EnumSet.of(Reason.REASON_MEMBER_UNKNOWN)),
                Map.entry("listSegmentsChanges", EnumSet.of(Reason.REASON_MEMBER_UNKNOWN)),
                Map.entry(
                        "setSegments",
                        EnumSet.of(
                                Reason.REASON_PRECONDITION_REQUIRED,
                                Reason.REASON_MEMBER_UNKNOWN,
                                Reason.REASON_VERSION_CONFLICT,
                                Reason.REASON_OPERATION_IN_PROGRESS,
                                Reason.REASON_OUTCOME_UNKNOWN)));
    }

    private static Map<String, Set<Reason>> rules() {
        Set<Reason> change = EnumSet.of(
                Reason.REASON_PRECONDITION_REQUIRED, Reason.REASON_RULES_UNKNOWN, Reason.REASON_VERSION_CONFLICT);
        Set<Reason> write = and(change, Reason.REASON_OPERATION_IN_PROGRESS, Reason.REASON_OUTCOME_UNKNOWN);
        return Map.ofEntries(
                Map.entry("listRulesDrafts", EnumSet.noneOf(Reason.class)),
                Map.entry("createRulesDraft", EnumSet.of(Reason.REASON_LIMIT_REACHED)),
                Map.entry("getRulesDraft", EnumSet.of(Reason.REASON_RULES_UNKNOWN)),
                Map.entry("updateRulesDraft", write),
                Map.entry("deleteRulesDraft", write),
                Map.entry("publishRules", change),
                Map.entry("simulateRules", EnumSet.of(Reason.REASON_RULES_UNKNOWN)),
                Map.entry("getRulesSimulation", EnumSet.of(Reason.REASON_RULES_UNKNOWN)),
                Map.entry("listRulesVersions", EnumSet.noneOf(Reason.class)),
                Map.entry("getRules", EnumSet.noneOf(Reason.class)),
                Map.entry("getRulesVersion", EnumSet.of(Reason.REASON_RULES_UNKNOWN)),
                Map.entry("listRulesChanges", EnumSet.noneOf(Reason.class)),
                Map.entry("getRulesSchema", EnumSet.noneOf(Reason.class)));
    }

    private static Map<String, Set<Reason>> clients() {
        Set<Reason> ends = EnumSet.of(Reason.REASON_CLIENT_UNKNOWN);
        return Map.ofEntries(
                Map.entry("listClients", EnumSet.noneOf(Reason.class)),
                Map.entry("getClient", EnumSet.of(Reason.REASON_CLIENT_UNKNOWN)),
                Map.entry("createClient", EnumSet.of(Reason.REASON_CLIENT_ALREADY_EXISTS)),
                Map.entry(
                        "updateClient",
                        EnumSet.of(
                                Reason.REASON_PRECONDITION_REQUIRED,
                                Reason.REASON_CLIENT_UNKNOWN,
                                Reason.REASON_CLIENT_ENDED,
                                Reason.REASON_VERSION_CONFLICT)),
                Map.entry("endClient", ends),
                Map.entry("createClientKey", and(ends, Reason.REASON_CLIENT_ENDED, Reason.REASON_LIMIT_REACHED)),
                Map.entry("endClientKey", and(ends, Reason.REASON_KEY_UNKNOWN)));
    }

    private static Set<Reason> and(Set<Reason> some, Reason... more) {
        Set<Reason> all = EnumSet.copyOf(some);
        all.addAll(List.of(more));
        return all;
    }

    private EndpointReasons() {}
}
