package dev.omnipoints.loyalty.model;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Consumer;

/** Tells a subject a story, a command a line, each under a key of its own. */
final class Story {
    final Subject subject = new Naive();
    private Instant at = Instant.parse("2026-03-10T11:00:00Z");
    private int keys;

    Story() {
        this(rules -> {});
    }

    Story(Consumer<RuleSet> changes) {
        subject.rules(RuleSet.rules(changes));
    }

    Story at(String instant) {
        at = Instant.parse(instant);
        return this;
    }

    Story later(Duration duration) {
        at = at.plus(duration);
        return this;
    }

    Told ask(Ask ask) {
        return ask("k" + ++keys, ask);
    }

    Told ask(String key, Ask ask) {
        return subject.ask(new Asked(at, "till", key, ask));
    }

    Ask.Ref earn(int member, long points) {
        return id(ask(new Ask.Earn(member, points, at, null)));
    }

    Ask.Ref earnUntil(int member, long points, String day) {
        return id(ask(new Ask.Earn(member, points, at, LocalDate.parse(day))));
    }

    Ask.Ref hold(int member, long points) {
        return id(ask(new Ask.Hold(member, points, 900)));
    }

    Ask.Ref redeem(int member, long points) {
        return id(ask(new Ask.Redeem(member, points)));
    }

    /** Whose row it is, where it was applied. */
    static Ask.Ref id(Told told) {
        Told.Done done = (Told.Done) told;
        return new Ask.Ref(done.member(), done.seq());
    }

    /** Pending, spendable, held, owed. */
    String balance(int member) {
        Told.Balance b = ((Told.Shown) subject.ask(new Asked(at, "till", null, new Ask.Read(member)))).balance();
        return b.pending() + " " + b.spendable() + " " + b.held() + " " + b.owed();
    }

    /** Issued, redeemed, expired, forfeited, adjusted, transferred. */
    String totals(int member) {
        Standing s = subject.standing(member);
        return s.issued() + " " + s.redeemed() + " " + s.expired() + " " + s.forfeited() + " " + s.adjusted() + " "
                + s.transferred();
    }

    Standing.Lot lot(int member, int index) {
        return subject.standing(member).lots().get(index);
    }

    static String reason(Told told) {
        return switch (told) {
            case Told.Refused refused -> refused.reason();
            case Told.Rejected rejected -> "not written: " + rejected.reason();
            case Told.KeyReused reused -> "key reused: " + reused.field();
            case Told.First first -> "first";
            case Told.Done done -> "done";
            case Told.Kept kept -> "kept";
            case Told.Shown shown -> "shown";
        };
    }
}
