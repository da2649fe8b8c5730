package dev.omnipoints.profile.programme;

import dev.omnipoints.profile.identity.CardFormat;
import java.time.ZoneId;
import java.util.regex.Pattern;

/**
 * What a programme lays down for its members.
 *
 * @param programme its id
 * @param cards how its cards look
 * @param identitiesRequired how many identities a new member needs at least
 * @param zone says when a day begins; null: not known, and so no day is a member's birthday
 */
public record Settings(String programme, CardFormat cards, int identitiesRequired, ZoneId zone) {
    /** What the id of a programme looks like. */
    static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
}
