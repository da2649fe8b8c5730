package dev.omnipoints.loyalty.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.contracts.loyalty.v1.EventResult;
import dev.omnipoints.contracts.loyalty.v1.ListActivityRequest;
import dev.omnipoints.contracts.loyalty.v1.LookupOperationRequest;
import dev.omnipoints.contracts.loyalty.v1.NamedEvent;
import dev.omnipoints.contracts.loyalty.v1.Operation;
import dev.omnipoints.contracts.loyalty.v1.PostEventRequest;
import dev.omnipoints.contracts.loyalty.v1.PostEventResponse;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.Calls;
import dev.omnipoints.loyalty.Database;
import dev.omnipoints.loyalty.Events;
import dev.omnipoints.loyalty.LoyaltyEnvironment;
import dev.omnipoints.loyalty.Sales;
import dev.omnipoints.loyalty.Shop;
import dev.omnipoints.loyalty.programme.Programmes;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An event is taken once, by its key and by its source and id. */
@QuarkusTest
@QuarkusTestResource(LoyaltyEnvironment.class)
class SameEventTest {

    private static final String RULES = """
            {"rules": [{"id": "review", "name": "A review", "event": "review", "award": {"fixed": {"points": "10"}}}]}
            """;

    @Inject
    Programmes programmes;

    private final MemberContext member = Sales.active();
    private final NamedEvent.Builder review =
            Events.event("review").setData("{\"stars\":5,\"product\":{\"sku\":\"SER-30\",\"new\":true}}");
    private Shop shop;

    @BeforeEach
    void aShop() {
        shop = Shop.open(programmes, "").with(RULES);
    }

    @AfterEach
    void ledgerIsTrue() {
        assertThat(Database.audit()).startsWith("0 ");
    }

    @Test
    void theSameAgainIsTheFirstAnswerUnderWhateverKey() {
        PostEventRequest.Builder request = Events.request(review, member);
        PostEventResponse first = send(request);
        // The order of names is nobody's.
        NamedEvent.Builder reordered =
                review.clone().setData("{\"product\": {\"new\": true, \"sku\": \"SER-30\"}, \"stars\": 5}");

        PostEventResponse sameKey = Database.leavingNoTrace(() -> send(request));
        PostEventResponse otherKey = Database.leavingNoTrace(() -> send(Events.request(reordered, member)));

        assertThat(first.getReplayed()).isFalse();
        assertThat(sameKey.getReplayed()).isTrue();
        assertThat(sameKey.getEventReplayed()).isFalse();
        assertThat(otherKey.getReplayed()).isTrue();
        assertThat(otherKey.getEventReplayed()).isTrue();
        assertThat(List.of(sameKey.getResult(), otherKey.getResult())).containsOnly(first.getResult());
    }

    @Test
    void otherContentOrAnotherMemberIsRefused() {
        PostEventRequest.Builder request = Events.request(review, member);
        send(request);

        for (PostEventRequest.Builder other : List.of(
                Events.request(review.clone().setType("rating"), member),
                Events.request(review.clone().setData("{\"stars\":4}"), member),
                Events.request(review.clone().clearData(), member),
                Events.request(review, Sales.active()))) {
            Problem refused = Database.leavingNoTrace(() -> Shop.refused(() -> send(other)));
            assertThat(refused.getReason()).isEqualTo(Reason.REASON_IDEMPOTENCY_KEY_REUSED);
            assertThat(refused.getField()).isEqualTo("id");
        }
        Problem key = Database.leavingNoTrace(
                () -> Shop.refused(() -> send(request.clone().setEvent(Events.event("review")))));
        assertThat(key.getReason()).isEqualTo(Reason.REASON_IDEMPOTENCY_KEY_REUSED);
        assertThat(key.getField()).isEqualTo("body");
    }

    @Test
    void theSameIdOfAnotherSourceOrProgrammeIsAnotherEvent() {
        Shop other = Shop.open(programmes, "").with(RULES);

        long first = Events.post(shop.programme(), review, member).getEarned().getPoints();
        long bySource = Events.post(shop.programme(), review.clone().setSource("app"), member)
                .getBalance()
                .getAvailable();
        long elsewhere =
                Events.post(other.programme(), review, member).getBalance().getAvailable();

        assertThat(List.of(first, bySource, elsewhere)).containsExactly(10L, 20L, 10L);
    }

    @Test
    void ofManyAtOnceOneIsTakenAndAllAreAnswered() {
        List<EventResult> answers = atOnce(() -> Events.post(shop.programme(), review, member));

        assertThat(answers).containsOnly(answers.getFirst());
        assertThat(answers.getFirst().getBalance().getAvailable()).isEqualTo(10);
        assertThat(rows()).containsExactly("1|1|10");
    }

    @Test
    void ofManyMembersAtOnceOneHasIt() {
        List<String> answers = atOnce(this::outcome).stream().sorted().toList();

        assertThat(answers.getFirst()).isEqualTo("10");
        assertThat(answers.subList(1, answers.size())).containsOnly("REASON_IDEMPOTENCY_KEY_REUSED");
        assertThat(rows()).containsExactly("1|1|10");
    }

    @Test
    void aLookupTellsTheEventsAnswerAndTheStatementItsType() {
        PostEventRequest.Builder request = Events.request(review, member);
        EventResult posted = send(request).getResult();

        Operation found = Calls.operations(Calls.till(shop.programme(), "till-1"))
                .lookupOperation(LookupOperationRequest.newBuilder()
                        .setKey(request.getIdempotencyKey())
                        .setMember(member)
                        .build())
                .getOperation();
        var entry = Calls.accounts(shop.programme())
                .listActivity(ListActivityRequest.newBuilder().setMember(member).build())
                .getEntries(0);

        assertThat(found.getEvent()).isEqualTo(posted);
        assertThat(found.getPoints()).isEqualTo(10);
        assertThat(entry.getEvent()).isEqualTo("review");
        assertThat(entry.getReason()).isEmpty();
        assertThat(entry.getSaleId()).isEmpty();
    }

    private String outcome() {
        try {
            return String.valueOf(Events.post(shop.programme(), review, Sales.active())
                    .getEarned()
                    .getPoints());
        } catch (StatusRuntimeException refused) {
            return Calls.problem(refused).getReason().name();
        }
    }

    private static <T> List<T> atOnce(Supplier<T> call) {
        return IntStream.range(0, 12).mapToObj(i -> CompletableFuture.supplyAsync(call)).toList().stream()
                .map(CompletableFuture::join)
                .toList();
    }

    private List<String> rows() {
        return Database.query("SELECT count(*) || '|' || max(seq) || '|' || sum(points) FROM named_event"
                + " WHERE programme = '" + shop.programme() + "'");
    }

    private PostEventResponse send(PostEventRequest.Builder request) {
        return Events.send(shop.programme(), request);
    }
}
