package dev.omnipoints.gateway.admin;

import dev.omnipoints.contracts.loyalty.v1.Gap;
import dev.omnipoints.contracts.loyalty.v1.ListGapsResponse;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A page of what is missing, or there more than once, of a terminal's own count of its sales. */
@Schema(name = "Gaps", description = "What is missing, or there more than once, of a terminal's own count of its sales")
public record GapsAnswer(
        @Schema(required = true, description = "By store, then by number")
        List<Entry> entries,

        @Schema(description = "On the first page: how far the terminal has counted, by store; at most 1,000")
        List<Counted> counted,

        @Schema(description = "Absent on the last page") String nextPageToken) {

    /** Numbers that no sale has, or one that several have. */
    @Schema(name = "Gap", description = "Numbers that no sale has (`missing`), or one that several have (`repeated`)")
    public record Entry(
            @Schema(required = true) String store,

            @Schema(required = true, description = "Inclusive")
            long from,

            @Schema(required = true, description = "Inclusive")
            long to,

            @Schema(description = "How many numbers no sale has")
            Long missing,

            @Schema(description = "How many sales have the number")
            Long repeated) {

        private static Entry of(Gap told) {
            return new Entry(
                    told.getStore(),
                    told.getFrom(),
                    told.getTo(),
                    told.hasMissing() ? told.getMissing() : null,
                    told.hasSales() ? told.getSales() : null);
        }
    }

    /** The least and the greatest number of a store. */
    @Schema(name = "Counted", description = "The least and the greatest number that a terminal has reported in a store")
    public record Counted(
            @Schema(required = true) String store,
            @Schema(required = true) long first,
            @Schema(required = true) long last) {}

    static GapsAnswer of(ListGapsResponse told, boolean firstPage) {
        return new GapsAnswer(
                told.getGapsList().stream().map(Entry::of).toList(),
                firstPage
                        ? told.getCountedList().stream()
                                .map(one -> new Counted(one.getStore(), one.getFirst(), one.getLast()))
                                .toList()
                        : null,
                told.getNextPageToken().isEmpty() ? null : told.getNextPageToken());
    }
}
