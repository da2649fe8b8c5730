package dev.omnipoints.suite;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.omnipoints.suite.rest.Answer;
import dev.omnipoints.suite.rest.Gateway;
import java.io.IOException;

/** A member's statement of several pages as one answer. */
final class Pages {
    private Pages() {}

    /** All entries, newest first; the first page that is no success instead. */
    static Answer all(Gateway door, String token) throws IOException {
        var first = door.get("/v1/me/activity?pageSize=200", token);
        var page = first;
        while (page.ok() && page.body().has("nextPageToken")) {
            page = door.get(
                    "/v1/me/activity?pageSize=200&pageToken="
                            + page.body().path("nextPageToken").asText(),
                    token);
            ((ArrayNode) first.body().path("entries"))
                    .addAll((ArrayNode) page.body().path("entries"));
        }
        if (page.ok()) {
            ((ObjectNode) first.body()).remove("nextPageToken");
        }
        return page.ok() ? first : page;
    }
}
