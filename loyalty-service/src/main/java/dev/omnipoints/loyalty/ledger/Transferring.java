package dev.omnipoints.loyalty.ledger;

import java.time.Instant;
import java.util.List;

/** Points that change hands: the sender's lots in spending order, the receiver's debt repaid first. */
final class Transferring {

    private Transferring() {}

    static Outcome.Unwritten decide(Draft draft, Scratch from, Scratch to, Command.Transfer transfer) {
        Refusal refusal = refusal(from, to, transfer.points());
        if (refusal != null) {
            draft.refused(refusal, transfer.points());
            return null;
        }
        List<Hold.Reserved> parts = draft.take(transfer.points());
        draft.count(Counters.ofTransferred(-transfer.points()));
        Draft received = counterpart(to, draft);
        receive(received, from, parts, transfer);
        pair(draft, received);
        draft.applied(transfer.points());
        received.applied(transfer.points());
        return null;
    }

    private static void receive(Draft received, Scratch from, List<Hold.Reserved> parts, Command.Transfer transfer) {
        boolean renewed = transfer.expiries() == Policy.Transfer.RENEW_EXPIRY;
        Instant now = received.now();
        received.count(Counters.ofTransferred(transfer.points()));
        if (renewed) {
            received.active(transfer.terms().inactiveAt(now));
        }
        for (Hold.Reserved part : parts) {
            Lot lot = from.lot(part.lot());
            Instant expiresAt = renewed ? transfer.terms().expiresAt(now) : lot.expiresAt();
            if (!renewed && expiresAt == null) {
                received.active(from.account().inactiveAt());
            }
            Earning.give(received, part.points(), renewed ? now : lot.availableAt(), expiresAt);
        }
    }

    /** Each names the row of the other that answers; both are complete. */
    static void pair(Draft one, Draft other) {
        one.counterpart(other.reference());
        other.counterpart(one.reference());
    }

    /** The other account's row: the ledger's own, its key named after the first row. */
    static Draft counterpart(Scratch other, Draft first) {
        Reference row = first.firstRow();
        Encoding key =
                new Encoding(1).number(first.kind().code()).uuid(row.member()).number(row.seq());
        Key own = new Key(key.sha256Half(), (short) 0);
        Envelope envelope = new Envelope(Origin.LEDGER, own, key.sha256(), null, null, first.occurredAt());
        return new Draft(other, envelope, first.kind(), first.now());
    }

    private static Refusal refusal(Scratch from, Scratch to, long points) {
        Refusal sender = Spending.refusal(from, points, false);
        if (sender == Refusal.MEMBER_CLOSED || to.account().status() == Status.CLOSED) {
            return Refusal.MEMBER_CLOSED;
        }
        if (sender == Refusal.MEMBER_BLOCKED || to.account().status() == Status.BLOCKED) {
            return Refusal.MEMBER_BLOCKED;
        }
        return sender;
    }
}
