package dev.omnipoints.gateway.me;

import dev.omnipoints.contracts.loyalty.v1.Entry;
import dev.omnipoints.contracts.loyalty.v1.ListActivityResponse;
import dev.omnipoints.contracts.type.v1.Channel;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.gateway.platform.Balance;
import dev.omnipoints.gateway.platform.Times;
import dev.omnipoints.gateway.platform.Words;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A page of the statement, newest first. */
@Schema(name = "Activity", description = "A page of the statement, newest first")
public record Activity(
        @Schema(required = true) List<Line> entries,

        @Schema(description = "For the page after this one; absent on the last")
        String nextPageToken) {

    /** What happened to the points once. */
    @Schema(name = "ActivityEntry", description = "What happened to the points once, in whichever channel")
    public record Line(
            @Schema(required = true) String id,

            @Schema(required = true, description = "Grows by one with every entry")
            long seq,

            @Schema(
                    required = true,
                    enumeration = {
                        "EARN",
                        "CONFIRM",
                        "HOLD",
                        "CAPTURE",
                        "VOID",
                        "TIME_OUT",
                        "REDEEM",
                        "REVERSE",
                        "ADJUST",
                        "TRANSFER",
                        "MERGE",
                        "UNMERGE",
                        "CLOSE",
                        "ACTIVATE",
                        "EXPIRE"
                    })
            String kind,

            @Schema(
                    required = true,
                    enumeration = {"APPLIED", "REFUSED"})
            String outcome,

            @Schema(description = "Why it was refused; absent where it was applied")
            String refused,

            @Schema(required = true, description = "The points asked for")
            long points,

            @Schema(required = true) Change change,

            @Schema(required = true, description = "After the entry")
            Balance balance,

            @Schema(enumeration = {"STORE", "WEB", "APP", "SALON", "CALL_CENTRE", "MAIL_ORDER", "PARTNER"})
            String channel,

            String store,
            String terminal,
            String saleId,

            @Schema(description = "A word on why, where one was given")
            String reason,

            @Schema(description = "The type of the named event that earned")
            String event,

            @Schema(required = true) Instant occurredAt,
            @Schema(required = true) Instant recordedAt) {

        private static Line of(Entry told) {
            boolean applied = told.getRefused() == Reason.REASON_UNSPECIFIED;
            return new Line(
                    told.getOperationId(),
                    told.getSeq(),
                    Words.of(told.getKind()),
                    applied ? "APPLIED" : "REFUSED",
                    applied ? null : Words.of(told.getRefused()),
                    told.getPoints(),
                    new Change(
                            told.getPendingChange(),
                            told.getAvailableChange(),
                            told.getHeldChange(),
                            told.getOwedChange()),
                    Balance.of(told.getBalance()),
                    told.getChannel() == Channel.CHANNEL_UNSPECIFIED ? null : Words.of(told.getChannel()),
                    emptyToNull(told.getStore()),
                    emptyToNull(told.getTerminal()),
                    emptyToNull(told.getSaleId()),
                    emptyToNull(told.getReason()),
                    emptyToNull(told.getEvent()),
                    Times.of(told.getOccurredAt()),
                    Times.of(told.getRecordedAt()));
        }
    }

    /** What an entry changed, signed. */
    @Schema(name = "Change", description = "What the entry changed, signed")
    public record Change(
            @Schema(required = true) long pending,
            @Schema(required = true) long available,
            @Schema(required = true) long held,
            @Schema(required = true) long owed) {}

    static Activity of(ListActivityResponse told) {
        return new Activity(
                told.getEntriesList().stream().map(Line::of).toList(), emptyToNull(told.getNextPageToken()));
    }

    private static String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
