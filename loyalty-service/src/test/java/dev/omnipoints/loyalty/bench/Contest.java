package dev.omnipoints.loyalty.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Several entries that take turns, round by round, so that what slows the machine slows all of them. */
final class Contest {
    /** A process of its own starts cold, while the others have each other's compiled code. */
    private static final int COLD = 4;

    private static final double STEADY = 0.03;
    private static final int LONGEST = 60;

    private final Server server;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, List<Turn.Result>> results = new LinkedHashMap<>();

    Contest(Server server) {
        this.server = server;
    }

    /**
     * A contender under a load.
     *
     * @param clients so many at once; of several the best is found before the rounds
     */
    private record Entry(Contender contender, Load load, List<Integer> clients) {}

    void enter(String name, Contender contender, Load load, Integer... clients) {
        entries.put(name, new Entry(contender, load, List.of(clients)));
    }

    /** Warms each up, and keeps of its numbers of clients the one that came out best. */
    void warmUp(Duration time, Duration trial) {
        entries.forEach((name, entry) -> {
            boolean isWarm =
                    entry.contender().process().pid() == ProcessHandle.current().pid();
            Duration needed = isWarm ? time : time.multipliedBy(COLD);
            Turn.run(server, entry.contender(), entry.load(), entry.clients().getLast(), needed);
            int best = entry.clients().getFirst();
            double rate = 0;
            for (int clients : entry.clients().size() == 1 ? List.<Integer>of() : entry.clients()) {
                Turn.Result result = Turn.run(server, entry.contender(), entry.load(), clients, trial);
                if (result.rate() > rate) {
                    best = clients;
                    rate = result.rate();
                }
            }
            entries.put(name, new Entry(entry.contender(), entry.load(), List.of(best)));
            System.err.printf("warm: %-40s %4d at once%n", name, best);
        });
    }

    /**
     * Runs each until its bytes of WAL a command no longer fall: a page is written whole at its first change after a
     * checkpoint, which says what was touched lately, not what a command costs.
     *
     * @throws IllegalStateException where that does not come
     */
    void settle(Duration time) {
        entries.forEach((name, entry) -> {
            double before = Double.MAX_VALUE;
            int steady = 0;
            for (int turn = 1; steady < 2; turn++) {
                if (turn > LONGEST) {
                    throw new IllegalStateException(name + " does not settle");
                }
                Turn.Result result = Turn.run(
                        server, entry.contender(), entry.load(), entry.clients().getFirst(), time);
                steady = result.walPerCommand() > before * (1 - STEADY) ? steady + 1 : 0;
                before = result.walPerCommand();
                System.err.printf(
                        "settles: %-40s turn %d, %.0f commands a second, %.0f bytes of WAL a command%n",
                        name, turn, result.rate(), before);
            }
        });
    }

    void rounds(int rounds, Duration time) {
        for (int round = 1; round <= rounds; round++) {
            System.err.printf("round %d of %d%n", round, rounds);
            entries.forEach((name, entry) -> {
                Turn.rest();
                results.computeIfAbsent(name, key -> new ArrayList<>())
                        .add(Turn.run(
                                server,
                                entry.contender(),
                                entry.load(),
                                entry.clients().getFirst(),
                                time));
            });
        }
    }

    int clients(String name) {
        return entries.get(name).clients().getFirst();
    }

    Map<String, List<Turn.Result>> results() {
        return results;
    }
}
