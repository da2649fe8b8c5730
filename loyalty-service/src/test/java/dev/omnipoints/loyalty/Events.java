package dev.omnipoints.loyalty;

import dev.omnipoints.contracts.loyalty.v1.EventResult;
import dev.omnipoints.contracts.loyalty.v1.EventServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.NamedEvent;
import dev.omnipoints.contracts.loyalty.v1.PostEventRequest;
import dev.omnipoints.contracts.loyalty.v1.PostEventResponse;
import dev.omnipoints.contracts.type.v1.Caller;
import dev.omnipoints.contracts.type.v1.MemberContext;
import java.time.Instant;

/** Named events for tests: each with an id and key of its own unless the test says otherwise. */
public final class Events {

    private Events() {}

    /** Of a type, now, from the shop. */
    public static NamedEvent.Builder event(String type) {
        return NamedEvent.newBuilder()
                .setSource("https://shop.example/reviews")
                .setId(Sales.fresh())
                .setType(type)
                .setOccurredAt(Sales.timestamp(Instant.now()));
    }

    /** Likewise, at an instant. */
    public static NamedEvent.Builder event(String type, String at) {
        return event(type).setOccurredAt(Sales.timestamp(Instant.parse(at)));
    }

    public static PostEventRequest.Builder request(NamedEvent.Builder event, MemberContext member) {
        return PostEventRequest.newBuilder()
                .setIdempotencyKey(Sales.fresh())
                .setEvent(event)
                .setMember(member);
    }

    /** Posted by a till of the programme under a key of its own. */
    public static EventResult post(String programme, NamedEvent.Builder event, MemberContext member) {
        return send(programme, request(event, member)).getResult();
    }

    public static PostEventResponse send(String programme, PostEventRequest.Builder request) {
        return as(Calls.till(programme, "till-1")).postEvent(request.build());
    }

    public static EventServiceGrpc.EventServiceBlockingStub as(Caller caller) {
        return Calls.as(EventServiceGrpc.newBlockingStub(Calls.channel()), "channel-gateway", caller);
    }
}
