package dev.omnipoints.loyalty.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.contracts.loyalty.v1.EventResult;
import dev.omnipoints.contracts.loyalty.v1.NamedEvent;
import dev.omnipoints.contracts.loyalty.v1.PostEventRequest;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.contracts.type.v1.MemberStatus;
import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.Calls;
import dev.omnipoints.loyalty.Database;
import dev.omnipoints.loyalty.Events;
import dev.omnipoints.loyalty.LoyaltyEnvironment;
import dev.omnipoints.loyalty.Sales;
import dev.omnipoints.loyalty.Shop;
import dev.omnipoints.loyalty.programme.Programmes;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(LoyaltyEnvironment.class)
class RefusedEventTest {

    private static final String RULES = """
            {"rules": [
              {"id": "review", "name": "A review", "event": "review", "award": {"fixed": {"points": "10"}}},
              {"id": "much", "name": "Much", "event": "jackpot", "award": {"fixed": {"points": "1000000000000"}}},
              {"id": "more", "name": "More", "event": "jackpot", "award": {"fixed": {"points": "1"}},
               "stacking": {"stackable": true}}]}
            """;

    @Inject
    Programmes programmes;

    @AfterEach
    void ledgerIsTrue() {
        assertThat(Database.audit()).startsWith("0 ");
    }

    @Test
    void aBlockedMembersEventIsRefusedForItsKeyAndFreeToBePostedOnceTheyAreNot() {
        Shop shop = Shop.open(programmes, "").with(RULES);
        MemberContext blocked = Sales.member(MemberStatus.MEMBER_STATUS_BLOCKED, 2);
        MemberContext freed = blocked.toBuilder()
                .setStatus(MemberStatus.MEMBER_STATUS_ACTIVE)
                .setStatusVersion(3)
                .build();
        PostEventRequest.Builder request = Events.request(Events.event("review"), blocked);

        Problem refused = refused(shop, request);
        Problem again = Database.leavingNoTrace(() -> refused(shop, request.setMember(freed)));
        EventResult later = Events.post(shop.programme(), request.getEventBuilder(), freed);

        assertThat(refused.getReason()).isEqualTo(Reason.REASON_MEMBER_BLOCKED);
        assertThat(refused.getBalance().getSeq()).isEqualTo(1);
        assertThat(again).isEqualTo(refused);
        assertThat(later.getEarned().getPoints()).isEqualTo(10);
        assertThat(later.getBalance().getSeq()).isEqualTo(2);
    }

    @Test
    void aClosedMembersEventIsRefusedAndNotKept() {
        Shop shop = Shop.open(programmes, "").with(RULES);

        Problem refused = refused(
                shop, Events.request(Events.event("review"), Sales.member(MemberStatus.MEMBER_STATUS_CLOSED, 2)));

        assertThat(refused.getReason()).isEqualTo(Reason.REASON_MEMBER_CLOSED);
        assertThat(refused.hasBalance()).isTrue();
        assertThat(Database.query("SELECT count(*) FROM named_event WHERE programme = '" + shop.programme() + "'"))
                .containsExactly("0");
    }

    @Test
    void anEventOlderThanTheProgrammeTakesIsRefusedButAnsweredAgainWhereItIsKnown() {
        Shop shop = Shop.open(programmes, "sale_age_days = 90").with(RULES);
        NamedEvent.Builder old = Events.event("review")
                .setOccurredAt(Sales.timestamp(Instant.now().minus(Duration.ofDays(91))));
        NamedEvent.Builder young = Events.event("review")
                .setOccurredAt(Sales.timestamp(Instant.now().minus(Duration.ofDays(89))));

        Problem refused = Database.leavingNoTrace(() -> refused(shop, Events.request(old, Sales.active())));

        assertThat(refused.getReason()).isEqualTo(Reason.REASON_SALE_TOO_OLD);
        assertThat(Events.post(shop.programme(), young, Sales.active())
                        .getEarned()
                        .getPoints())
                .isEqualTo(10);
    }

    @Test
    void moreThanCanBeCountedIsOutOfRange() {
        Shop shop = Shop.open(programmes, "").with(RULES);

        Problem refused =
                Database.leavingNoTrace(() -> refused(shop, Events.request(Events.event("jackpot"), Sales.active())));

        assertThat(refused.getReason()).isEqualTo(Reason.REASON_POINTS_OUT_OF_RANGE);
    }

