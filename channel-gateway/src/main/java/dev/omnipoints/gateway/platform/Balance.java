package dev.omnipoints.gateway.platform;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.omnipoints.contracts.loyalty.v1.GetBalanceResponse;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A member's points, the same everywhere (interfaces.md, `balance`). Points are whole numbers. */
@Schema(name = "Balance", description = "A member's points as of one line of their statement")
public record Balance(
        @Schema(required = true, description = "The member") String memberId,

        @Schema(required = true, description = "Earned, not yet usable")
        long pending,

        @Schema(required = true, description = "What can be spent now; negative while the member owes")
        long available,

        @Schema(required = true, description = "Reserved by open holds")
        long held,

        @Schema(required = true, description = "Taken back after it was spent")
        long owed,

        @Schema(
                required = true,
                description = "Grows with every change; comparable within one memberId only, 0 before the first")
        long seq,

        @Schema(required = true, description = "When it was so")
        Instant asOf,

        @Schema(description = "True where it may be behind; absent otherwise")
        Boolean degraded,

        @Schema(description = "On reads: what expires next, soonest first, at most 12")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        List<Expiring> expiring,

        @Schema(description = "On reads that ask for it: what expires up to then, inclusive")
        ExpiringBy expiringBy) {

    /** Points that expire together. */
    @Schema(name = "Expiring", description = "Points that expire together")
    public record Expiring(
            @Schema(required = true) long points,
            @Schema(required = true) Instant expiresAt) {}

    /** The points that expire up to an instant, inclusive. */
    @Schema(name = "ExpiringBy", description = "The points that expire up to an instant, inclusive")
    public record ExpiringBy(
            @Schema(required = true) Instant at,
            @Schema(required = true) long points) {}

    /** A command's balance: that of its own journal row. */
    public static Balance of(dev.omnipoints.contracts.type.v1.Balance told) {
        return of(told, null, null);
    }

    /** The answer to a read, with what expires; {@code by} is null where nobody asked. */
    public static Balance read(GetBalanceResponse told, Instant by) {
        List<Expiring> expiring = told.getExpiringList().stream()
                .map(lot -> new Expiring(lot.getPoints(), Times.of(lot.getExpiresAt())))
                .toList();
        ExpiringBy expiringBy = by == null ? null : new ExpiringBy(by, told.getExpiringByPoints());
        return of(told.getBalance(), expiring, expiringBy);
    }

    /** A member who has no journal row yet. */
    public static Balance ofNewMember(String memberId, Instant enrolledAt) {
        return new Balance(memberId, 0, 0, 0, 0, 0, enrolledAt, null, List.of(), null);
    }

    private static Balance of(
            dev.omnipoints.contracts.type.v1.Balance told, List<Expiring> expiring, ExpiringBy expiringBy) {
        return new Balance(
                told.getMemberId(),
                told.getPending(),
                told.getAvailable(),
                told.getHeld(),
                told.getOwed(),
                told.getSeq(),
                Times.of(told.getAsOf()),
                told.getDegraded() ? true : null,
                expiring,
                expiringBy);
    }
}
