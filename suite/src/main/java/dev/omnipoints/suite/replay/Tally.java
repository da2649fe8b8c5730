package dev.omnipoints.suite.replay;

import dev.omnipoints.suite.rest.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** What became of the lines. Safe for many threads. An answer given again counts as the first did. */
final class Tally {
    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(5);
    private static final int DIGITS = 3;
    private static final int REMARKS = 20;
    /** Refusals that say something of the line sent. Any other says something of us: credentials, load, a defect. */
    private static final Set<String> OF_THE_DATA = Set.of(
            "MALFORMED_REQUEST",
            "FIELD_INVALID",
            "POINTS_OUT_OF_RANGE",
            "TENDERS_DO_NOT_ADD_UP",
            "CURRENCY_NOT_ACCEPTED",
            "SALE_TOO_OLD",
            "BODY_TOO_LARGE",
            "MEMBER_UNKNOWN",
            "MEMBER_BLOCKED",
            "MEMBER_CLOSED",
            "MEMBER_ALREADY_EXISTS",
            "HOLD_UNKNOWN",
            "HOLD_EXPIRED",
            "RECEIPT_ALREADY_RECORDED",
            "RECEIPT_UNKNOWN",
            "RETURN_ALREADY_RECORDED",
            "RETURN_EXCEEDS_SALE",
            "RETURN_REFUSED",
            "IDEMPOTENCY_KEY_REUSED");

    private final Map<String, ByChannel> sales = new TreeMap<>();
    private final Map<String, Long> refused = new TreeMap<>();
    private final List<String> remarks = new ArrayList<>();
    private final Histogram micros = new Histogram(LONGEST_MICROS, DIGITS);
    private long members;
    private long bad;
    private long returns;
    private long takenBack;
    private long replayed;
    private long retried;
    private long done;
    private boolean faulty;

    /** Sums of one channel and currency. */
    record ByChannel(String channel, String currency, long sales, long points, long cents) {
        private ByChannel plus(long morePoints, long moreCents) {
            return new ByChannel(channel, currency, sales + 1, points + morePoints, cents + moreCents);
        }
    }

    /** All sums at one moment, of points that were taken back too; the percentiles in microseconds. */
    record Totals(
            long members,
            List<ByChannel> sales,
            Map<String, Long> refused,
            long bad,
            List<String> remarks,
            long returns,
            long takenBack,
            long replayed,
            long retried,
            long p50,
            long p95,
            long p99,
            boolean faulty) {}

    synchronized void answered(Tills.Work work, Answer answer) {
        var line = work.line();
        done++;
        replayed += answer.replayed() ? 1 : 0;
        if (!answer.ok()) {
            var kind = switch (line) {
                case Line.Member member -> "member";
                case Line.Sale sale -> "sale";
                case Line.Return goods -> "return";
            };
            refused.merge(kind + " " + answer.reason(), 1L, Long::sum);
            faulty |= !isOfTheData(answer);
            remark(work.where() + ": " + answer.problem());
            return;
        }
        switch (line) {
            case Line.Member member -> members++;
            case Line.Return goods -> {
                returns++;
                takenBack += answer.body().path("takenBack").asLong();
            }
            case Line.Sale sale -> {
                long points = answer.body().path("earned").path("points").asLong();
                sales.compute(
                        sale.channel() + " " + sale.currency(),
                        (key, sums) -> (sums == null ? new ByChannel(sale.channel(), sale.currency(), 0, 0, 0) : sums)
                                .plus(points, sale.cents()));
            }
        }
    }

    synchronized void bad(String where, String reason) {
        done++;
        bad++;
        remark(where + ": bad line, " + reason);
    }

    private void remark(String remark) {
        if (remarks.size() < REMARKS) {
            remarks.add(remark);
        }
    }

    synchronized void took(long nanos) {
        micros.recordValue(Math.min(LONGEST_MICROS, TimeUnit.NANOSECONDS.toMicros(nanos)));
    }

    synchronized void retried() {
        retried++;
    }

    /** Whether a refusal is the line's own fault. */
    static boolean isOfTheData(Answer answer) {
        return OF_THE_DATA.contains(answer.reason());
    }

    /** Lines that are through. */
    synchronized long done() {
        return done;
    }

    synchronized Totals totals() {
        return new Totals(
                members,
                List.copyOf(sales.values()),
                Map.copyOf(refused),
                bad,
                List.copyOf(remarks),
                returns,
                takenBack,
                replayed,
                retried,
                micros.getValueAtPercentile(50),
                micros.getValueAtPercentile(95),
                micros.getValueAtPercentile(99),
                faulty);
    }
}
