package dev.omnipoints.gateway.audit;

import java.time.Instant;
import java.util.UUID;

/**
 * An action that was done, or may have been.
 *
 * @param position where it stands in the log; greater is newer
 * @param at when it was asked for
 * @param subject who asked, as the issuer knows them
 * @param done false: no outcome could be learnt
 */
public record AuditEntry(
        long position,
        UUID id,
        Instant at,
        String subject,
        String client,
        Action.Word action,
        String target,
        String counterpart,
        boolean done,
        Integer beforeVersion,
        Integer afterVersion,
        String operation,
        String traceId) {}
