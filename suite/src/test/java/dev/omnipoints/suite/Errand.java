package dev.omnipoints.suite;

import dev.omnipoints.suite.check.Asked;
import dev.omnipoints.suite.check.Verb;
import dev.omnipoints.suite.rest.Answer;
import java.io.IOException;

/**
 * Something that a client asks, as a history has it and as it is sent. Sent again it is the same, under the same key.
 *
 * @param asked without the door
 */
record Errand(Verb verb, Asked asked, Request request) {
    /** What is sent; throws where no answer comes. */
    interface Request {
        Answer send(Door door) throws IOException;
    }
}
