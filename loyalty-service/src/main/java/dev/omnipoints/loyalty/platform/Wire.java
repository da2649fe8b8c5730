package dev.omnipoints.loyalty.platform;

import com.google.protobuf.Timestamp;
import dev.omnipoints.contracts.type.v1.Balance;
import dev.omnipoints.contracts.type.v1.Channel;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.contracts.type.v1.MemberStatus;
import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Counters;
import dev.omnipoints.loyalty.ledger.Encoding;
import dev.omnipoints.loyalty.ledger.Status;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** What every feature says in the same way on the wire. */
public final class Wire {

    private Wire() {}

    /** An instant as protobuf has it. */
    public static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }

    /**
     * The instant that was sent, cut to microseconds, what PostgreSQL keeps.
     *
     * @throws Refused FIELD_INVALID where it is none
     */
    public static Instant instant(String field, Timestamp sent) {
        try {
            Instant instant =
                    Instant.ofEpochSecond(sent.getSeconds(), sent.getNanos()).truncatedTo(ChronoUnit.MICROS);
            Encoding.micros(instant);
            return instant;
        } catch (ArithmeticException | java.time.DateTimeException beyond) {
            throw Refused.fieldInvalid(field, "Send an instant that a calendar has, for example 2026-11-21T10:15:00Z.");
        }
    }

    /** A channel by the word that rules and clients have for it. */
    public static String channel(Channel channel) {
        return channel.name().substring("CHANNEL_".length());
    }

    /** The one balance envelope. */
    public static Balance balance(Account account, Instant asOf) {
        return balance(account.key().member(), account.counters(), account.seq(), asOf);
    }

    /** The one balance envelope, of a journal row. */
    public static Balance balance(UUID member, Counters counters, long seq, Instant asOf) {
        return Balance.newBuilder()
                .setMemberId(member.toString())
                .setPending(counters.pending())
                .setAvailable(counters.available())
                .setHeld(counters.held())
                .setOwed(counters.owed())
                .setSeq(seq)
                .setAsOf(timestamp(asOf))
                .build();
    }

    /**
     * The account as a member context vouches for it, as it is before its first row.
     *
     * @throws Refused FIELD_INVALID where the context is not complete
     */
    public static Account account(String programme, MemberContext context) {
        return account(programme, context.getMemberId(), context.getStatus(), context.getStatusVersion());
    }

    /**
     * An account as it is opened.
     *
     * @throws Refused FIELD_INVALID where a part is missing
     */
    public static Account account(String programme, String memberId, MemberStatus status, long statusVersion) {
        if (statusVersion < 1) {
            throw Refused.fieldInvalid("statusVersion", "Send the status' version, from 1 on.");
        }
        return Account.opened(AccountKey.of(programme, member(memberId)), status(status), statusVersion);
    }

    private static UUID member(String memberId) {
        try {
            UUID member = UUID.fromString(memberId);
            if (member.toString().equals(memberId)) {
                return member;
            }
        } catch (IllegalArgumentException malformed) {
            // Told below, as any other text that is no member id.
        }
        throw Refused.fieldInvalid("memberId", "Send the member id as profile-service gave it.");
    }

    private static Status status(MemberStatus status) {
        return switch (status) {
            case MEMBER_STATUS_UNCONFIRMED -> Status.UNCONFIRMED;
            case MEMBER_STATUS_ACTIVE -> Status.ACTIVE;
            case MEMBER_STATUS_BLOCKED -> Status.BLOCKED;
            case MEMBER_STATUS_CLOSED -> Status.CLOSED;
            case MEMBER_STATUS_UNSPECIFIED, UNRECOGNIZED ->
                throw Refused.fieldInvalid("status", "Send the member's status.");
        };
    }
}
