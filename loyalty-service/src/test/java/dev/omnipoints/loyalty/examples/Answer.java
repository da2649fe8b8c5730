package dev.omnipoints.loyalty.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.loyalty.model.Ask;
import dev.omnipoints.loyalty.model.Told;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares what a step's answer should be with what was told.
 *
 * @param account the step's first, in whose journal the answer stands where the page names no other
 * @param after that account, as the page has it
 * @param before what was told earlier, by row
 */
record Answer(Words words, int account, Page.After after, Map<Ask.Ref, Told> before) {
    private static final Pattern ROW = Pattern.compile("(again )?(?:([A-Z][a-z]+) )?#(\\d+) (-?\\d+)(?: ([A-Z_]+))?");
    private static final Pattern SHOWN = Pattern.compile("shows (\\d+) / (\\d+) / (\\d+) / (\\d+)");
    private static final Pattern REUSED = Pattern.compile("key reused: (kind|points|hold|original|body)");
    private static final Pattern REASON = Pattern.compile("[A-Z_]+");

    void check(String text, Told told) {
        Matcher row = ROW.matcher(text);
        Matcher shown = SHOWN.matcher(text);
        Matcher reused = REUSED.matcher(text);
        String where = "line " + words.line() + ", answer";
        if (row.matches()) {
            row(where, row, told);
        } else if (shown.matches()) {
            assertThat(told).as(where).isEqualTo(new Told.Shown(balance(shown), after.seq()));
        } else if (reused.matches()) {
            assertThat(told).as(where).isEqualTo(new Told.KeyReused(reused.group(1)));
        } else if (REASON.matcher(text).matches()) {
            assertThat(told).as(where).isEqualTo(new Told.Rejected(text));
        } else {
            throw Page.wrong(words.line(), "no answer: " + text);
        }
    }

    private void row(String where, Matcher row, Told told) {
        boolean again = row.group(1) != null;
        int member = row.group(2) == null ? account : words.who(row.group(2));
        long seq = Long.parseLong(row.group(3));
        Told.Balance balance = again ? first(told, member, seq) : balance();
        Told expected = row.group(5) == null
                ? new Told.Done(member, seq, Long.parseLong(row.group(4)), balance)
                : new Told.Refused(row.group(5), member, seq, Long.parseLong(row.group(4)), balance);
        assertThat(told).as(where).isEqualTo(again ? new Told.First(expected) : expected);
    }

    /** What that row was answered with; of a row of the ledger's own, which nobody was told of, what is told now. */
    private Told.Balance first(Told told, int member, long seq) {
        Told first = before.get(new Ask.Ref(member, seq));
        if (first == null && told instanceof Told.First(Told of)) {
            first = of;
        }
        return switch (first) {
            case Told.Done done -> done.balance();
            case Told.Refused refused -> refused.balance();
            case null, default -> null;
        };
    }

    private Told.Balance balance() {
        Page.Totals now = after.totals();
        return new Told.Balance(now.pending(), now.spendable(), now.held(), now.owed());
    }

    private static Told.Balance balance(Matcher shown) {
        return new Told.Balance(
                Long.parseLong(shown.group(1)),
                Long.parseLong(shown.group(2)),
                Long.parseLong(shown.group(3)),
                Long.parseLong(shown.group(4)));
    }
}
