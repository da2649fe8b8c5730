package dev.omnipoints.loyalty.feed;

import static dev.omnipoints.loyalty.feed.FeedCalls.SERVICE;
import static dev.omnipoints.loyalty.feed.FeedCalls.UNTIL_NOW;
import static dev.omnipoints.loyalty.feed.FeedCalls.end;
import static dev.omnipoints.loyalty.feed.FeedCalls.feed;
import static dev.omnipoints.loyalty.feed.FeedCalls.read;
import static dev.omnipoints.loyalty.feed.FeedCalls.refused;
import static dev.omnipoints.loyalty.feed.FeedCalls.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.omnipoints.contracts.loyalty.v1.Entry;
import dev.omnipoints.contracts.loyalty.v1.FeedRow;
import dev.omnipoints.contracts.loyalty.v1.FeedServiceGrpc;
import dev.omnipoints.contracts.loyalty.v1.ListActivityRequest;
import dev.omnipoints.contracts.loyalty.v1.ReadRequest;
import dev.omnipoints.contracts.loyalty.v1.ReadResponse;
import dev.omnipoints.contracts.type.v1.Caller;
import dev.omnipoints.contracts.type.v1.CallerKind;
import dev.omnipoints.contracts.type.v1.MemberContext;
import dev.omnipoints.contracts.type.v1.Problem;
import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.Calls;
import dev.omnipoints.loyalty.Database;
import dev.omnipoints.loyalty.LoyaltyEnvironment;
import dev.omnipoints.loyalty.Sales;
import io.grpc.Context;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(LoyaltyEnvironment.class)
class FeedStreamTest {
    @AfterEach
    void ledgerIsTrueAndClean() {
        assertThat(Database.audit()).startsWith("0 ");
        Database.execute("DELETE FROM journal WHERE programme = '" + Writer.PROGRAMME + "'");
        Database.execute("DELETE FROM account WHERE programme = '" + Writer.PROGRAMME + "'");
    }

    @Test
    void untilNowTellsWhatThereIsAndEnds() {
        String start = end();
        MemberContext member = Sales.active();
        sale(member, 1234);
        sale(member, 500);

        List<ReadResponse> pages = read(UNTIL_NOW.toBuilder().setCursor(start).setPageSize(1));

        List<FeedRow> rows = rows(pages);
        assertThat(rows).extracting(row -> row.getEntry().getSeq()).containsExactly(1L, 2L);
        assertThat(pages).allSatisfy(page -> assertThat(page.getRowsCount()).isLessThanOrEqualTo(1));
        FeedRow first = rows.getFirst();
        assertThat(first.getProgramme()).isEqualTo("demo");
        assertThat(first.getMemberId()).isEqualTo(member.getMemberId());
        assertThat(first.getCaller()).isEqualTo("till-1");
        assertThat(first.getNamedMemberId()).isEmpty();
        // The statement and the feed tell a row in the same words.
        List<Entry> statement = Calls.accounts("demo")
                .listActivity(ListActivityRequest.newBuilder().setMember(member).build())
                .getEntriesList();
        assertThat(rows.reversed()).extracting(FeedRow::getEntry).isEqualTo(statement);
        // From the last cursor there is nothing, from the first page's the second row.
        assertThat(rows(read(UNTIL_NOW.toBuilder().setCursor(pages.getLast().getCursor()))))
                .isEmpty();
        assertThat(rows(read(UNTIL_NOW.toBuilder().setCursor(pages.getFirst().getCursor()))))
                .containsExactly(rows.get(1));
    }

    @Test
    void whatIsRecordedLaterComesByItself() {
        String start = end();
        Context.CancellableContext call = Context.current().withCancellation();
        call.run(() -> {
            Iterator<ReadResponse> stream =
                    feed().read(ReadRequest.newBuilder().setCursor(start).build());
            for (int i = 1; i <= 3; i++) {
                MemberContext member = Sales.active();
                sale(member, 100 * i);

                ReadResponse page = stream.next();
                assertThat(page.getRowsList()).hasSize(1);
                assertThat(page.getRows(0).getMemberId()).isEqualTo(member.getMemberId());
                assertThat(page.getRows(0).getEntry().getPoints()).isEqualTo(i);
            }
        });
        call.cancel(null);
    }