    @Test
    void onlySellingChannelsPost() {
        PostEventRequest request =
                Events.request(Events.event("review"), Sales.active()).build();

        Problem member = Shop.refused(
                () -> Events.as(Calls.member(request.getMember().getMemberId())).postEvent(request));
        Problem staff = Shop.refused(() -> Events.as(Calls.staff("demo", "ann")).postEvent(request));
        Problem partner = Shop.refused(() -> Events.as(Calls.partner("p-1")).postEvent(request));

        assertThat(new Reason[] {member.getReason(), staff.getReason(), partner.getReason()})
                .containsOnly(Reason.REASON_NOT_GRANTED);
    }

    @Test
    void aKeyAndAMemberAreNeeded() {
        PostEventRequest.Builder request = Events.request(Events.event("review"), Sales.active());

        Problem key = refusedWithoutTrace(request.clone().clearIdempotencyKey());
        Problem member = refusedWithoutTrace(request.clone().clearMember());

        assertThat(key.getReason()).isEqualTo(Reason.REASON_IDEMPOTENCY_KEY_MISSING);
        assertThat(member.getReason()).isEqualTo(Reason.REASON_FIELD_INVALID);
    }

    @ParameterizedTest
    @CsvSource({
        "'', a, review, source",
        "a b, a, review, source",
        "é, a, review, source",
        "app, '', review, id",
        "app, a b, review, id",
        "app, a, '', type",
        "app, a, two words, type",
        "app, a, SALE, type",
        "app, a, Sale, type"
    })
    void wordsThatAreNoneAreInvalid(String source, String id, String type, String field) {
        NamedEvent.Builder event = Events.event(type).setSource(source).setId(id);

        assertThat(invalid(event)).isEqualTo(field);
    }

    @Test
    void longWordsAreInvalid() {
        assertThat(invalid(Events.event("review").setSource("s".repeat(256)))).isEqualTo("source");
        assertThat(invalid(Events.event("review").setId("i".repeat(65)))).isEqualTo("id");
        assertThat(invalid(Events.event("t".repeat(65)))).isEqualTo("type");
    }

    @Test
    void aTimeOfOursIsNeeded() {
        assertThat(invalid(Events.event("review").clearOccurredAt())).isEqualTo("occurredAt");
        assertThat(invalid(Events.event("review", "1969-12-31T23:59:59Z"))).isEqualTo("occurredAt");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]                                      | data",
                "'{'                                     | data",
                "{} {}                                   | data",
                "''                                      | data",
                "{\"a\": 1, \"a\": 2}                    | data",
                "{\"a\": {\"b\": [1, null]}}             | data.a.b[1]",
                "{\"a\": 9223372036854775808}            | data.a",
                "{\"a\": [0, 1e400]}                     | data.a[1]",
                "{\"a\":{\"b\":[[[[[[[1]]]]]]]}}         | data.a.b[0][0][0][0][0][0]"
            })
    void dataThatConditionsCannotReadIsInvalid(String data, String field) {
        assertThat(invalid(Events.event("review").setData(data))).isEqualTo(field);
    }

    @Test
    void dataWithoutEndIsInvalid() {
        String long16 = "{\"a\": \"" + "x".repeat(16 * 1024) + "\"}";
        String many = IntStream.rangeClosed(0, 1_000)
                .mapToObj(i -> "\"k" + i + "\":0")
                .collect(Collectors.joining(",", "{", "}"));
        String deep = "{\"a\":" + "[".repeat(1_000) + "]".repeat(1_000) + "}";

        assertThat(invalid(Events.event("review").setData(long16))).isEqualTo("data");
        assertThat(invalid(Events.event("review").setData(many))).isEqualTo("data");
        assertThat(invalid(Events.event("review").setData(deep))).isEqualTo("data");
    }

    private static String invalid(NamedEvent.Builder event) {
        Problem refused = refusedWithoutTrace(Events.request(event, Sales.active()));
        assertThat(refused.getReason()).isEqualTo(Reason.REASON_FIELD_INVALID);
        return refused.getField();
    }

    private static Problem refusedWithoutTrace(PostEventRequest.Builder request) {
        return Database.leavingNoTrace(() -> refused(new Shop("demo"), request));
    }

    private static Problem refused(Shop shop, PostEventRequest.Builder request) {
        return Shop.refused(() -> Events.send(shop.programme(), request));
    }
}
