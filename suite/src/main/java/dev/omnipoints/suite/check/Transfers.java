package dev.omnipoints.suite.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The two rows of each transfer: of as many points, recorded at one instant, out of one account and into another. */
final class Transfers {
    /** A row of a member. */
    record Place(String member, long seq) {}

    private record Pairing(long points, String recordedAt) {}

    private final Map<Place, Place> other = new HashMap<>();

    /** @param receivers to whom a row's command says that it goes; of rows whose command is not known nobody */
    Transfers(Map<String, Statement> statements, Map<Place, String> receivers) {
        var arrivals = new HashMap<Pairing, List<Place>>();
        var departures = new ArrayList<Place>();
        statements.forEach((member, statement) -> {
            for (var row : statement.rows()) {
                var place = new Place(member, row.seq());
                if (row.kind() == Kind.TRANSFER && row.isApplied()) {
                    if (isArrival(statement, row)) {
                        arrivals.computeIfAbsent(pairing(row), first -> new ArrayList<>())
                                .add(place);
                    } else {
                        departures.add(place);
                    }
                }
            }
        });
        // Those whose receiver is known choose first.
        departures.stream()
                .filter(receivers::containsKey)
                .forEach(place -> pair(place, statements, arrivals, receivers));
        departures.stream()
                .filter(place -> !receivers.containsKey(place))
                .forEach(place -> pair(place, statements, arrivals, receivers));
    }

    private void pair(
            Place out,
            Map<String, Statement> statements,
            Map<Pairing, List<Place>> arrivals,
            Map<Place, String> receivers) {
        var row = statements.get(out.member()).row(out.seq());
        var open = arrivals.getOrDefault(pairing(row), new ArrayList<>());
        var to = receivers.get(out);
        open.stream()
                .filter(in -> to == null
                        ? !in.member().equals(out.member())
                        : in.member().equals(to))
                .findFirst()
                .ifPresent(in -> {
                    open.remove(in);
                    other.put(out, in);
                    other.put(in, out);
                });
    }

    private static Pairing pairing(Entry row) {
        return new Pairing(row.points(), row.recordedAt());
    }

    static boolean isArrival(Statement statement, Entry row) {
        return row.balance().available() > statement.after(row.seq() - 1).available();
    }

    /** The row at the other end; null: none stands there. */
    Place other(String member, long seq) {
        return other.get(new Place(member, seq));
    }

    Map<Place, Place> pairs() {
        return other;
    }
}
