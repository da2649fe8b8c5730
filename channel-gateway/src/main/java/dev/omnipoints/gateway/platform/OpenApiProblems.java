package dev.omnipoints.gateway.platform;

import dev.omnipoints.contracts.type.v1.Reason;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Writes the problems of every operation into the published description, from the one table of reasons. */
public final class OpenApiProblems implements OASFilter {
    private static final Set<Reason> ANYWHERE = EnumSet.of(
            Reason.REASON_MALFORMED_REQUEST,
            Reason.REASON_FIELD_INVALID,
            Reason.REASON_UNAUTHENTICATED,
            Reason.REASON_NOT_GRANTED,
            Reason.REASON_NOT_ACCEPTABLE,
            Reason.REASON_RATE_LIMITED,
            Reason.REASON_OVERLOADED,
            Reason.REASON_DEPENDENCY_UNAVAILABLE,
            Reason.REASON_INTERNAL);
    private static final Set<Reason> WITH_BODY =
            EnumSet.of(Reason.REASON_MEDIA_TYPE_UNSUPPORTED, Reason.REASON_BODY_TOO_LARGE);
    private static final Set<Reason> COMMAND = EnumSet.of(
            Reason.REASON_IDEMPOTENCY_KEY_MISSING,
            Reason.REASON_IDEMPOTENCY_KEY_REUSED,
            Reason.REASON_OPERATION_IN_PROGRESS,
            Reason.REASON_OUTCOME_UNKNOWN);

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
    private static final Map<String, Set<Reason>> OWN = Stream.of(
                    channels(), sales(), paying(), members(), staff(), rules())
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

    private static Set<Reason> and(Set<Reason> some, Reason... more) {
        Set<Reason> all = EnumSet.copyOf(some);
        all.addAll(List.of(more));
        return all;
    }

    @Override
    public void filterOpenAPI(OpenAPI api) {
        if (api.getPaths() == null) {
            return;
        }
        for (PathItem path : api.getPaths().getPathItems().values()) {
            path.getOperations().values().stream()
                    .filter(operation ->
                            operation.getOperationId() != null && OWN.containsKey(operation.getOperationId()))
                    .forEach(OpenApiProblems::describe);
        }
        Schema problem = api.getComponents().getSchemas().get("Problem");
        if (problem != null) {
            problem.getProperties()
                    .get("reason")
                    .setEnumeration(Arrays.stream(Reason.values())
                            .filter(reason -> reason != Reason.UNRECOGNIZED && reason != Reason.REASON_UNSPECIFIED)
                            .map(reason -> (Object) Words.of(reason))
                            .toList());
        }
    }

    private static void describe(Operation operation) {
        Set<Reason> reasons = EnumSet.copyOf(ANYWHERE);
        reasons.addAll(OWN.get(operation.getOperationId()));
        if (operation.getRequestBody() != null) {
            reasons.addAll(WITH_BODY);
        }
        boolean command = operation.getParameters() != null
                && operation.getParameters().stream()
                        .anyMatch(
                                parameter -> Api.reference(Api.IDEMPOTENCY_KEY).equals(parameter.getRef()));
        if (command) {
            reasons.addAll(COMMAND);
        }
        Map<Integer, String> byStatus = reasons.stream()
                .collect(Collectors.groupingBy(
                        reason -> ProblemType.of(reason).status(),
                        TreeMap::new,
                        Collectors.mapping(Words::of, Collectors.joining(", "))));
        byStatus.forEach((status, words) -> operation.getResponses().addAPIResponse(status.toString(), problem(words)));
        if (command) {
            for (String status : new String[] {"200", "201", "202"}) {
                APIResponse done = operation.getResponses().getAPIResponse(status);
                if (done != null) {
                    done.addHeader(
                            IdempotencyKey.REPLAYED,
                            OASFactory.createHeader()
                                    .description("true: this request changed nothing, the answer is the first one's")
                                    .schema(OASFactory.createSchema().addType(Schema.SchemaType.BOOLEAN)));
                }
            }
        }
    }

    private static APIResponse problem(String words) {
        return OASFactory.createAPIResponse()
                .description(words)
                .content(OASFactory.createContent()
                        .addMediaType(
                                ProblemBody.MEDIA_TYPE,
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref("#/components/schemas/Problem"))));
    }
}
