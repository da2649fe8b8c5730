package dev.omnipoints.loyalty.model;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Commands and changes of settings in order, as lines that can be read, pasted into a test and played again. A line is
 * {@code rules …} as {@link RulesLine} has it, or {@code number instant caller key verb …}; a reference to a row is
 * {@code #number}, the row that answered that command, or {@code member/seq}; {@code -} is nothing, {@code all} is all.
 */
public record Script(List<Step> steps) {

    /** One line. */
    public sealed interface Step {}

    /** From here on the programme has these settings. */
    public record Settings(Rules rules) implements Step {
        @Override
        public String toString() {
            return RulesLine.print(rules);
        }
    }

    /**
     * @param number names the line
     * @param of the number of the command whose row the ask refers to; null: the reference is meant as it stands
     */
    public record Command(int number, Asked asked, Integer of) implements Step {

        /** The row that the ask refers to; null: none. */
        Ask.Ref reference() {
            return switch (asked.ask()) {
                case Ask.Confirm ask -> ask.earn();
                case Ask.Capture ask -> ask.hold();
                case Ask.Void ask -> ask.hold();
                case Ask.Reverse ask -> ask.original();
                default -> null;
            };
        }

        Asked referringTo(Ask.Ref row) {
            Ask ask = switch (asked.ask()) {
                case Ask.Confirm a -> new Ask.Confirm(row);
                case Ask.Capture a -> new Ask.Capture(row, a.points());
                case Ask.Void a -> new Ask.Void(row);
                case Ask.Reverse a -> new Ask.Reverse(row, a.points());
                default -> asked.ask();
            };
            return new Asked(asked.at(), asked.caller(), asked.key(), ask);
        }

        @Override
        public String toString() {
            String key = asked.key() == null ? "-" : asked.key();
            return String.join(" ", "" + number, asked.at().toString(), asked.caller(), key, words());
        }

        private String words() {
            return switch (asked.ask()) {
                case Ask.Earn a -> line("earn", a.member(), a.points(), a.occurredAt(), a.expiresOn());
                case Ask.Sale a ->
                    line("sale", a.member(), a.points(), a.occurredAt(), a.receipt(), a.refuse() ? "refuse" : "keep");
                case Ask.Confirm a -> line("confirm", row());
                case Ask.Hold a -> line("hold", a.member(), a.points(), a.ttlSeconds());
                case Ask.Capture a -> line("capture", row(), a.points() == null ? "all" : a.points());
                case Ask.Void a -> line("void", row());
                case Ask.Redeem a -> line("redeem", a.member(), a.points());
                case Ask.Reverse a -> line("reverse", row(), a.points() == null ? "all" : a.points());
                case Ask.Adjust a -> line("adjust", a.member(), a.points(), a.expiresOn());
                case Ask.Transfer a -> line("transfer", a.from(), a.to(), a.points());
                case Ask.SetStatus a -> line("status", a.member(), a.status());
                case Ask.Merge a -> line("merge", a.member(), a.survivor());
                case Ask.Unmerge a -> line("unmerge", a.member(), a.survivor());
                case Ask.Read a -> line("read", a.member());
            };
        }

        private String row() {
            Ask.Ref row = reference();
            return of != null ? "#" + of : row.member() + "/" + row.seq();
        }

        private static String line(Object... words) {
            List<String> line = new ArrayList<>();
            for (Object word : words) {
                line.add(word == null ? "-" : word.toString());
            }
            return String.join(" ", line);
        }
    }

    /** Reads what {@link #toString} prints. */
    public static Script parse(String text) {
        return new Script(text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(Script::step)
                .toList());
    }

    private static Step step(String line) {
        String[] words = line.split(" +");
        return words[0].equals("rules") ? new Settings(RulesLine.parse(words)) : command(words);
    }

    private static Command command(String[] w) {
        boolean refers = List.of("confirm", "capture", "void", "reverse").contains(w[4]);
        Integer of = refers && w[5].startsWith("#") ? Integer.valueOf(w[5].substring(1)) : null;
        Ask.Ref row = refers ? row(w[5]) : null;
        Ask ask = switch (w[4]) {
            case "earn" -> new Ask.Earn(number(w[5]), points(w[6]), Instant.parse(w[7]), day(w[8]));
            case "sale" -> new Ask.Sale(number(w[5]), points(w[6]), Instant.parse(w[7]), w[8], w[9].equals("refuse"));
            case "confirm" -> new Ask.Confirm(row);
            case "hold" -> new Ask.Hold(number(w[5]), points(w[6]), number(w[7]));
            case "capture" -> new Ask.Capture(row, points(w[6]));
            case "void" -> new Ask.Void(row);
            case "redeem" -> new Ask.Redeem(number(w[5]), points(w[6]));
            case "reverse" -> new Ask.Reverse(row, points(w[6]));
            case "adjust" -> new Ask.Adjust(number(w[5]), points(w[6]), day(w[7]));
            case "transfer" -> new Ask.Transfer(number(w[5]), number(w[6]), points(w[7]));
            case "status" -> new Ask.SetStatus(number(w[5]), Ask.Status.valueOf(w[6]));
            case "merge" -> new Ask.Merge(number(w[5]), number(w[6]));
            case "unmerge" -> new Ask.Unmerge(number(w[5]), number(w[6]));
            case "read" -> new Ask.Read(number(w[5]));
            default -> throw new IllegalArgumentException("what is " + w[4] + "?");
        };
        return new Command(number(w[0]), new Asked(Instant.parse(w[1]), w[2], w[3].equals("-") ? null : w[3], ask), of);
    }

    private static Ask.Ref row(String word) {
        if (word.startsWith("#")) {
            return new Ask.Ref(0, 0);
        }
        String[] parts = word.split("/");
        return new Ask.Ref(number(parts[0]), Long.parseLong(parts[1]));
    }

    private static int number(String word) {
        return Integer.parseInt(word);
    }

    private static Long points(String word) {
        return word.equals("all") ? null : Long.valueOf(word);
    }

    private static LocalDate day(String word) {
        return word.equals("-") ? null : LocalDate.parse(word);
    }

    @Override
    public String toString() {
        return steps.stream().map(Step::toString).collect(Collectors.joining("\n"));
    }
}
