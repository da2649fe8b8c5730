package dev.omnipoints.profile.member;

import dev.omnipoints.contracts.profile.v1.EnrolRequest;
import dev.omnipoints.contracts.profile.v1.Profile;
import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.profile.identity.Identity;
import dev.omnipoints.profile.identity.IdentityType;
import dev.omnipoints.profile.platform.Refused;
import dev.omnipoints.profile.programme.Settings;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads an enrolment from the wire and refuses what is not well-formed, naming the field by its JSON path
 * in the REST body (interfaces.md, "sizes").
 */
final class EnrolmentReader {
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");
    private static final Pattern ATTRIBUTE_NAME = Pattern.compile("[\\x21-\\x7e]{1,64}");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final int MAX_NAME = 200;
    private static final int MAX_LOCALE = 35;
    private static final int MAX_ATTRIBUTES = 50;
    private static final int MAX_ATTRIBUTE = 500;
    private static final String KEY_HEADER = "Idempotency-Key";

    private EnrolmentReader() {}

    /**
     * The idempotency key.
     *
     * @throws Refused IDEMPOTENCY_KEY_MISSING, FIELD_INVALID
     */
    static String key(EnrolRequest request) {
        String key = request.getIdempotencyKey();
        if (key.isEmpty()) {
            throw Refused.of(
                    Problem.newBuilder()
                            .setReason(Reason.REASON_IDEMPOTENCY_KEY_MISSING)
                            .setField(KEY_HEADER)
                            .build(),
                    "Send a key of your own, the same again when you repeat the request.");
        }
        if (!KEY.matcher(key).matches()) {
            throw Refused.fieldInvalid(KEY_HEADER, "The key must be 1 to 255 visible ASCII characters.");
        }
        return key;
    }

    /**
     * Who is to be enrolled.
     *
     * @param today the latest date that it is anywhere on earth
     * @throws Refused FIELD_INVALID
     */
    static NewMember candidate(EnrolRequest request, Settings programme, LocalDate today) {
        return new NewMember(identities(request, programme), person(request, today));
    }

    private static List<Identity> identities(EnrolRequest request, Settings programme) {
        int count = request.getIdentitiesCount();
        if (count < programme.identitiesRequired()) {
            throw Refused.fieldInvalid(
                    "identities", "Enrolling takes at least " + programme.identitiesRequired() + ".");
        }
        if (count > IdentityType.values().length) {
            throw Refused.fieldInvalid("identities", "Send at most one a type.");
        }
        Set<IdentityType> seen = EnumSet.noneOf(IdentityType.class);
        List<Identity> identities = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String at = "identities[" + i + "]";
            Identity identity = IdentityReader.read(request.getIdentities(i), programme.cards(), at);
            if (!seen.add(identity.type())) {
                throw Refused.fieldInvalid(at + ".type", "Send at most one a type.");
            }
            identities.add(identity);
        }
        return identities;
    }

    private static Person person(EnrolRequest request, LocalDate today) {
        Profile profile = request.getProfile();
        return Person.of(
                profile.hasGivenName() ? name(profile.getGivenName(), "profile.givenName") : null,
                profile.hasFamilyName() ? name(profile.getFamilyName(), "profile.familyName") : null,
                profile.hasBirthDate() ? birthDate(profile.getBirthDate(), today) : null,
                profile.hasLocale() ? locale(profile.getLocale()) : null,
                attributes(request.getAttributesMap()));
    }

    private static String name(String name, String field) {
        if (name.isBlank() || longerThan(MAX_NAME, name) || hasControl(name)) {
            throw Refused.fieldInvalid(
                    field, "A name is 1 to 200 characters of any script, without control characters; or leave it out.");
        }
        return name;
    }

    private static LocalDate birthDate(String date, LocalDate today) {
        try {
            if (DATE.matcher(date).matches()) {
                LocalDate read = LocalDate.parse(date);
                if (!read.isAfter(today)) {
                    return read;
                }
            }
        } catch (DateTimeException noSuchDay) {
            // Refused below, like a text that is no date.
        }
        throw Refused.fieldInvalid("profile.birthDate", "Send a date such as 1990-04-30, not in the future.");
    }

    private static String locale(String tag) {
        try {
            if (!tag.isEmpty() && tag.length() <= MAX_LOCALE) {
                Locale locale = new Locale.Builder().setLanguageTag(tag).build();
                if (!locale.getLanguage().isEmpty()) {
                    return locale.toLanguageTag();
                }
            }
        } catch (IllformedLocaleException malformed) {
            // Refused below, like a tag without a language.
        }
        throw Refused.fieldInvalid("profile.locale", "Send a BCP 47 tag such as fr-FR.");
    }

    private static Map<String, String> attributes(Map<String, String> attributes) {
        if (attributes.size() > MAX_ATTRIBUTES) {
            throw Refused.fieldInvalid("attributes", "Send at most 50 attributes.");
        }
        attributes.forEach((name, value) -> {
            if (!ATTRIBUTE_NAME.matcher(name).matches()) {
                throw Refused.fieldInvalid("attributes", "Names of attributes are 1 to 64 visible ASCII characters.");
            }
            if (longerThan(MAX_ATTRIBUTE, value) || hasControl(value)) {
                throw Refused.fieldInvalid(
                        "attributes." + name, "A value is up to 500 characters, without control characters.");
            }
        });
        return attributes;
    }

    private static boolean longerThan(int characters, String text) {
        return text.codePointCount(0, text.length()) > characters;
    }

    private static boolean hasControl(String text) {
        return text.codePoints().anyMatch(Character::isISOControl);
    }
}
