package dev.omnipoints.loyalty.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.loyalty.model.Ask;
import dev.omnipoints.loyalty.model.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares the last column, lots and holds, with what is stored. */
record Holdings(Words words, Standing standing) {
    private static final Pattern LOT = Pattern.compile("([0-9hpc+]+@(?:" + Calendar.DATE + "|never|idle))(?: from ("
            + Calendar.TIME + "|" + Calendar.DATE + "))?");
    private static final Pattern IDLE = Pattern.compile("idle (" + Calendar.DATE + ")");
    private static final Pattern OPEN = Pattern.compile("([a-z]\\d+) open until (" + Calendar.TIME + ")");
    private static final Pattern CAPTURED = Pattern.compile("([a-z]\\d+) captured (\\d+)");
    private static final Pattern ENDED = Pattern.compile("([a-z]\\d+) (voided|timed out)");
    private static final Comparator<Instant> LAST = Comparator.nullsLast(Comparator.naturalOrder());
    private static final Comparator<Standing.Lot> SPENDING = Comparator.comparing(Standing.Lot::expiresAt, LAST)
            .thenComparing(Standing.Lot::availableAt, LAST)
            .thenComparing(lot -> lot.made().seq())
            .thenComparing(Standing.Lot::index)
            .thenComparing(lot -> lot.made().member());

    void check(String cell) {
        List<Standing.Lot> open =
                standing.lots().stream().filter(Holdings::open).sorted(SPENDING).toList();
        List<String> told = new ArrayList<>();
        boolean idle = false;
        for (String item : cell.split(", ", -1)) {
            Matcher lot = LOT.matcher(item);
            if (lot.matches()) {
                told.add(lot.group(1));
                available(item, open, told.size() - 1, lot.group(2));
            } else if (IDLE.matcher(item).matches()) {
                idle = true;
                assertThat(standing.inactiveAt()).as(where(item)).isNotNull();
                assertThat(words.calendar().lastDay(standing.inactiveAt()))
                        .as(where(item))
                        .isEqualTo(item.substring(5));
            } else if (!item.equals("none")) {
                hold(item);
            }
        }
        assertThat(open.stream().map(this::text).toList()).as(where("lots")).isEqualTo(told);
        if (told.isEmpty() != List.of(cell.split(", ")).contains("none")) {
            throw Page.wrong(words.line(), "either lots or none");
        }
        if (!idle) {
            assertThat(standing.inactiveAt())
                    .as(where("no last day of the account"))
                    .isNull();
        }
        sums(open);
    }

    private void available(String item, List<Standing.Lot> open, int index, String from) {
        if (from != null) {
            assertThat(open).as(where("lots")).hasSizeGreaterThan(index);
            assertThat(open.get(index).availableAt())
                    .as(where(item))
                    .isEqualTo(words.calendar().dayOrTime(words.line(), from));
        }
    }

    private void hold(String item) {
        Matcher open = OPEN.matcher(item);
        Matcher captured = CAPTURED.matcher(item);
        Matcher ended = ENDED.matcher(item);
        if (open.matches()) {
            Standing.Hold hold = hold(item, open.group(1));
            assertThat(hold.end()).as(where(item)).isNull();
            assertThat(hold.expiresAt())
                    .as(where(item))
                    .isEqualTo(words.calendar().instant(words.line(), open.group(2)));
        } else if (captured.matches()) {
            Standing.Hold hold = hold(item, captured.group(1));
            assertThat(hold.end()).as(where(item)).isEqualTo("CAPTURE");
            assertThat(hold.captured()).as(where(item)).isEqualTo(Long.parseLong(captured.group(2)));
        } else if (ended.matches()) {
            String end = ended.group(2).equals("voided") ? "VOID" : "TIME_OUT";
            assertThat(hold(item, ended.group(1)).end()).as(where(item)).isEqualTo(end);
        } else {
            throw Page.wrong(words.line(), "neither lot nor hold: " + item);
        }
    }

    private Standing.Hold hold(String item, String name) {
        Ask.Ref made = words.row(name);
        return standing.holds().stream()
                .filter(hold -> hold.made().equals(made))
                .findFirst()
                .orElseThrow(() -> new AssertionError(where(item) + ": no such hold in the account"));
    }

    /** The lots are all that the account has. */
    private void sums(List<Standing.Lot> open) {
        assertThat(List.of(
                        open.stream().mapToLong(Standing.Lot::pending).sum(),
                        open.stream().mapToLong(Standing.Lot::remaining).sum(),
                        open.stream().mapToLong(Standing.Lot::held).sum()))
                .as(where("sums of the lots"))
                .isEqualTo(List.of(standing.pending(), standing.spendable(), standing.held()));
    }

    private static boolean open(Standing.Lot lot) {
        return lot.pending() != 0 || lot.remaining() != 0 || lot.held() != 0 || lot.clamped() != 0;
    }

    private String text(Standing.Lot lot) {
        StringJoiner points = new StringJoiner("+");
        add(points, lot.remaining(), "");
        add(points, lot.held(), "h");
        add(points, lot.pending(), "p");
        add(points, lot.clamped(), "c");
        if (lot.expiresAt() != null) {
            return points + "@" + words.calendar().lastDay(lot.expiresAt());
        }
        return points + (standing.inactiveAt() == null ? "@never" : "@idle");
    }

    private static void add(StringJoiner points, long number, String kind) {
        if (number != 0) {
            points.add(number + kind);
        }
    }

    private String where(String what) {
        return "line " + words.line() + ", " + what;
    }
}
