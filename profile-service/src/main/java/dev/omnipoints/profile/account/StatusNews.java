package dev.omnipoints.profile.account;

import java.util.UUID;

/**
 * A status of which loyalty-service does not know yet.
 *
 * @param status name of the status
 * @param version the version of that status; what is acknowledged is this and no later one
 * @param opens whether it is the first that loyalty-service hears of the member
 */
record StatusNews(UUID memberId, String programme, String status, long version, boolean opens) {}
