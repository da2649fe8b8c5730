package dev.omnipoints.loyalty.bench;

import dev.omnipoints.loyalty.bench.Load.Mix;
import dev.omnipoints.loyalty.bench.Load.Spread;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * `./omnipoints bench ledger`: our posting against what a good engineer would build with PostgreSQL alone, on one
 * server, each with a database of its own that is the same at the start. docs/benchmarks.md says what is what.
 */
final class LedgerBench {
    private static final Logger LOG = Logger.getLogger(LedgerBench.class);
    private static final int FEW_LOTS = 100;
    private static final int MANY_LOTS = 100_000;
    private static final int AMONG = 50;
    private static final Duration SETTLING = Duration.ofSeconds(20);

    private final Options options;
    private final Vertx vertx = Vertx.vertx();
    private final Server server;

    private LedgerBench(Options options) {
        this.options = options;
        this.server = options.scale() ? Server.large() : new Server();
    }

    /**
     * What is asked for.
     *
     * @param home the repository
     * @param grid every contender under every load at every number of clients, once
     * @param scale a hundred thousand members who are active among five million
     */
    record Options(Path home, int rounds, Duration turn, Duration warmUp, boolean grid, boolean scale) {
        private static final List<String> KNOWN = List.of("--quick", "--grid", "--scale");

        static Options of(String[] arguments) {
            boolean quick = List.of(arguments).contains("--quick");
            for (String argument : arguments) {
                if (!KNOWN.contains(argument)) {
                    System.err.println("bench ledger: there is no " + argument + "; there are " + KNOWN + ".");
                    System.exit(2);
                }
            }
            return new Options(
                    Path.of(System.getProperty("omnipoints.home", ".")),
                    5,
                    Duration.ofSeconds(quick ? 3 : 8),
                    Duration.ofSeconds(quick ? 6 : 20),
                    List.of(arguments).contains("--grid"),
                    List.of(arguments).contains("--scale"));
        }
    }

    public static void main(String[] arguments) {
        LedgerBench bench = new LedgerBench(Options.of(arguments));
        // What fails is told as it is; whatever still runs of clients ends with the process.
        Thread.setDefaultUncaughtExceptionHandler((thread, failed) -> {
            LOG.error("The benchmark was not finished", failed);
            bench.end(1);
        });
        if (bench.options.scale()) {
            bench.scale();
        } else {
            bench.run();
        }
        bench.end(0);
    }

    private void end(int exit) {
        server.close();
        System.exit(exit);
    }

    private void run() {
        server.create("model");
        Seed.members(vertx, server, "model");
        for (String database : List.of("transactions", "statements", "ours", "served", "few", "many")) {
            server.copy("model", database);
        }
        Seed.lots(server, "few", FEW_LOTS);
        Seed.lots(server, "many", MANY_LOTS);
        List.of("transactions", "statements", "ours", "served", "few", "many").forEach(server::settle);
        try (Contender transactions = Connections.oneTransaction(vertx, server, "transactions");
                Contender statements = Connections.oneStatement(vertx, server, "statements");
                Contender ours = new Ours(vertx, server, "ours");
                Contender few = new Ours(vertx, server, "few");
                Contender many = new Ours(vertx, server, "many");
                Served served = new Served(server, "served", options.home());
                Contender streamed = new Streamed(served)) {
            if (options.grid()) {
                grid(transactions, statements, ours, streamed, new Unary(served));
            } else {
                ratios(transactions, statements, ours, few, many, streamed);
            }
        }
    }

