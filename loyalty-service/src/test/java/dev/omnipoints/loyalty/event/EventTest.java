package dev.omnipoints.loyalty.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.omnipoints.contracts.loyalty.v1.Award;
import dev.omnipoints.contracts.loyalty.v1.EarnedState;
import dev.omnipoints.contracts.loyalty.v1.EventResult;
import dev.omnipoints.contracts.loyalty.v1.ListActivityRequest;
import dev.omnipoints.contracts.loyalty.v1.MergeRequest;
import dev.omnipoints.contracts.loyalty.v1.MergeServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.NamedEvent;
import dev.omnipoints.contracts.loyalty.v1.ReverseRequest;
import dev.omnipoints.contracts.type.v1.Channel;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.contracts.type.v1.MemberStatus;
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
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(LoyaltyEnvironment.class)
class EventTest {

    private static final String RULES = """
            {"rules": [
              {"id": "review", "name": "A review", "event": "review", "award": {"fixed": {"points": "10"}}},
              {"id": "photo", "name": "With a picture", "event": "review",
               "member": {"when": "has(event.data.photo) && event.data.photo == true"},
               "award": {"fixed": {"points": "25"}}},
              {"id": "fans", "name": "Fans", "event": "review", "member": {"segments": ["fans"]},
               "stacking": {"stackable": true}, "award": {"fixed": {"points": "5"}}},
              {"id": "refer", "name": "Bring a friend", "event": "referral", "award": {"fixed": {"points": "500"}},
               "caps": [{"uses": 1, "per": "LIFETIME"}]},
              {"id": "visit", "name": "A visit", "event": "visit", "award": {"fixed": {"points": "8"}},
               "caps": [{"points": 20, "per": "MONTH"}]},
              {"id": "quiz", "name": "Quiz", "event": "quiz", "award": {"fixed": {"points": "40"}},
               "member": {"when": "event.data.score >= 7 && event.data.share > 0.5 && event.source == 'quiz-app'"},
               "caps": [{"points": 100, "per": "TOTAL"}]},
              {"id": "app", "name": "Only at tills", "event": "scan", "channels": ["STORE"],
               "award": {"fixed": {"points": "3"}}}]}
            """;

    @Inject
    Programmes programmes;

    private final MemberContext member = Sales.active();
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
    void theGreatestAwardAndEveryStackableOneAreGiven() {
        MemberContext fan = member.toBuilder().addSegments("fans").build();
        NamedEvent.Builder review = Events.event("review").setData("{\"stars\": 5, \"photo\": true}");

        EventResult posted = post(review, fan);

        assertThat(posted.getSource()).isEqualTo(review.getSource());
        assertThat(posted.getId()).isEqualTo(review.getId());
        assertThat(posted.getType()).isEqualTo("review");
        assertThat(posted.getMemberId()).isEqualTo(fan.getMemberId());
        assertThat(posted.getMemberStatus()).isEqualTo(MemberStatus.MEMBER_STATUS_ACTIVE);
        assertThat(posted.getClockSkew()).isFalse();
        assertThat(posted.getEarned().getPoints()).isEqualTo(30);
        assertThat(posted.getEarned().getState()).isEqualTo(EarnedState.EARNED_STATE_AVAILABLE);
        assertThat(posted.getEarned().getBreakdownList())
                .extracting(Award::getRule, Award::getVersion, Award::getPoints)
                .containsExactly(tuple("fans", 1L, 5L), tuple("photo", 1L, 25L));
        assertThat(posted.getBalance().getAvailable()).isEqualTo(30);
        assertThat(posted.getBalance().getSeq()).isEqualTo(1);
    }

    @Test
    void anEventThatNoRuleRewardsIsKeptAndEarnsNothing() {
        NamedEvent.Builder unknown = Events.event("yawn");

        EventResult posted = post(unknown, member);

        assertThat(posted.getEarned().getPoints()).isZero();
        assertThat(posted.getEarned().getState()).isEqualTo(EarnedState.EARNED_STATE_AVAILABLE);
        assertThat(posted.getBalance().getSeq()).isEqualTo(1);
        assertThat(stored("type, seq, points, member_status")).containsExactly("yawn|1|0|2");
    }

    @Test
    void aRowOfTheJournalTellsTheEvent() {
        post(Events.event("review"), member);

        assertThat(stored("member = '" + member.getMemberId() + "', seq, points, source, rules_version"))
                .containsExactly("t|1|10|https://shop.example/reviews|1");
        assertThat(Database.query("SELECT concat_ws('|', kind, reason, points, sale IS NULL) FROM journal"
                        + " WHERE programme = '" + shop.programme() + "'"))
                .containsExactly("1|review|10|t");
    }

    @Test
    void onceStaysOnceThoughItsCauseIsWithdrawnAndRepeated() {
        EventResult first = post(Events.event("referral"), member);
        withdrawn(first);

        EventResult again = post(Events.event("referral"), member);

        assertThat(first.getEarned().getPoints()).isEqualTo(500);
        assertThat(again.getEarned().getPoints()).isZero();
        assertThat(again.getBalance().getAvailable()).isZero();
    }

