package dev.omnipoints.loyalty.model;

import static dev.omnipoints.loyalty.model.Story.reason;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Stories of receipts: taken once, kept whoever they are for (earning.md section 1). */
class NaiveSalesTest {

    private static final Instant AT = Instant.parse("2026-03-10T11:00:00Z");

    private final Story story = new Story();

    private static Ask.Sale sale(int member, long points, String receipt) {
        return new Ask.Sale(member, points, AT, receipt, false);
    }

    private static Ask.Sale orNone(int member, long points, String receipt) {
        return new Ask.Sale(member, points, AT, receipt, true);
    }

    @Test
    void aReceiptIsTakenOnceByWhateverKey() {
        Told first = story.ask("a", sale(1, 10, "r"));
        assertThat(first).isEqualTo(new Told.Done(1, 1, 10, new Told.Balance(0, 10, 0, 0)));
        assertThat(story.ask("a", sale(1, 10, "r"))).isEqualTo(new Told.First(first));
        assertThat(story.ask("b", sale(1, 10, "r"))).isEqualTo(new Told.First(first));
        assertThat(reason(story.ask("a", sale(1, 11, "r")))).isEqualTo("key reused: body");
        assertThat(reason(story.ask("a", sale(1, 10, "s")))).isEqualTo("key reused: receipt");
        assertThat(reason(story.ask("a", new Ask.Redeem(1, 10)))).isEqualTo("key reused: kind");
        assertThat(reason(story.ask("b", sale(1, 11, "r")))).isEqualTo("not written: RECEIPT_ALREADY_RECORDED");
        assertThat(reason(story.ask("b", sale(2, 10, "r")))).isEqualTo("not written: RECEIPT_ALREADY_RECORDED");
        assertThat(reason(story.ask("b", sale(1, 5, "s")))).isEqualTo("done");
        assertThat(story.balance(1)).isEqualTo("0 15 0 0");
    }

    @Test
    void whoCannotEarnEarnsNothingAndTheSaleIsKept() {
        story.ask(new Ask.SetStatus(1, Ask.Status.BLOCKED));
        story.ask(new Ask.SetStatus(2, Ask.Status.UNCONFIRMED));
        assertThat(story.ask(sale(1, 10, "r"))).isEqualTo(new Told.Done(1, 1, 0, new Told.Balance(0, 0, 0, 0)));
        assertThat(reason(story.ask(orNone(1, 10, "s")))).isEqualTo("MEMBER_BLOCKED");
        assertThat(story.ask(orNone(2, 10, "t"))).isEqualTo(new Told.Done(2, 1, 0, new Told.Balance(0, 0, 0, 0)));
        assertThat(story.subject.standing(1).seq()).isEqualTo(2);
    }

    @Test
    void whoHasLeftIsNoOneAndTheReceiptFitsAnyoneThen() {
        story.ask(new Ask.SetStatus(1, Ask.Status.CLOSED));
        assertThat(reason(story.ask("a", orNone(1, 10, "r")))).isEqualTo("not written: MEMBER_UNKNOWN");
        assertThat(reason(story.ask("a", sale(1, 10, "r")))).isEqualTo("kept");
        assertThat(reason(story.ask("a", sale(2, 10, "r")))).isEqualTo("first");
        assertThat(reason(story.ask("b", sale(2, 10, "r")))).isEqualTo("first");
        assertThat(reason(story.ask("a", sale(2, 11, "r")))).isEqualTo("key reused: body");
        assertThat(reason(story.ask("b", sale(2, 11, "r")))).isEqualTo("not written: RECEIPT_ALREADY_RECORDED");
        assertThat(reason(story.ask("a", sale(1, 10, "s")))).isEqualTo("key reused: receipt");
        assertThat(story.subject.standing(1).seq()).isZero();
    }

    @Test
    void aSurvivorsReceiptsAreThoseOfAllWhoWereMerged() {
        story.ask("a", sale(1, 10, "r"));
        story.ask(new Ask.Merge(1, 2));
        assertThat(reason(story.ask("b", sale(2, 10, "r")))).isEqualTo("first");
        assertThat(reason(story.ask("b", sale(1, 10, "r")))).isEqualTo("first");
    }

    @Test
    void whatHappenedLongAgoIsNotTakenByTheMembersOwnClock() {
        ((Naive) story.subject).saleAge(Duration.ofDays(90));
        story.later(Duration.ofDays(90));
        assertThat(reason(story.ask(sale(1, 10, "r")))).isEqualTo("done");
        story.later(Duration.ofMillis(1)).earn(1, 1);
        story.later(Duration.ofMinutes(-1));
        assertThat(reason(story.ask(sale(2, 10, "s")))).isEqualTo("done");
        assertThat(reason(story.ask(sale(1, 10, "t")))).isEqualTo("not written: SALE_TOO_OLD");
        assertThat(reason(story.ask(new Ask.Earn(1, 10, AT, null)))).isEqualTo("not written: SALE_TOO_OLD");
    }
}
