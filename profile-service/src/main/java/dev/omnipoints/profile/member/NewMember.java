package dev.omnipoints.profile.member;

import dev.omnipoints.profile.identity.Identity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Who is to be enrolled, well-formed.
 *
 * @param identities at most one a type, in the order of the types: the order in which rows are locked
 * @param person what is known of them
 */
public record NewMember(List<Identity> identities, Person person) {
    public NewMember {
        identities =
                identities.stream().sorted(Comparator.comparing(Identity::type)).toList();
    }

    /**
     * The content, as a list of texts that is equal for equal content alone: what an idempotency key
     * stands for. The order in which identities and attributes were sent is no content.
     */
    public List<String> content() {
        List<String> content = new ArrayList<>();
        content.add(Integer.toString(identities.size()));
        for (Identity identity : identities) {
            content.add(identity.type().name());
            content.add(identity.compared());
        }
        content.add(known(person.givenName()));
        content.add(known(person.familyName()));
        content.add(known(Objects.toString(person.birthDate(), null)));
        content.add(known(person.locale()));
        person.attributes().forEach((name, value) -> {
            content.add(name);
            content.add(value);
        });
        return content;
    }

    private static String known(String value) {
        return value == null ? "-" : "+" + value;
    }
}
