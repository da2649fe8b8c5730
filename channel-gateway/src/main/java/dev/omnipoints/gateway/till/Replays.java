package dev.omnipoints.gateway.till;

import dev.omnipoints.gateway.platform.IdempotencyKey;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestResponse;

/** How an answer says that it is the first one's, given again. */
final class Replays {
    private Replays() {}

    static <T> RestResponse<T> answer(Response.Status status, T body, boolean replayed) {
        RestResponse.ResponseBuilder<T> response = RestResponse.ResponseBuilder.create(status.getStatusCode());
        response.entity(body);
        if (replayed) {
            response.header(IdempotencyKey.REPLAYED, true);
        }
        return response.build();
    }
}
