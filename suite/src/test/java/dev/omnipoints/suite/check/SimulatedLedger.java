package dev.omnipoints.suite.check;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A ledger for tests of the checker, written for itself: what an account has is added up from its rows each time. One
 * command after the other, each at once and wholly; for faults, rows that follow no rule can be written too.
 */
final class SimulatedLedger {
    private static final Instant BEGAN = Instant.parse("2026-11-22T09:00:00Z");

    private final Map<String, List<Row>> rows = new HashMap<>();
    private final Map<String, Answer> byKey = new HashMap<>();
    private final Map<String, Answer> ends = new HashMap<>();
    private long clock;

    /** Changes of what can be spent (negative: owed) and is held; the row that it names: a hold, an original. */
    record Row(Kind kind, String refused, long points, long free, long held, String about, String sale, Instant at) {}

    /** As a client is told. */
    record Answer(Type type, Told told) {}

    /** Does it, unless its key is known. */
    Answer take(Verb verb, Asked asked) {
        if (!verb.isCommand()) {
            return new Answer(Type.OK, verb == Verb.READ ? read(asked.member()) : statement(asked.member()));
        }
        var known = byKey.get(asked.key());
        if (known == null) {
            clock++;
            known = decide(verb, asked);
            byKey.put(asked.key(), known);
        }
        return known;
    }

    private Answer decide(Verb verb, Asked asked) {
        var member = asked.member();
        return switch (verb) {
            case EARN -> applied(member, Kind.EARN, asked.points(), asked.points(), 0, null, null);
            case SALE -> sale(asked);
            case REDEEM -> spend(asked, Kind.REDEEM, 0);
            case HOLD -> spend(asked, Kind.HOLD, asked.points());
            case TRANSFER -> transfer(asked);
            case CAPTURE, VOID -> end(verb, asked);
            case REVERSE -> reverse(asked);
            case RETURN -> bringBack(asked);
            case ADJUST ->
                asked.points() < 0 && -asked.points() > Math.max(0, free(member))
                        ? refused(member, Kind.ADJUST, asked.points(), "INSUFFICIENT_POINTS")
                        : applied(member, Kind.ADJUST, asked.points(), asked.points(), 0, null, null);
            case READ, STATEMENT -> throw new AssertionError(verb);
        };
    }

    private Answer sale(Asked asked) {
        if (asked.hold() != null) {
            var hold = row(asked.member(), asked.hold());
            var end = endOf(asked.member(), asked.hold());
            if (end != null) {
                return refused(asked.member(), Kind.EARN, asked.pays(), end);
            }
            if (asked.pays() > hold.points()) {
                return refused(asked.member(), Kind.EARN, asked.pays(), "CAPTURE_EXCEEDS_HOLD");
            }
            var captured = applied(
                    asked.member(),
                    Kind.CAPTURE,
                    asked.pays(),
                    hold.points() - asked.pays(),
                    -hold.points(),
                    asked.hold(),
                    asked.receipt());
            ends.put(Verb.CAPTURE + asked.hold() + asked.pays(), captured);
        }
        return applied(asked.member(), Kind.EARN, asked.points(), asked.points(), 0, null, asked.receipt());
    }

    private Answer spend(Asked asked, Kind kind, long held) {
        if (free(asked.member()) < 0) {
            return refused(asked.member(), kind, asked.points(), "MEMBER_OWES");
        }
        if (free(asked.member()) < asked.points()) {
            return refused(asked.member(), kind, asked.points(), "INSUFFICIENT_POINTS");
        }
        return applied(asked.member(), kind, asked.points(), -asked.points(), held, null, null);
    }

    private Answer transfer(Asked asked) {
        var sent = spend(asked, Kind.TRANSFER, 0);
        if (sent.type() == Type.OK) {
            write(asked.to(), Kind.TRANSFER, asked.points(), asked.points(), 0, null, null);
        }
        return sent;
    }

    private Answer end(Verb verb, Asked asked) {
        var hold = row(asked.member(), asked.hold());
        long points = verb == Verb.CAPTURE && asked.points() != null ? asked.points() : hold.points();
        var end = endOf(asked.member(), asked.hold());
        if (end != null) {
            var same = ends.get(verb + asked.hold() + points);
            return same != null ? same : refused(asked.member(), verb.kind(), points, end);
        }
        if (points > hold.points()) {
            return refused(asked.member(), verb.kind(), points, "CAPTURE_EXCEEDS_HOLD");
        }
        long back = verb == Verb.CAPTURE ? hold.points() - points : points;
        var ended = applied(asked.member(), verb.kind(), points, back, -hold.points(), asked.hold(), null);
        ends.put(verb + asked.hold() + points, ended);
        return ended;
    }

