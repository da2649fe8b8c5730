package dev.omnipoints.loyalty.audit;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.omnipoints.contracts.loyalty.v1.EventResult;
import dev.omnipoints.loyalty.ledger.Status;
import dev.omnipoints.loyalty.posting.EventDraft;
import dev.omnipoints.loyalty.posting.EventScan;
import dev.omnipoints.loyalty.posting.EventScan.Earned;
import dev.omnipoints.loyalty.posting.EventScan.StoredEvent;
import dev.omnipoints.loyalty.posting.SaleId;
import java.util.Iterator;

/**
 * Holds named events against the journal rows by which they earned, when they were recorded and at their members'
 * confirmation, and counts what they awarded.
 */
final class EventAudit {

    private final EventScan scan;

    EventAudit(EventScan scan) {
        this.scan = scan;
    }

    /**
     * Counts all events.
     *
     * @param first looks at each of them, too, and throws {@link Lie} where one is not as it must be
     */
    void check(Counting counting, boolean first) {
        for (Iterator<StoredEvent> all = scan.all(); all.hasNext(); ) {
            StoredEvent event = all.next();
            String where = "event " + event.id();
            if (first) {
                check(where, event);
            }
            count(counting, where, event, event.recorded());
            if (event.confirmed() != null) {
                count(counting, where, event, event.confirmed());
            }
        }
    }

    /** Every earn by an event is an event's. */
    void noStrangeRows() {
        Iterator<String> strange = scan.strangeRows();
        if (strange.hasNext()) {
            throw new Lie(strange.next(), "its event is missing, or earned otherwise");
        }
    }

    private static void check(String where, StoredEvent event) {
        require(
                event.id().equals(EventDraft.id(event.rated().programme(), event.source(), event.eventId())),
                where,
                "has the id of another event");
        require(event.bucket() == SaleId.bucket(event.id()), where, "stands in a wrong bucket");
        require(event.differs().isEmpty(), where, "its journal row is missing or differs: " + event.differs());
        require(
                event.confirmedDiffers().isEmpty(),
                where,
                "its confirmation's journal row is missing or differs: " + event.confirmedDiffers());
        boolean waited = event.memberStatus() == Status.UNCONFIRMED.code();
        require(event.confirmed() == null || waited, where, "was confirmed though it had earned before");
        require(!waited || event.recorded().points() == 0, where, "earned before its member was confirmed");
        answered(where, event, event.recorded());
        if (event.confirmed() != null) {
            answered(where, event, event.confirmed());
        }
    }

    private static void answered(String where, StoredEvent event, Earned earned) {
        EventResult answer = answer(where, earned);
        require(
                answer.getSource().equals(event.source())
                        && answer.getId().equals(event.eventId())
                        && answer.getType().equals(event.type())
                        && answer.getMemberId().equals(earned.row().member().toString())
                        && answer.getEarned().getPoints() == earned.points(),
                where,
                "was answered as another event");
    }

    private static void count(Counting counting, String where, StoredEvent event, Earned earned) {
        counting.award(
                where,
                event.rated(),
                earned.row().member(),
                answer(where, earned).getEarned());
    }

    private static EventResult answer(String where, Earned earned) {
        try {
            return EventResult.parseFrom(earned.answer());
        } catch (InvalidProtocolBufferException cut) {
            throw new Lie(where, "its answer is no answer");
        }
    }

    private static void require(boolean holds, String where, String otherwise) {
        if (!holds) {
            throw new Lie(where, otherwise);
        }
    }
}
