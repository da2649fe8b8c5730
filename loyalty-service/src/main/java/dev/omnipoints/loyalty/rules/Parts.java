package dev.omnipoints.loyalty.rules;

import dev.omnipoints.contracts.type.v1.Channel;
import dev.omnipoints.loyalty.earning.ConditionError;
import dev.omnipoints.loyalty.earning.Conditions;
import dev.omnipoints.loyalty.earning.Scope;
import dev.omnipoints.loyalty.platform.Fields;
import dev.omnipoints.loyalty.platform.Refused;
import dev.omnipoints.loyalty.platform.Wire;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What stands in many parts of a rule: words, texts, decimals, money, times, conditions. */
final class Parts {
    /** Of points, of uses, of money in minor units. */
    static final long MOST = 1_000_000_000_000L;

    private static final Pattern WORD = Pattern.compile("[!-~]{1,64}");
    // Neither control characters nor halves of a pair: what is kept must come back as it was sent.
    private static final Pattern TEXT = Pattern.compile("[^\\p{Cc}\\p{Cs}]{1,500}");
    private static final Pattern SOURCE = Pattern.compile("[[^\\p{Cc}\\p{Cs}]\\t\\r\\n]{1,2000}");
    private static final int MOST_TOLD = 500;
    private static final Pattern DECIMAL = Pattern.compile("(0|[1-9][0-9]{0,12})(\\.[0-9]{1,6})?");
    private static final Pattern LOCAL = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d)?");
    private static final LocalDate FIRST_DAY = LocalDate.of(2000, 1, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(2999, 12, 31);

    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .filter(currency -> currency.getDefaultFractionDigits() >= 0)
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());
    private static final List<String> CHANNELS = Arrays.stream(Channel.values())
            .filter(channel -> channel != Channel.UNRECOGNIZED && channel != Channel.CHANNEL_UNSPECIFIED)
            .map(Wire::channel)
            .toList();

    private Parts() {}

    /** A word that must be there: 1 to 64 visible ASCII characters. */
    static String word(Fields fields, String name) {
        return word(fields, name, fields.text(name));
    }

    private static String word(Fields fields, String at, String word) {
        if (!WORD.matcher(word).matches()) {
            throw fields.invalid(at, "Send 1 to 64 visible ASCII characters.");
        }
        return word;
    }

    /** A list of words; empty where it is left out. */
    static Set<String> words(Fields fields, String name) {
        List<String> words = list(fields, name);
        for (int i = 0; i < words.size(); i++) {
            word(fields, name + '[' + i + ']', words.get(i));
        }
        return inOrder(words);
    }

    /** A list of texts; empty where it is left out. */
    static Set<String> texts(Fields fields, String name) {
        List<String> texts = list(fields, name);
        for (int i = 0; i < texts.size(); i++) {
            text(fields, name + '[' + i + ']', texts.get(i));
        }
        return inOrder(texts);
    }

    /** A list of some of these, each once; empty where it is left out. */
    static Set<String> some(Fields fields, String name, List<String> allowed) {
        List<String> words = list(fields, name);
        for (int i = 0; i < words.size(); i++) {
            if (!allowed.contains(words.get(i))) {
                throw fields.invalid(name + '[' + i + ']', "Send one of " + String.join(", ", allowed) + ".");
            }
        }
        return inOrder(words);
    }

    /** The channels, by the contract's words. */
    static Set<String> channels(Fields fields) {
        return some(fields, "channels", CHANNELS);
    }

    /** An empty list would fit nothing, or everything: whoever writes it is asked which. */
    private static List<String> list(Fields fields, String name) {
        List<String> found = fields.texts(name).orElse(List.of());
        if (fields.has(name) && found.isEmpty()) {
            throw fields.invalid(name, "Send at least one, or leave it out: then it asks nothing.");
        }
        return found;
    }

    private static Set<String> inOrder(List<String> words) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(words));
    }

    /** A text for people, that must be there. */
    static String text(Fields fields, String name) {
        return text(fields, name, fields.text(name));
    }

    private static String text(Fields fields, String at, String text) {
        return checkedText(fields.path(at), text);
    }

    /** Goes on only with a text for people. */
    static String checkedText(String path, String text) {
        if (!TEXT.matcher(text).matches() || text.isBlank()) {
            throw Refused.fieldInvalid(path, "Send 1 to 500 characters, not blanks alone, in one line.");
        }
        return text;
    }

    /** A decimal of at most 6 places, from the least, itself or not, to the greatest. */
    static BigDecimal decimal(Fields fields, String name, BigDecimal least, boolean itself, BigDecimal greatest) {
        String bounds = (itself ? "from " : "above ") + least.toPlainString() + ", at most " + greatest.toPlainString();
        String detail = "Send a decimal as a string such as \"1.5\", with at most 6 places, " + bounds + '.';
        fields.required(name);
        String text = fields.textOrEmpty(name);
        if (!DECIMAL.matcher(text).matches()) {
            throw fields.invalid(name, detail);
        }
        BigDecimal decimal = new BigDecimal(text);
        int compared = decimal.compareTo(least);
        if (compared < 0 || compared == 0 && !itself || decimal.compareTo(greatest) > 0) {
            throw fields.invalid(name, detail);
        }
        return decimal;
    }

    /** Minor units by currency, at least one, that must be there. */
    static Map<String, Long> money(Fields fields, String name) {
        Fields money = fields.any(name);
        if (money.names().isEmpty()) {
            throw fields.invalid(name, "Send minor units by currency, such as {\"EUR\": 100}.");
        }
        Map<String, Long> amounts = new LinkedHashMap<>();
        for (String currency : money.names()) {
            if (!CURRENCIES.contains(currency)) {
                throw money.invalid(currency, "Send the ISO 4217 code of money, for example EUR.");
            }
            amounts.put(currency, money.whole(currency, 1, MOST));
        }
        return Collections.unmodifiableMap(amounts);
    }

    /** A day, from its beginning, or a local time; null where it is left out. */
    static LocalDateTime from(Fields fields, String name) {
        return fields.has(name) ? moment(fields, name, 0) : null;
    }

    /** A day, to its end, or a local time; null where it is left out. */
    static LocalDateTime to(Fields fields, String name) {
        return fields.has(name) ? moment(fields, name, 1) : null;
    }

    private static LocalDateTime moment(Fields fields, String name, int daysOn) {
        String text = fields.text(name);
        try {
            boolean timed = LOCAL.matcher(text).matches();
            LocalDateTime sent =
                    timed ? LocalDateTime.parse(text) : LocalDate.parse(text).atStartOfDay();
            if (!sent.toLocalDate().isBefore(FIRST_DAY) && !sent.toLocalDate().isAfter(LAST_DAY)) {
                return timed ? sent : sent.plusDays(daysOn);
            }
        } catch (DateTimeException noSuchDay) {
            // Told below, as any other text that is no day.
        }
        throw fields.invalid(
                name,
                "Send a day such as 2027-06-30 or a local time such as 2027-06-30T18:00, from " + FIRST_DAY + " to "
                        + LAST_DAY + ".");
    }

    /** CEL that compiles; null where it is left out. */
    static String when(Fields fields, Scope scope) {
        if (!fields.has("when")) {
            return null;
        }
        String source = fields.text("when");
        if (!SOURCE.matcher(source).matches()) {
            throw fields.invalid("when", "Send a condition of 1 to 2000 characters, none of them a control character.");
        }
        try {
            return Conditions.compile(source, scope).source();
        } catch (ConditionError error) {
            String message = error.getMessage();
            String told = message.length() > MOST_TOLD ? message.substring(0, MOST_TOLD) + '…' : message;
            throw fields.invalid("when", "Line " + error.line() + ", column " + error.column() + ": " + told);
        }
    }
}