    private String endOf(String member, String hold) {
        return of(member).stream()
                .filter(row -> row.refused() == null && row.kind() != Kind.HOLD && hold.equals(row.about()))
                .map(row -> switch (row.kind()) {
                    case CAPTURE -> "HOLD_ALREADY_CAPTURED";
                    case VOID -> "HOLD_ALREADY_VOIDED";
                    default -> "HOLD_EXPIRED";
                })
                .findFirst()
                .orElse(null);
    }

    private Answer reverse(Asked asked) {
        var original = row(asked.member(), asked.original());
        if (original.refused() != null
                || !List.of(Kind.EARN, Kind.REDEEM, Kind.CAPTURE).contains(original.kind())) {
            return refused(
                    asked.member(), Kind.REVERSE, Objects.requireNonNullElse(asked.points(), 0L), "NOT_REVERSIBLE");
        }
        long left = original.points() - reversed(asked.member(), asked.original());
        long points = asked.points() == null ? left : asked.points();
        if (points == 0 || points > left) {
            return refused(asked.member(), Kind.REVERSE, points, "REVERSAL_EXCEEDS_ORIGINAL");
        }
        long free = original.kind() == Kind.EARN ? -points : points;
        return applied(asked.member(), Kind.REVERSE, points, free, 0, asked.original(), null);
    }

    private Answer bringBack(Asked asked) {
        var member = asked.member();
        var sold = of(member);
        boolean again = sold.stream()
                .anyMatch(row -> row.kind() == Kind.REVERSE && asked.receipt().equals(row.sale()));
        if (again) {
            return refused(member, Kind.REVERSE, 0, "RETURN_EXCEEDS_SALE");
        }
        String earn = null;
        String capture = null;
        for (int i = 0; i < sold.size(); i++) {
            boolean ofSale = asked.receipt().equals(sold.get(i).sale());
            earn = ofSale && sold.get(i).kind() == Kind.EARN ? id(member, i + 1L) : earn;
            capture = ofSale && sold.get(i).kind() == Kind.CAPTURE ? id(member, i + 1L) : capture;
        }
        long given = capture == null ? 0 : row(member, capture).points() - reversed(member, capture);
        if (given > 0) {
            write(member, Kind.REVERSE, given, given, 0, capture, asked.receipt());
        }
        long taken = row(member, earn).points() - reversed(member, earn);
        return applied(member, Kind.REVERSE, taken, -taken, 0, earn, asked.receipt());
    }

    private long reversed(String member, String original) {
        return of(member).stream()
                .filter(row -> row.kind() == Kind.REVERSE && row.refused() == null && original.equals(row.about()))
                .mapToLong(Row::points)
                .sum();
    }

    private Answer refused(String member, Kind kind, long points, String reason) {
        of(member).add(new Row(kind, reason, points, 0, 0, null, null, now()));
        return new Answer(Type.FAIL, read(member).reason(reason));
    }

    private Answer applied(String member, Kind kind, long points, long free, long held, String about, String sale) {
        var id = write(member, kind, points, free, held, about, sale);
        return new Answer(Type.OK, read(member).id(id).points(points));
    }

    /** A row that follows no rule; its id. */
    String write(String member, Kind kind, long points, long free, long held, String about, String sale) {
        of(member).add(new Row(kind, null, points, free, held, about, sale, now()));
        return id(member, of(member).size());
    }

    /** Time passes. */
    void wait(Duration duration) {
        clock += duration.toMillis();
    }

    /** As if the last row had never been. */
    void forget(String member) {
        of(member).removeLast();
    }

    /** What is told as of a row. */
    Told as(String member, long seq) {
        return Told.of(seq, balance(member, seq));
    }

    Told read(String member) {
        return as(member, of(member).size());
    }

    Told statement(String member) {
        var entries = new ArrayList<Entry>();
        for (int i = of(member).size(); i > 0; i--) {
            var row = of(member).get(i - 1);
            entries.add(new Entry(
                    id(member, i),
                    i,
                    row.kind(),
                    row.refused(),
                    row.points(),
                    balance(member, i),
                    row.sale(),
                    row.at().toString()));
        }
        return read(member).entries(entries);
    }

    private Balance balance(String member, long seq) {
        long free = of(member).stream().limit(seq).mapToLong(Row::free).sum();
        long held = of(member).stream().limit(seq).mapToLong(Row::held).sum();
        return new Balance(0, free, held, Math.max(0, -free));
    }

    private long free(String member) {
        return of(member).stream().mapToLong(Row::free).sum();
    }

    private List<Row> of(String member) {
        return rows.computeIfAbsent(member, first -> new ArrayList<>());
    }

    private Row row(String member, String id) {
        return of(member).get(Integer.parseInt(id.substring(id.indexOf('/') + 1)) - 1);
    }

    private static String id(String member, long seq) {
        return member + "/" + seq;
    }

    private Instant now() {
        return BEGAN.plusMillis(clock);
    }
}