    private void withdrawn(EventResult event) {
        String operation = Calls.accounts(shop.programme())
                .listActivity(ListActivityRequest.newBuilder().setMember(member).build())
                .getEntries(0)
                .getOperationId();
        long points = Calls.operations(Calls.staff(shop.programme(), "ann"))
                .reverse(ReverseRequest.newBuilder()
                        .setIdempotencyKey(Sales.fresh())
                        .setOperationId(operation)
                        .build())
                .getOperation()
                .getPoints();
        assertThat(points).isEqualTo(event.getEarned().getPoints());
    }

    @Test
    void capsAreOfTheMonthInWhichItHappenedInTheProgrammesZone() {
        // The last second of October in Paris, which is an hour ahead of UTC.
        String october = "2026-10-31T22:59:59Z";
        assertThat(points(Events.event("visit", october))).isEqualTo(8);
        assertThat(points(Events.event("visit", october))).isEqualTo(8);
        assertThat(points(Events.event("visit", "2026-10-01T08:00:00Z"))).isEqualTo(4);
        assertThat(points(Events.event("visit", october))).isZero();
        assertThat(points(Events.event("visit", "2026-10-31T23:00:00Z"))).isEqualTo(8);
    }

    @Test
    void conditionsReadTheDataAsItWasSent() {
        NamedEvent.Builder quiz = Events.event("quiz").setSource("quiz-app");

        assertThat(points(quiz.clone().setId("1").setData("{\"score\": 7, \"share\": 0.75}")))
                .isEqualTo(40);
        assertThat(points(quiz.clone().setId("2").setData("{\"score\": 6, \"share\": 0.75}")))
                .isZero();
        assertThat(points(quiz.clone().setId("3").setData("{\"score\": 7.5, \"share\": 1}")))
                .isEqualTo(40);
        // A condition that finds no answer gives its rule nothing.
        assertThat(points(quiz.clone().setId("4").setData("{\"score\": null, \"share\": 1}")))
                .isZero();
        assertThat(points(quiz.clone().setId("5"))).isZero();
    }

    @Test
    void aBudgetIsOfAllMembersAndTheLastOneIsCut() {
        NamedEvent.Builder quiz = Events.event("quiz").setSource("quiz-app").setData("{\"score\": 9, \"share\": 0.9}");

        List<Long> points = List.of("1", "2", "3", "4").stream()
                .map(id ->
                        post(quiz.clone().setId(id), Sales.active()).getEarned().getPoints())
                .toList();

        assertThat(points).containsExactly(40L, 40L, 20L, 0L);
    }

    @Test
    void aRuleSeesTheChannelOfTheCaller() {
        assertThat(points(Events.event("scan"))).isEqualTo(3);
        EventResult byApp = Events.as(Calls.till(shop.programme(), "app-1").toBuilder()
                        .setChannel(Channel.CHANNEL_APP)
                        .build())
                .postEvent(Events.request(Events.event("scan"), member).build())
                .getResult();
        assertThat(byApp.getEarned().getPoints()).isZero();
    }

    @Test
    void aClockThatRunsAheadIsCorrected() {
        Instant ahead = Instant.now().plus(Duration.ofMinutes(30));

        EventResult posted = post(Events.event("review").setOccurredAt(Sales.timestamp(ahead)), member);

        assertThat(posted.getClockSkew()).isTrue();
        assertThat(posted.getEarned().getPoints()).isEqualTo(10);
        assertThat(stored("occurred_at <= recorded_at")).containsExactly("t");
    }

    @Test
    void theEventOfAMergedMemberIsTheSurvivors() {
        MemberContext survivor = Sales.active();
        NamedEvent.Builder before = Events.event("referral");
        post(before, member);
        Calls.as(
                        MergeServiceGrpc.newBlockingStub(Calls.channel()),
                        "profile-service",
                        Calls.profileService(shop.programme()))
                .merge(MergeRequest.newBuilder()
                        .setIdempotencyKey(Sales.fresh())
                        .setMember(member)
                        .setSurvivor(survivor)
                        .build());

        EventResult review = post(Events.event("review"), member);
        EventResult referral = post(Events.event("referral"), survivor);
        boolean known =
                Events.send(shop.programme(), Events.request(before, survivor)).getEventReplayed();

        assertThat(review.getMemberId()).isEqualTo(survivor.getMemberId());
        assertThat(review.getBalance().getAvailable()).isEqualTo(510);
        assertThat(referral.getEarned().getPoints()).isZero();
        assertThat(known).isTrue();
    }

    private long points(NamedEvent.Builder event) {
        return post(event, member).getEarned().getPoints();
    }

    private EventResult post(NamedEvent.Builder event, MemberContext of) {
        return Events.post(shop.programme(), event, of);
    }

    private List<String> stored(String columns) {
        return Database.query(
                "SELECT concat_ws('|', " + columns + ") FROM named_event WHERE programme = '" + shop.programme() + "'");
    }
}
