package dev.omnipoints.loyalty.feed;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.omnipoints.contracts.loyalty.v1.FeedRow;
import dev.omnipoints.contracts.loyalty.v1.FeedServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.ReadRequest;
import dev.omnipoints.contracts.loyalty.v1.ReadResponse;
import dev.omnipoints.contracts.type.v1.Caller;
import dev.omnipoints.contracts.type.v1.CallerKind;
import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.loyalty.Calls;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;

/** The feed as our own services call it. */
final class FeedCalls {
    static final ReadRequest UNTIL_NOW =
            ReadRequest.newBuilder().setUntilNow(true).build();

    static final Caller SERVICE = Caller.newBuilder()
            .setProgramme("demo")
            .setKind(CallerKind.CALLER_KIND_SERVICE)
            .setClient("profile-service")
            .build();

    private FeedCalls() {}

    static FeedServiceGrpc.FeedServiceBlockingStub feed() {
        return Calls.as(FeedServiceGrpc.newBlockingStub(Calls.channel()), "profile-service", SERVICE);
    }

    static FeedServiceGrpc.FeedServiceStub asynchronous() {
        return Calls.as(FeedServiceGrpc.newStub(Calls.channel()), "profile-service", SERVICE);
    }

    static List<ReadResponse> read(ReadRequest.Builder request) {
        List<ReadResponse> pages = new ArrayList<>();
        feed().read(request.build()).forEachRemaining(pages::add);
        return pages;
    }

    static List<FeedRow> rows(List<ReadResponse> pages) {
        return pages.stream().flatMap(page -> page.getRowsList().stream()).toList();
    }

    /** The cursor at the end of all. */
    static String end() {
        return read(UNTIL_NOW.toBuilder()).getLast().getCursor();
    }

    static Problem refused(Runnable call) {
        return Calls.problem(catchThrowableOfType(StatusRuntimeException.class, call::run));
    }
}
