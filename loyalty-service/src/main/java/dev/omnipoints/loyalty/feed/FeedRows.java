package dev.omnipoints.loyalty.feed;

import dev.omnipoints.contracts.loyalty.v1.Entry;
import dev.omnipoints.contracts.loyalty.v1.FeedRow;
import dev.omnipoints.contracts.loyalty.v1.ReadResponse;
import dev.omnipoints.loyalty.ledger.Counters;
import dev.omnipoints.loyalty.ledger.Kind;
import dev.omnipoints.loyalty.platform.Wire;
import dev.omnipoints.loyalty.posting.FeedEntry;
import dev.omnipoints.loyalty.posting.FeedEntry.Parts;
import dev.omnipoints.loyalty.posting.SaleId;

/** Rows of the feed as they go out; numbers that this version does not know go through as they are. */
final class FeedRows {

    private FeedRows() {}

    static ReadResponse response(Feed.Page page) {
        ReadResponse.Builder response =
                ReadResponse.newBuilder().setCursor(page.next().text());
        page.rows().forEach(row -> response.addRows(row(row)));
        return response.build();
    }

    private static FeedRow row(FeedEntry row) {
        FeedRow.Builder out = FeedRow.newBuilder()
                .setProgramme(row.programme())
                .setMemberId(row.member().toString())
                .setEntry(entry(row))
                .setCaller(row.caller());
        if (row.namedMember() != null) {
            out.setNamedMemberId(row.namedMember().toString());
        }
        return out.build();
    }

    private static Entry entry(FeedEntry row) {
        Counters after = counters(row.after());
        Entry.Builder entry = Entry.newBuilder()
                .setOperationId(row.operationId())
                .setSeq(row.seq())
                .setKindValue(row.kind())
                .setRefusedValue(row.refused())
                .setPoints(row.points())
                .setPendingChange(row.change().pending())
                .setAvailableChange(counters(row.change()).available())
                .setHeldChange(row.change().held())
                .setOwedChange(row.change().owed())
                .setBalance(Wire.balance(row.member(), after, row.seq(), row.recordedAt()))
                .setChannelValue(row.channel())
                .setOccurredAt(Wire.timestamp(row.occurredAt()))
                .setRecordedAt(Wire.timestamp(row.recordedAt()));
        if (row.store() != null) {
            entry.setStore(row.store());
        }
        if (row.terminal() != null) {
            entry.setTerminal(row.terminal());
        }
        if (row.sale() != null) {
            entry.setSaleId(SaleId.text(row.sale()));
        }
        if (row.reason() != null && row.kind() == Kind.EARN.code()) {
            entry.setEvent(row.reason());
        } else if (row.reason() != null) {
            entry.setReason(row.reason());
        }
        return entry.build();
    }

    private static Counters counters(Parts parts) {
        return new Counters(parts.pending(), parts.spendable(), parts.held(), parts.owed(), 0, 0, 0, 0, 0, 0);
    }
}
