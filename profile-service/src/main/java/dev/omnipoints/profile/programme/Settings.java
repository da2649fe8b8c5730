package dev.omnipoints.profile.programme;

import dev.omnipoints.profile.identity.CardFormat;
import java.util.regex.Pattern;

/**
 * What a programme lays down for its members.
 *
 * @param programme its id
 * @param cards how its cards look
 * @param identitiesRequired how many identities a new member needs at least
 */
public record Settings(String programme, CardFormat cards, int identitiesRequired) {
    /** What the id of a programme looks like. */
    static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
}