    private void ratios(
            Contender transactions,
            Contender statements,
            Contender ours,
            Contender few,
            Contender many,
            Contender streamed) {
        Load uniform = new Load(Spread.UNIFORM, Mix.MIXED);
        Load hot = new Load(Spread.HOT, Mix.MIXED);
        Contest contest = new Contest(server);
        contest.enter("(a1) a transaction a command, uniform", transactions, uniform, 8, 16, 32, 64);
        contest.enter("(a2) a statement a command, uniform", statements, uniform, 8, 16, 32, 64);
        contest.enter("(b) ours, uniform", ours, uniform, 256, 512, 1_024);
        contest.enter("(c) ours streamed, uniform", streamed, uniform, 256, 512);
        contest.enter("(a1) a transaction a command, hot", transactions, hot, 4, 8, 16, 64);
        contest.enter("(a2) a statement a command, hot", statements, hot, 4, 8, 16, 64);
        contest.enter("(b) ours, hot", ours, hot, 256, 512, 1_024);
        contest.enter("(a2) a statement a command, alone", statements, uniform, 1);
        contest.enter("(b) ours, alone", ours, uniform, 1);
        contest.enter("(b) ours, hot, 100 lots a member", few, hot, 512);
        contest.enter("(b) ours, hot, 100,000 lots a member", many, hot, 512);
        contest.warmUp(options.warmUp(), options.turn().dividedBy(2));
        contest.rounds(options.rounds(), options.turn());
        Report report = new Report(contest, System.out);
        report.line("PostgreSQL %s, Java %s, %d cores", server.version(), Runtime.version(), cores());
        report.rates();
        report.ratioHead();
        report.ratio("(b) ÷ (a1), uniform mix", "(b) ours, uniform", "(a1) a transaction a command, uniform", 5, 7);
        report.ratio("(b) ÷ (a2), uniform mix", "(b) ours, uniform", "(a2) a statement a command, uniform", 2.5, 4);
        report.ratio("(b) ÷ (a1), four hot members", "(b) ours, hot", "(a1) a transaction a command, hot", 12, 20);
        report.ratio("(b) ÷ (a2), four hot members", "(b) ours, hot", "(a2) a statement a command, hot", 6, 10);
        report.ratio(
                "(c) streamed ÷ (a1), uniform mix",
                "(c) ours streamed, uniform",
                "(a1) a transaction a command, uniform",
                4,
                5);
        report.times(
                "lone command's median ÷ (a2) at one connection",
                "(b) ours, alone",
                "(a2) a statement a command, alone",
                2.5,
                1.5);
        report.ratio(
                "rate at 100,000 open lots a member ÷ at 100, four hot members",
                "(b) ours, hot, 100,000 lots a member",
                "(b) ours, hot, 100 lots a member",
                0.9,
                1);
        report.line("");
        report.line("Updates of accounts that stayed in their page: ours %.3f", server.hotRatio("ours"));
    }

    /** The same active members, alone and among fifty times as many. */
    private void scale() {
        Population.first(vertx, server, "first");
        Population.load(server, "first", "alone", Load.MEMBERS);
        Population.load(server, "first", "among", Load.MEMBERS * AMONG);
        List.of("alone", "among").forEach(server::settle);
        try (Contender alone = new Ours(vertx, server, "alone");
                Contender among = new Ours(vertx, server, "among")) {
            Contest contest = new Contest(server);
            contest.enter("(b) ours, 100,000 in all", alone, new Load(Spread.UNIFORM, Mix.MIXED), 512);
            contest.enter("(b) ours, 100,000 of 5,000,000", among, new Load(Spread.UNIFORM, Mix.MIXED, AMONG), 512);
            contest.warmUp(options.warmUp(), Duration.ZERO);
            contest.settle(SETTLING);
            contest.rounds(options.rounds(), options.turn());
            Report report = new Report(contest, System.out);
            report.line("PostgreSQL %s, Java %s, %d cores", server.version(), Runtime.version(), cores());
            report.rates();
            report.ratioHead();
            report.ratio(
                    "rate with 100,000 active of 5 million members ÷ with 100,000 in all",
                    "(b) ours, 100,000 of 5,000,000",
                    "(b) ours, 100,000 in all",
                    0.8,
                    0.95);
            report.line("Updates of accounts that stayed in their page: %.3f", server.hotRatio("among"));
        }
    }

    /** Each once: what the numbers of clients do. */
    private void grid(
            Contender transactions, Contender statements, Contender ours, Contender streamed, Contender unary) {
        Contest contest = new Contest(server);
        for (Spread spread : Spread.values()) {
            for (Mix mix : Mix.values()) {
                Load load = new Load(spread, mix);
                for (int clients : List.of(1, 4, 16, 64)) {
                    contest.enter("(a1), " + load + ", " + clients, transactions, load, clients);
                    contest.enter("(a2), " + load + ", " + clients, statements, load, clients);
                }
                for (int clients : List.of(1, 16, 64, 256, 512, 1_024)) {
                    contest.enter("(b), " + load + ", " + clients, ours, load, clients);
                }
                // A programme lets a member have fifty open holds, too few for four members with all the traffic.
                for (int clients :
                        spread == Spread.HOT && mix == Mix.MIXED ? List.<Integer>of() : List.of(1, 64, 512)) {
                    contest.enter("(c) unary, " + load + ", " + clients, unary, load, clients);
                    contest.enter("(c) streamed, " + load + ", " + clients, streamed, load, clients);
                }
            }
        }
        contest.warmUp(Duration.ofSeconds(2), Duration.ZERO);
        contest.rounds(1, options.turn());
        new Report(contest, System.out).rates();
    }

    private static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }
}
