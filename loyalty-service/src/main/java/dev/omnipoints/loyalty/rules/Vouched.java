package dev.omnipoints.loyalty.rules;

import dev.omnipoints.loyalty.earning.Rule;
import dev.omnipoints.loyalty.earning.RulesVersion;
import dev.omnipoints.loyalty.platform.Refused;
import java.util.List;
import java.util.Set;

/**
 * What anybody vouches for of a member, so that a rule that asks for it can fit someone. Drafts may ask for more, and
 * be tried; what is published must not wait in silence for what never comes.
 */
final class Vouched {
    /** All that profile-service tells (docs/rules.md). */
    private static final Set<String> FLAGS = Set.of("isBirthday");

    private Vouched() {}

    /**
     * Goes on only with rules that can fit someone.
     *
     * @param path where their document stands
     * @throws Refused FIELD_INVALID with the path of what nobody has
     */
    static void check(String path, RulesVersion version) {
        for (int i = 0; i < version.rules().size(); i++) {
            check(path + ".rules[" + i + "].member.", version.rules().get(i).member());
        }
    }

    private static void check(String path, Rule.MemberCondition member) {
        if (!member.tiers().isEmpty()) {
            throw Refused.fieldInvalid(
                    path + "tiers", "Leave it out: the programme has no tiers yet, and the rule would fit nobody.");
        }
        List<String> flags = List.copyOf(member.flags());
        for (int i = 0; i < flags.size(); i++) {
            if (!FLAGS.contains(flags.get(i))) {
                throw Refused.fieldInvalid(
                        path + "flags[" + i + ']', "Send one of " + String.join(", ", FLAGS) + ": nobody has another.");
            }
        }
    }
}
