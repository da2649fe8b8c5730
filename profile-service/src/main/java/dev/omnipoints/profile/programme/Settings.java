package dev.omnipoints.profile.programme;

import dev.omnipoints.profile.identity.CardFormat;

/**
 * What a programme lays down for its members.
 *
 * @param programme its id
 * @param cards how its cards look
 * @param identitiesRequired how many identities a new member needs at least
 */
public record Settings(String programme, CardFormat cards, int identitiesRequired) {}
