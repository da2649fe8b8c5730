package dev.omnipoints.loyalty.posting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.Status;
import dev.omnipoints.loyalty.platform.Refused;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An event is taken once, and earns once, however often it comes at once and on whichever of two instances. */
class EventRaceTest extends OnRealLedger {

    private static final int TIMES = 100;

    private static TwoInstances instances;
    private static EventTill till;

    @BeforeAll
    static void start() {
        instances = new TwoInstances(ledger);
        till = new EventTill(ledger, "{\"uses\": 1, \"per\": \"LIFETIME\"}");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anEventIsTakenOnceAndAnsweredAlike(boolean oneBucket) {
        Account member = Till.member();
        String id = Till.newKey();

        List<Posted.Done> answers = atOnce(oneBucket, Stream.generate(() -> till.review(member, id))).stream()
                .map(Posted.Done.class::cast)
                .toList();

        assertThat(answers).filteredOn(answer -> !answer.again()).hasSize(1);
        assertThat(answers)
                .extracting(Posted.Done::sale)
                .containsOnly(answers.getFirst().sale());
        assertThat(ledger.spendable(member)).isEqualTo(10);
        assertThat(ledger.rows(member)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anEventOfManyMembersIsOfOne(boolean oneBucket) {
        String id = Till.newKey();

        List<Posted> answers = atOnce(oneBucket, Stream.generate(() -> till.review(Till.member(), id)));

        assertThat(answers).filteredOn(Posted.Done.class::isInstance).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> !(answer instanceof Posted.Done))
                .containsOnly(new Posted.KeyReused("id"));
        assertThat(ledger.query("SELECT points FROM named_event WHERE event_id = '" + id + "'"))
                .containsExactly("10");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsLimitedToOnceIsGivenOnce(boolean oneBucket) {
        Account member = Till.member();

        atOnce(oneBucket, Stream.generate(() -> till.review(member, Till.newKey())));

        assertThat(ledger.spendable(member)).isEqualTo(10);
        assertThat(ledger.query("SELECT count(*) || '|' || sum(points) FROM named_event WHERE member = '"
                        + member.key().member() + "'"))
                .containsExactly(TIMES + "|10");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatWaitsForAConfirmationEarnsOnce(boolean oneBucket) {
        Account waiting = Account.opened(Till.member().key(), Status.UNCONFIRMED, 1);
        Account confirmed = Account.opened(waiting.key(), Status.ACTIVE, 2);
        String id = Till.newKey();
        assertThat(TwoInstances.done(instances.one(oneBucket, till.review(waiting, id)))
                        .points())
                .isZero();
        Posted early = instances.one(oneBucket, till.confirmation(waiting, id));

        List<Posted> answers = atOnce(oneBucket, Stream.generate(() -> till.confirmation(confirmed, id)));

        assertThat(early)
                .isInstanceOfSatisfying(
                        Posted.Denied.class,
                        denied -> assertThat(denied.reason()).isInstanceOf(Refused.class));
        assertThat(answers)
                .filteredOn(answer -> !((Posted.Done) answer).again())
                .hasSize(1);
        assertThat(ledger.spendable(confirmed)).isEqualTo(10);
        assertThat(ledger.query("SELECT points || '|' || confirmed_points || '|' || confirmed_seq FROM named_event"
                        + " WHERE event_id = '" + id + "'"))
                .containsExactly("0|10|2");
    }

    private static List<Posted> atOnce(boolean oneBucket, Stream<Posting> postings) {
        return instances.atOnce(oneBucket, postings.limit(TIMES).toList());
    }
}
