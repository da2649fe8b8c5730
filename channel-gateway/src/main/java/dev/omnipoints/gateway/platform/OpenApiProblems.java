package dev.omnipoints.gateway.platform;

import dev.omnipoints.contracts.type.v1.Reason;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
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

    @Override
    public void filterOpenAPI(OpenAPI api) {
        if (api.getPaths() == null) {
            return;
        }
        for (PathItem path : api.getPaths().getPathItems().values()) {
            path.getOperations().values().stream()
                    .filter(operation -> operation.getOperationId() != null
                            && EndpointReasons.OF.containsKey(operation.getOperationId()))
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
        reasons.addAll(EndpointReasons.OF.get(operation.getOperationId()));
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
