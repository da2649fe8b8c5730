package dev.omnipoints.gateway.platform;

import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestResponse;

/** How an answer says that it is the first one's, given again. */
public final class Replays {
    private Replays() {}

    /** The answer, marked where it wrote no row. */
    public static <T> RestResponse<T> answer(Response.Status status, T body, boolean replayed) {
        RestResponse.ResponseBuilder<T> response = RestResponse.ResponseBuilder.create(status.getStatusCode());
        response.entity(body);
        if (replayed) {
            response.header(IdempotencyKey.REPLAYED, true);
        }
        return response.build();
    }
}
