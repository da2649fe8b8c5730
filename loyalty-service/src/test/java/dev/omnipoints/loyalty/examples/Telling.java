package dev.omnipoints.loyalty.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.loyalty.model.Ask;
import dev.omnipoints.loyalty.model.Asked;
import dev.omnipoints.loyalty.model.Rules;
import dev.omnipoints.loyalty.model.Standing;
import dev.omnipoints.loyalty.model.Subject;
import dev.omnipoints.loyalty.model.Told;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One story told to one subject, each cell of each step compared. */
final class Telling {
    private static final Standing NOTHING = new Standing(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, null, List.of(), List.of());

    private final Subject subject;
    private final Page.Story story;
    private final Calendar calendar;
    private final Map<String, Ask.Ref> rows = new HashMap<>();
    private final Map<Ask.Ref, Told> told = new HashMap<>();
    private final Map<Integer, Standing> standings = new HashMap<>();
    private Rules rules;
    private int asked;

    private Telling(Subject subject, Page.Story story) {
        this.subject = subject;
        this.story = story;
        Rules usual = Settings.usual();
        this.rules = story.settings() == null ? usual : Settings.over(story.line(), usual, story.settings());
        this.calendar = new Calendar(rules.zone());
    }

    static void check(Page.Story story, Subject subject) {
        Telling telling = new Telling(subject, story);
        subject.rules(telling.rules);
        story.steps().forEach(telling::step);
    }

    private void step(Page.Step step) {
        Instant at = calendar.instant(step.line(), step.time());
        Words words = new Words(step.line(), at, calendar, rows);
        if (step.what().startsWith("settings: ")) {
            change(step);
            return;
        }
        if (step.after().isEmpty()) {
            throw Page.wrong(step.line(), "what is there after it?");
        }
        Command command = Command.read(step.what(), words);
        Told last = null;
        for (int i = 0; i < command.times(); i++) {
            last = ask(command, at);
        }
        Page.After first = step.after().getFirst();
        new Answer(words, words.who(first.account()), first, told).check(step.answer(), last);
        name(command, last, step.line());
        accounts(step, at);
    }

    private void change(Page.Step step) {
        Rules changed = Settings.over(step.line(), rules, step.what().substring("settings: ".length()));
        if (!step.after().isEmpty() || !changed.zone().equals(rules.zone())) {
            throw Page.wrong(step.line(), "a change of settings has no answer, and cannot move the zone");
        }
        rules = changed;
        subject.rules(rules);
    }

    private Told ask(Command command, Instant at) {
        asked++;
        String key = command.key() == null ? "step-" + asked : command.key();
        Told answer = subject.ask(new Asked(at, command.caller(), command.keyed() ? key : null, command.ask()));
        if (answer instanceof Told.Done done) {
            told.put(new Ask.Ref(done.member(), done.seq()), done);
        } else if (answer instanceof Told.Refused refused) {
            told.put(new Ask.Ref(refused.member(), refused.seq()), refused);
        }
        return answer;
    }

    private void name(Command command, Told last, int line) {
        if (command.name() == null) {
            return;
        }
        switch (last) {
            case Told.Done done -> rows.put(command.name(), new Ask.Ref(done.member(), done.seq()));
            case Told.Refused refused -> rows.put(command.name(), new Ask.Ref(refused.member(), refused.seq()));
            default -> throw Page.wrong(line, command.name() + " would be the name of no row");
        }
    }

    private void accounts(Page.Step step, Instant at) {
        Set<Integer> named = new HashSet<>();
        for (Page.After after : step.after()) {
            Words words = new Words(after.line(), at, calendar, rows);
            int member = words.who(after.account());
            if (!named.add(member)) {
                throw Page.wrong(after.line(), after.account() + " a second time");
            }
            Standing standing = standing(member);
            String where = "line " + after.line() + ", " + after.account();
            assertThat(totals(standing)).as(where).isEqualTo(after.totals());
            assertThat(standing.seq()).as(where + "'s seq").isEqualTo(after.seq());
            new Holdings(words, standing).check(after.lots());
        }
        for (int member = 1; member <= Words.members(); member++) {
            Standing now = standing(member);
            Standing before = standings.put(member, now);
            if (!named.contains(member)) {
                assertThat(now)
                        .as("line " + step.line() + ", member " + member + ", not named")
                        .isEqualTo(before == null ? NOTHING : before);
            }
        }
    }

    private Standing standing(int member) {
        Standing standing = subject.standing(member);
        return standing == null ? NOTHING : standing;
    }

    private static Page.Totals totals(Standing standing) {
        return new Page.Totals(
                standing.pending(),
                standing.spendable(),
                standing.held(),
                standing.owed(),
                standing.issued(),
                standing.redeemed(),
                standing.expired(),
                standing.forfeited(),
                standing.adjusted(),
                standing.transferred());
    }
}
