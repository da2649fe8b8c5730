package dev.omnipoints.profile.identity;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a member is known by, well-formed.
 *
 * @param type of what kind
 * @param value as it was given
 * @param compared the form in which two values are the same; equal to the value but for e-mail
 */
public record Identity(IdentityType type, String value, String compared) {
    private static final Pattern E_164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
    private static final Pattern VISIBLE_ASCII = Pattern.compile("[\\x21-\\x7e]{1,64}");
    private static final Pattern EMAIL = Pattern.compile(
            "[^\\s\\p{C}@]{1,64}@[^\\s\\p{C}@.]+(?:\\.[^\\s\\p{C}@.]+)+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final int MAX_EMAIL_LENGTH = 254;

    /** The identity in a value; empty where the value is not what {@link IdentityType#expected()} says. */
    public static Optional<Identity> of(IdentityType type, String value, CardFormat cards) {
        boolean wellFormed = switch (type) {
            case CARD -> cards.accepts(value);
            case PHONE -> E_164.matcher(value).matches();
            case EMAIL ->
                value.length() <= MAX_EMAIL_LENGTH && EMAIL.matcher(value).matches();
            case EXTERNAL -> VISIBLE_ASCII.matcher(value).matches();
        };
        return wellFormed ? Optional.of(new Identity(type, value, compared(type, value))) : Optional.empty();
    }

    private static String compared(IdentityType type, String value) {
        return type == IdentityType.EMAIL
                ? Normalizer.normalize(value, Normalizer.Form.NFC).toLowerCase(Locale.ROOT)
                : value;
    }

    /** Says the type alone: a value is personal and belongs in no log line. */
    @Override
    public String toString() {
        return "Identity[" + type + "]";
    }
}