    /** An instance of the next version may write kinds and reasons that this one has no name for. */
    @Test
    void aRowThatIsNotUnderstoodIsToldAllTheSame() throws Exception {
        String start = end();
        UUID member = UUID.randomUUID();
        try (Writer writer = new Writer()) {
            writer.lock(List.of(member));
            writer.write(List.of(member), 3, null);
            writer.commit();
        }
        Database.execute("UPDATE journal SET kind = 99, refused = 999, channel = 77, lots = '\\xff', hold_seq = 7,"
                + " store = 'S', occurred_at = '294276-01-01Z' WHERE seq = 2 AND member = '" + member + "'");

        List<FeedRow> rows = rows(read(UNTIL_NOW.toBuilder().setCursor(start)));

        assertThat(rows).extracting(row -> row.getEntry().getSeq()).containsExactly(1L, 2L, 3L);
        Entry strange = rows.get(1).getEntry();
        assertThat(strange.getKindValue()).isEqualTo(99);
        assertThat(strange.getRefusedValue()).isEqualTo(999);
        assertThat(strange.getChannelValue()).isEqualTo(77);
        assertThat(strange.getOperationId()).isEmpty();
        Database.execute("DELETE FROM journal WHERE member = '" + member + "'");
        Database.execute("DELETE FROM account WHERE member = '" + member + "'");
    }

    static Stream<Caller> others() {
        return Stream.of(
                Calls.till("demo", "till-1"),
                Calls.member(UUID.randomUUID().toString()),
                SERVICE.toBuilder().setKind(CallerKind.CALLER_KIND_STAFF).build());
    }

    @ParameterizedTest
    @MethodSource("others")
    void itIsForServicesAlone(Caller caller) {
        var stub = Calls.as(FeedServiceGrpc.newBlockingStub(Calls.channel()), "channel-gateway", caller);

        Problem problem = refused(() -> stub.read(UNTIL_NOW).next());

        assertThat(problem.getReason()).isEqualTo(Reason.REASON_NOT_GRANTED);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1_001})
    void aPageIsOfAThousandRowsAtMost(int pageSize) {
        Problem problem = refused(() -> read(UNTIL_NOW.toBuilder().setPageSize(pageSize)));

        assertThat(problem.getReason()).isEqualTo(Reason.REASON_FIELD_INVALID);
        assertThat(problem.getField()).isEqualTo("pageSize");
    }

    static Stream<String> noCursors() {
        String plain = plain(end());
        String cluster = plain.split("\\|")[1];
        return Stream.of(
                "x",
                "ü",
                "A".repeat(300_000),
                encoded("1|" + cluster + "|3:3:||"),
                encoded("2|" + cluster + "|3:3:||0"),
                encoded("1|" + cluster + "|9:3:||0"),
                encoded("1|" + cluster + "|3:9:9||0"),
                encoded("1|" + cluster + "|3:9:5,4||0"),
                encoded("1|" + cluster + "|3:9:4,,5||0"),
                encoded("1|" + cluster + "|0:9:||0"),
                encoded("1|" + cluster + "|3:3:|3|0"),
                encoded("1|" + cluster + "|3:3:||-1"),
                // Of another cluster; and of this one, but of what has not begun, before a point of restore.
                encoded(plain.replace(cluster, Long.toString(Long.parseLong(cluster) + 1))),
                encoded("1|" + cluster + "|3:999999999999:||0"),
                encoded("1|" + cluster + "|3:3:|3:999999999999:|0"));
    }

    @ParameterizedTest
    @MethodSource("noCursors")
    void whatIsNoCursorOfThisFeedIsRefused(String cursor) {
        Problem problem = refused(() -> read(UNTIL_NOW.toBuilder().setCursor(cursor)));

        assertThat(problem.getReason()).isEqualTo(Reason.REASON_FIELD_INVALID);
        assertThat(problem.getField()).isEqualTo("cursor");
    }

    private static void sale(MemberContext member, long cents) {
        Calls.sales("demo", "till-1")
                .recordSale(Sales.request(Sales.sale(cents), member).build());
    }

    private static String plain(String cursor) {
        return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.ISO_8859_1);
    }

    private static String encoded(String plain) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.ISO_8859_1));
    }
}
