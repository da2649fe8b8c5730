package dev.omnipoints.loyalty.posting;

import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.model.Ask;
import dev.omnipoints.loyalty.model.Asked;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Something that a caller wants done once, under one key, however often it is sent. */
final class Wish {

    final Asked asked;
    final List<Sent> sent = new ArrayList<>();
    /** What it came to. */
    Posted outcome;

    boolean givenUp;

    /** @param asked at no time yet */
    Wish(Asked asked) {
        this.asked = asked;
    }

    /** One time that it was sent. */
    static final class Sent {
        final Wish wish;
        final int number;
        final Ask ask;
        /** Up to which row of each member's somebody had been told when it was sent. */
        final Map<UUID, Long> told;

        int answers;
        Posted posted;
        Reason reason;

        /** @param ask the wish's own, or another under its key */
        Sent(Wish wish, int number, Ask ask, Map<UUID, Long> told) {
            this.wish = wish;
            this.number = number;
            this.ask = ask;
            this.told = Map.copyOf(told);
            wish.sent.add(this);
        }

        boolean isAltered() {
            return ask != wish.asked.ask();
        }

        /** By it the row that it wrote is found. */
        String actor() {
            return "sent-" + number;
        }

        @Override
        public String toString() {
            return actor() + " (" + wish.asked.caller() + " " + wish.asked.key() + " " + ask + ")";
        }
    }

    boolean mayBeUnknown() {
        return sent.stream().anyMatch(each -> each.reason == Reason.REASON_OUTCOME_UNKNOWN);
    }
}
