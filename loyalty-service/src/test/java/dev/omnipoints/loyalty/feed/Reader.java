package dev.omnipoints.loyalty.feed;

import dev.omnipoints.loyalty.posting.FeedEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Reads the feed page by page and keeps what it got, and each cursor with how much had been got at it. */
final class Reader {

    /** A row of a member. */
    record Got(UUID member, long seq) {}

    /** A cursor, and how many rows had been got by then. */
    record Mark(String cursor, int rows) {}

    final List<Got> got = new ArrayList<>();
    final List<Mark> marks = new ArrayList<>();
    int largestPage;
    int windows;

    private final Feed feed;
    private final int pageSize;
    private Cursor cursor;

    Reader(Feed feed, int pageSize, String from) {
        this.feed = feed;
        this.pageSize = pageSize;
        this.cursor = await(feed.begin(from));
    }

    /** To what is the end when it gets there. */
    Reader toTheEnd() {
        Feed.Page page;
        do {
            page = await(feed.next(cursor, pageSize));
            page.rows().stream()
                    .filter(row -> row.programme().equals(Writer.PROGRAMME))
                    .map(Reader::got)
                    .forEach(got::add);
            largestPage = Math.max(largestPage, page.rows().size());
            windows += page.next().to() == null && !page.end() ? 1 : 0;
            // As a client would keep it.
            String text = page.next().text();
            marks.add(new Mark(text, got.size()));
            cursor = Cursor.parse(text);
        } while (!page.end());
        return this;
    }

    private static Got got(FeedEntry row) {
        return new Got(row.member(), row.seq());
    }

    static <T> T await(io.vertx.core.Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
