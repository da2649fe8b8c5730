package dev.omnipoints.profile.member;

import dev.omnipoints.profile.privacy.MemberKey;
import dev.omnipoints.profile.privacy.MemberKeys;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Seals a person under a member's key, and opens them again. */
@ApplicationScoped
class PersonSeal {
    /** The field for which the display name of an enrolment's answer is sealed. */
    static final String ENROLMENT_DISPLAY_NAME = "enrolment.displayName";

    private static final String GIVEN_NAME = "givenName";
    private static final String FAMILY_NAME = "familyName";
    private static final String BIRTH_DATE = "birthDate";
    private static final String LOCALE = "locale";
    private static final String ATTRIBUTES = "attributes";

    private final MemberKeys keys;

    @Inject
    PersonSeal(MemberKeys keys) {
        this.keys = keys;
    }

    SealedPerson seal(MemberKey key, Person person) {
        String attributes =
                person.attributes().isEmpty() ? null : new JsonObject(Map.copyOf(person.attributes())).encode();
        return new SealedPerson(
                key.seal(GIVEN_NAME, person.givenName()),
                key.seal(FAMILY_NAME, person.familyName()),
                key.seal(BIRTH_DATE, Objects.toString(person.birthDate(), null)),
                key.seal(LOCALE, person.locale()),
                key.seal(ATTRIBUTES, attributes));
    }

    /** The member's key; empty once it is erased, and the person with it. */
    Optional<MemberKey> keyOf(Member member) {
        return Optional.ofNullable(member.wrappedKey()).map(wrapped -> keys.unwrap(member.memberId(), wrapped));
    }

    /** What is known of a member; {@link Person#UNKNOWN} once their key is erased. */
    Person open(Member member) {
        return keyOf(member).map(key -> open(key, member.person())).orElse(Person.UNKNOWN);
    }

    /** When a member was born, and nothing else of them; empty where it is not known or their key is erased. */
    Optional<LocalDate> birthDate(Member member) {
        byte[] sealed = member.person().birthDate();
        return sealed == null
                ? Optional.empty()
                : keyOf(member).map(key -> LocalDate.parse(key.open(BIRTH_DATE, sealed)));
    }

    private static Person open(MemberKey key, SealedPerson sealed) {
        String birthDate = key.open(BIRTH_DATE, sealed.birthDate());
        String attributes = key.open(ATTRIBUTES, sealed.attributes());
        return Person.of(
                key.open(GIVEN_NAME, sealed.givenName()),
                key.open(FAMILY_NAME, sealed.familyName()),
                birthDate == null ? null : LocalDate.parse(birthDate),
                key.open(LOCALE, sealed.locale()),
                attributes == null ? Map.of() : texts(new JsonObject(attributes)));
    }

    private static Map<String, String> texts(JsonObject object) {
        Map<String, String> texts = new TreeMap<>();
        object.fieldNames().forEach(name -> texts.put(name, object.getString(name)));
        return texts;
    }
}
