package dev.omnipoints.gateway.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.inject.Singleton;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The one place where what went wrong becomes an answer. */
@Singleton
public final class Problems {
    private static final Logger LOG = Logger.getLogger(Problems.class);

    private final ObjectMapper json;
    private final AllowedMethods allowedMethods;

    Problems(ObjectMapper json, AllowedMethods allowedMethods) {
        this.json = json;
        this.allowedMethods = allowedMethods;
    }

    /** An answer, ready to be sent by whoever holds the connection. */
    public record Answer(int status, Map<String, String> headers, byte[] body) {}

    /** The answer to anything that was thrown; a defect is logged here, under the incident that the caller is told. */
    public Answer answer(Throwable thrown) {
        return answer(refusal(thrown));
    }

    /** What is told of it within another answer, logged likewise. */
    public ProblemBody body(Throwable thrown) {
        Refused refused = refusal(thrown);
        logDenial(refused);
        return ProblemBody.of(refused);
    }

    private Answer answer(Refused refused) {
        ProblemBody body = ProblemBody.of(refused);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(HttpHeaders.CONTENT_TYPE, ProblemBody.MEDIA_TYPE);
        if (body.retryAfter() != null) {
            headers.put(HttpHeaders.RETRY_AFTER, body.retryAfter().toString());
        }
        if (refused.reason() == Reason.REASON_UNAUTHENTICATED) {
            headers.put(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"omnipoints\", ApiKey header=\"X-API-Key\"");
        }
        logDenial(refused);
        try {
            return new Answer(body.status(), headers, json.writeValueAsBytes(body));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A problem could not be written", impossible);
        }
    }

    private static void logDenial(Refused refused) {
        switch (refused.reason()) {
            case REASON_UNAUTHENTICATED, REASON_NOT_GRANTED, REASON_STORE_NOT_GRANTED ->
                LOG.infof("denied: %s", Words.of(refused.reason()));
            default ->
                LOG.debugf(
                        "refused: %s %s",
                        Words.of(refused.reason()), refused.problem().getField());
        }
    }

    private static Refused refusal(Throwable thrown) {
        return switch (thrown) {
            case Refused refused -> refused;
            case AuthenticationFailedException unknown -> unauthenticated(unknown);
            case UnauthorizedException _ ->
                Refused.because(Reason.REASON_UNAUTHENTICATED, "Send the header X-API-Key or a member's token.");
            case ForbiddenException _ ->
                Refused.because(Reason.REASON_NOT_GRANTED, "This credential does not serve this endpoint.");
            case WebApplicationException http -> ofStatus(http.getResponse().getStatus(), http);
            default -> defect(thrown);
        };
    }

    /** What refused the credential may know better (an issuer that cannot be asked is not the caller's fault). */
    private static Refused unauthenticated(AuthenticationFailedException thrown) {
        return thrown.getCause() instanceof Refused refused
                ? refused
                : Refused.because(Reason.REASON_UNAUTHENTICATED, "The credential is not valid.");
    }

    /** What the HTTP layer refused by a status of its own. */
    static Refused ofStatus(int status, Throwable thrown) {
        return switch (status) {
            case 401 -> Refused.because(Reason.REASON_UNAUTHENTICATED, "The credential is not valid.");
            case 403 -> Refused.because(Reason.REASON_NOT_GRANTED, "This credential does not serve this endpoint.");
            case 404 -> Refused.because(Reason.REASON_ENDPOINT_UNKNOWN, "Look up the endpoints at /q/openapi.");
            case 405 -> Refused.because(Reason.REASON_METHOD_NOT_ALLOWED, "The header Allow names the methods.");
            case 406 -> Refused.because(Reason.REASON_NOT_ACCEPTABLE, "Accept application/json.");
            case 413 -> Refused.because(Reason.REASON_BODY_TOO_LARGE, "A body may have 1 MiB (1,048,576 bytes).");
            case 415 -> Refused.because(Reason.REASON_MEDIA_TYPE_UNSUPPORTED, "Send Content-Type: application/json.");
            default ->
                status >= 400 && status < 500
                        ? Refused.because(Reason.REASON_MALFORMED_REQUEST, "The HTTP request cannot be read.")
                        : defect(thrown);
        };
    }

    /** Our defect: the caller is told an incident id and nothing else. */
    static Refused defect(Throwable thrown) {
        String incident = UUID.randomUUID().toString();
        LOG.errorf(thrown, "incident %s", incident);
        Problem problem = Problem.newBuilder()
                .setReason(Reason.REASON_INTERNAL)
                .setIncident(incident)
                .build();
        return Refused.asTold(problem, "Tell support the incident.");
    }

    @ServerExceptionMapper(priority = 1)
    Response refused(Refused thrown) {
        return response(thrown);
    }

    @ServerExceptionMapper(priority = 1)
    Response authenticationFailed(AuthenticationFailedException thrown) {
        return response(thrown);
    }

    @ServerExceptionMapper(priority = 1)
    Response unauthorized(UnauthorizedException thrown) {
        return response(thrown);
    }

    @ServerExceptionMapper(priority = 1)
    Response forbidden(ForbiddenException thrown) {
        return response(thrown);
    }

    @ServerExceptionMapper(priority = 1)
    Response notAllowed(NotAllowedException thrown, UriInfo uri) {
        return Response.fromResponse(response(thrown))
                .header(HttpHeaders.ALLOW, allowedMethods.of(uri.getPath()))
                .build();
    }

    @ServerExceptionMapper(priority = 1)
    Response http(WebApplicationException thrown) {
        return response(thrown);
    }

    @ServerExceptionMapper(priority = 1)
    Response anythingElse(Throwable thrown) {
        return response(thrown);
    }

    private Response response(Throwable thrown) {
        Answer answer = answer(thrown);
        Response.ResponseBuilder response = Response.status(answer.status()).entity(answer.body());
        answer.headers().forEach(response::header);
        return response.build();
    }
}
