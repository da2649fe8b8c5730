package dev.omnipoints.loyalty.model;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Settings on one line, in the order in which {@link Rules} names them. */
final class RulesLine {
    private RulesLine() {}

    static String print(Rules rules) {
        return Stream.of(
                        "rules",
                        rules.zone(),
                        rules.expiry(),
                        rules.expiryLength(),
                        rules.expiryUnit(),
                        rules.alignment(),
                        rules.expiryDate() == null ? "-" : rules.expiryDate(),
                        rules.pending(),
                        rules.pendingDays(),
                        rules.pendingDate() == null ? "-" : rules.pendingDate(),
                        rules.debt(),
                        rules.negativeAdjustments(),
                        rules.giveBack(),
                        rules.graceDays(),
                        rules.transfer())
                .map(Object::toString)
                .collect(Collectors.joining(" "));
    }

    static Rules parse(String[] words) {
        return new Rules(
                ZoneId.of(words[1]),
                Rules.Expiry.valueOf(words[2]),
                Integer.parseInt(words[3]),
                Rules.Unit.valueOf(words[4]),
                Rules.Alignment.valueOf(words[5]),
                day(words[6]),
                Rules.Pending.valueOf(words[7]),
                Integer.parseInt(words[8]),
                day(words[9]),
                Rules.Debt.valueOf(words[10]),
                Boolean.parseBoolean(words[11]),
                Rules.GiveBack.valueOf(words[12]),
                Integer.parseInt(words[13]),
                Rules.Transfer.valueOf(words[14]));
    }

    private static LocalDate day(String word) {
        return word.equals("-") ? null : LocalDate.parse(word);
    }
}
