package dev.omnipoints.profile.member;

import java.text.BreakIterator;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of a person. Anything that is not known is null; attributes are sorted by name.
 *
 * @param givenName up to 200 characters of any script
 * @param familyName likewise
 * @param birthDate not in the future
 * @param locale a BCP 47 tag in its canonical form
 * @param attributes whatever the retailer knows, by name
 */
public record Person(
        String givenName, String familyName, LocalDate birthDate, String locale, SortedMap<String, String> attributes) {
    /** Nothing known: a member with a card and no more, or one whose key is erased. */
    public static final Person UNKNOWN = new Person(null, null, null, null, new TreeMap<>());

    public Person {
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }

    /** A person with these attributes, in any order. */
    public static Person of(
            String givenName, String familyName, LocalDate birthDate, String locale, Map<String, String> attributes) {
        return new Person(givenName, familyName, birthDate, locale, new TreeMap<>(attributes));
    }

    /** For a till's screen: the given name and the family name's first letter; empty where no name is known. */
    public String displayName() {
        String given = givenName == null ? "" : givenName.strip();
        String family = familyName == null ? "" : firstLetter(familyName.strip());
        return (given + " " + family).strip();
    }

    /** What a reader sees as the first letter: a base with its accents, a pair of surrogates. */
    private static String firstLetter(String text) {
        BreakIterator letters = BreakIterator.getCharacterInstance(Locale.ROOT);
        letters.setText(text);
        int end = letters.next();
        return end == BreakIterator.DONE ? "" : text.substring(0, end);
    }

    /** Says nothing: all of it is personal and belongs in no log line. */
    @Override
    public String toString() {
        return "Person[…]";
    }
}
