package dev.omnipoints.loyalty.posting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.Status;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is changed of a named event, the auditor finds it. */
class EventAuditTest extends OnRealLedger {

    @BeforeAll
    static void post() {
        EventTill till = new EventTill(ledger, "{\"uses\": 2, \"per\": \"LIFETIME\"}");
        Account active = Till.member();
        Account waiting = Account.opened(Till.member().key(), Status.UNCONFIRMED, 1);
        Lanes lanes = ledger.instance(Limits.usual());
        done(lanes, till.review(active, "one"));
        done(lanes, till.review(waiting, "two"));
        done(lanes, till.confirmation(Account.opened(waiting.key(), Status.ACTIVE, 2), "two"));
    }

    private static void done(Lanes lanes, Posting posting) {
        TwoInstances.done(RealLedger.await(lanes.submit(posting)));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "one, points = points + 1, points = points - 1, points",
                "one, seq = seq + 1, seq = seq - 1, missing",
                "one, type = 'rating', type = 'review', type",
                "one, source = 'app', source = 'shop', id of another event",
                "one, caller = 'x', caller = 'till', caller",
                "one, occurred_at = occurred_at + '1 s', occurred_at = occurred_at - interval '1 s', occurred_at",
                "two, confirmed_points = 9, confirmed_points = 10, points",
                "two, confirmed_seq = 1, confirmed_seq = 2, points",
                "two, confirmed_at = confirmed_at + '1 s', confirmed_at = confirmed_at - interval '1 s', confirmed_at",
                "two, member_status = 2, member_status = 1, was confirmed though it had earned before"
            })
    void aChangedEventIsALie(String event, String damage, String repair, String told) {
        String update = "UPDATE named_event SET %s WHERE event_id = '" + event + "'";

        ledger.execute(update.formatted(damage));
        String audit = ledger.audit();
        ledger.execute(update.formatted(repair));

        assertThat(audit).startsWith("1 ").contains("LIE FOUND: event ").contains(told);
    }
}
