package dev.omnipoints.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
    /** Of the sample's 45 sales two are of no member and one does not add up. */
    private static final String SAMPLE_SALES = """
            channel      currency  sales  points    cents
            APP               EUR      6     591   59,422
            CALL_CENTRE       EUR      5     643   64,548
            CALL_CENTRE       USD      1      71    7,140
            SALON             EUR      5     372   37,561
            SALON             USD      1     201   20,104
            STORE             EUR     19   2,240  236,878
            STORE             USD      1      95    9,507
            WEB               EUR      5     766   76,896
            WEB               USD      1      88    8,865
            all                       44   5,067
            """;

    private static final int MEMBERS = 40;
    private static final int SALES_EACH = 25;

    @TempDir
    Path temp;

    @Test
    void sampleComesOutToThePointAndASecondTimeChangesNothing() throws Exception {
        var sample = Cli.home().resolve("suite/samples/receipts.ndjson");
        var first = replay(sample);
        assertThat(first.output())
                .contains(
                        SAMPLE_SALES,
                        "receipts.ndjson, line 6: bad line, not JSON: ",
                        "receipts.ndjson, line 21: bad line, kind is none of member, sale, return\n",
                        "receipts.ndjson, line 31: bad line, channel is none of ",
                        "receipts.ndjson, line 41: bad line, idempotencyKey is missing\n",
                        "receipts.ndjson, line 65: bad line, not a JSON object\n",
                        "receipts.ndjson, line 62: TENDERS_DO_NOT_ADD_UP, The tenders come to ");
        assertThat(counts(first).replaceAll("(asked again|replayed) .*\\n", "")).isEqualTo("""
                members                                 12
                returns                                  2
                points taken back                       12
                bad lines                                5
                refused: sale TENDERS_DO_NOT_ADD_UP      1
                """);
        assertThat(first.code()).isZero();
        var before = RunningSuite.get().rows();
        var second = replay(sample);
        assertThat(second.output()).contains(SAMPLE_SALES);
        assertThat(counts(second)).containsPattern("replayed +58\n");
        assertThat(second.code()).isZero();
        assertThat(RunningSuite.get().rows()).isEqualTo(before);
    }

    @Test
    void killedPartWayAndRunAgainEndsWithTheSameTotals() throws Exception {
        var file = temp.resolve("many.ndjson");
        Files.writeString(file, many());
        var output = temp.resolve("killed.out");
        var sent = "SELECT count(*) FROM sale WHERE store LIKE 'KILLED-%'";
        var killed = Cli.start(
                Cli.home(),
                output,
                "replay",
                file,
                "--tills",
                4,
                "--data",
                RunningSuite.get().folder());
        try {
            Awaitility.await("a third is sent")
                    .atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> Integer.parseInt(RunningSuite.get().ask("loyalty", sent)) > MEMBERS * SALES_EACH / 3);
            assertThat(killed.isAlive()).as("still sending when it is killed").isTrue();
        } finally {
            killed.destroyForcibly().waitFor();
        }
        var again = replay(file);
        long sales = MEMBERS * SALES_EACH;
        assertThat(again.output()).containsPattern("\nall +1,000 +10,000\n");
        assertThat(counts(again)).containsPattern("members +40\n").doesNotContain("refused");
        assertThat(Integer.parseInt(replayed(again))).isGreaterThan((int) sales / 3);
        assertThat(RunningSuite.get().ask("loyalty", sent)).isEqualTo(String.valueOf(sales));
    }

    @Test
    void missingFileIsToldBeforeAnythingIsSent() throws Exception {
        var result = Cli.run(
                "replay",
                temp.resolve("none.ndjson"),
                "--data",
                RunningSuite.get().folder());
        assertThat(result.output()).contains("none.ndjson is not a file that can be read.");
        assertThat(result.code()).isOne();
    }

    private static Cli.Result replay(Path file) throws IOException, InterruptedException {
        return Cli.run("replay", file, "--data", RunningSuite.get().folder());
    }

    private static String counts(Cli.Result result) {
        var matcher = Pattern.compile("(?s)\\nlines +count\\n(.*?\\n)\\n").matcher(result.output());
        assertThat(matcher.find()).as(result.output()).isTrue();
        return matcher.group(1);
    }

    private static String replayed(Cli.Result result) {
        var matcher = Pattern.compile("replayed +([0-9,]+)\\n").matcher(result.output());
        assertThat(matcher.find()).as(result.output()).isTrue();
        return matcher.group(1).replace(",", "");
    }

    /** Ten points a sale. */
    private static String many() {
        var lines = new StringBuilder();
        for (int member = 0; member < MEMBERS; member++) {
            lines.append("{\"kind\":\"member\",\"idempotencyKey\":\"killed-m-")
                    .append(member)
                    .append("\",\"identities\":[{\"type\":\"EXTERNAL\",\"value\":\"KILLED-")
                    .append(member)
                    .append("\"}]}\n");
        }
        for (int sale = 0; sale < MEMBERS * SALES_EACH; sale++) {
            lines.append("""
                    {"kind":"sale","channel":"STORE","idempotencyKey":"killed-s-%1$d","receipt":{"store":"KILLED-1",\
                    "terminal":"T1","number":"%1$d"},"occurredAt":"2026-10-05T10:00:00Z","identity":\
                    {"type":"EXTERNAL","value":"KILLED-%2$d"},"currency":"EUR","lines":[{"lineId":"1","sku":"A",\
                    "quantity":1,"gross":1099}],"tenders":[{"type":"CASH","amount":1099}]}
                    """.formatted(sale, sale % MEMBERS));
        }
        return lines.toString();
    }
}
