package dev.omnipoints.loyalty.posting;

import dev.omnipoints.contracts.type.v1.Reason;
import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Chain;
import dev.omnipoints.loyalty.ledger.Core;
import dev.omnipoints.loyalty.ledger.Hold;
import dev.omnipoints.loyalty.ledger.Holdings;
import dev.omnipoints.loyalty.ledger.Key;
import dev.omnipoints.loyalty.ledger.Origin;
import dev.omnipoints.loyalty.ledger.Reference;
import dev.omnipoints.loyalty.ledger.Row;
import dev.omnipoints.loyalty.ledger.Standings;
import dev.omnipoints.loyalty.model.Ask;
import dev.omnipoints.loyalty.model.Asked;
import dev.omnipoints.loyalty.model.Difference;
import dev.omnipoints.loyalty.model.Naive;
import dev.omnipoints.loyalty.model.Standing;
import dev.omnipoints.loyalty.model.Told;
import dev.omnipoints.loyalty.posting.Wish.Sent;
import dev.omnipoints.loyalty.posting.fake.Server;
import dev.omnipoints.loyalty.posting.fake.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is wrong with a run that came to rest: with what callers were told, and with what is stored. */
final class Verdict {

    /** A member of whom nobody has heard. */
    private static final int NOBODY = 1_000;

    private final LaneSimulation run;
    private final List<String> wrong;
    private final Naive model = new Naive();
    private final Map<UUID, Wish> wishes = new HashMap<>();
    private final Map<String, Sent> sent = new HashMap<>();
    private final Map<Reference, Row> journal = new HashMap<>();
    /** By whom it was sent: the row that answers the wish. */
    private final Map<String, Row> written = new HashMap<>();

    private Verdict(LaneSimulation run) {
        this.run = run;
        this.wrong = new ArrayList<>(run.wrong);
        run.all.forEach(wish -> {
            wishes.put(Key.of(wish.asked.caller(), wish.asked.key()).hash(), wish);
            wish.sent.forEach(one -> sent.put(one.actor(), one));
        });
    }

    /** Nothing: all callers were answered once, and the state is what their commands come to in the journal's order. */
    static List<String> on(LaneSimulation run) {
        Verdict verdict = new Verdict(run);
        verdict.rest();
        verdict.journal();
        verdict.standings();
        verdict.sent.values().forEach(verdict::answer);
        return verdict.wrong;
    }

    /** Nobody waits, nothing is left open. */
    private void rest() {
        for (Wish wish : run.all) {
            wish.sent.stream().filter(one -> one.answers == 0).forEach(one -> wrong.add(one + " was never answered"));
            if (wish.outcome == null && !wish.givenUp) {
                wrong.add(wish.sent.getFirst() + " never came to an outcome");
            }
        }
        run.connections.stream()
                .filter(own -> own.inUse() != 0)
                .forEach(own -> wrong.add(own.inUse() + " connections were never given back"));
        if (run.server.openTransactions() != 0) {
            wrong.add(run.server.openTransactions() + " transactions were never ended");
        }
    }

    /** Each row in the order of commits, told to the model: the same answer, and nothing that nobody asked for. */
    private void journal() {
        model.rules(run.rules);
        Map<AccountKey, Row> last = new HashMap<>();
        Map<UUID, Row> first = new HashMap<>();
        for (Server.Logged logged : run.server.log(run.ledger.journal)) {
            Row row = FakeLedger.read(run.ledger.journal, logged.row(), JournalTable::row);
            Row before = last.put(row.account(), row);
            if (row.seq() != (before == null ? 1 : before.seq() + 1)) {
                wrong.add(named(row) + " follows " + (before == null ? "nothing" : named(before)));
            }
            if (!Arrays.equals(row.hash(), Chain.hash(before == null ? Chain.START : before.hash(), row))) {
                wrong.add(named(row) + " breaks the chain");
            }
            journal.put(row.reference(), row);
            if (!row.origin().caller().equals(Origin.LEDGER.caller())) {
                asked(row, first.put(row.key().hash(), row), cannotSee(row, logged, last));
            }
        }
    }

    /**
     * A refused transfer whose receiver was opened by somebody else after it was looked for: it wrote nothing there, so
     * it may stand before that, though it was committed after.
     */
    private boolean cannotSee(Row row, Server.Logged logged, Map<AccountKey, Row> last) {
        Sent by = sent.get(row.origin().actor());
        if (row.refused() == null || by == null || !(by.ask instanceof Ask.Transfer(int from, int to, long points))) {
            return false;
        }
        Row there = last.get(AccountKey.of(LaneSimulation.PROGRAMME, Core.id(to)));
        return there != null && opened(there.account()) > logged.seen();
    }

    /** The number of the commit that opened an account. */
    private long opened(AccountKey account) {
        return run.server.log(run.ledger.accounts).stream()
                .filter(logged -> account.equals(FakeLedger.read(run.ledger.accounts, logged.row(), AccountTable::key)))
                .findFirst()
                .orElseThrow()
                .commit();
    }

    /** @param unseen whether the other account was not there yet for whoever decided it */
    private void asked(Row row, Row earlier, boolean unseen) {
        Wish wish = wishes.get(row.key().hash());
        Sent by = sent.get(row.origin().actor());
        if (wish == null || by == null || by.wish != wish) {
            wrong.add(named(row) + " was not asked for");
            return;
        }
        if (earlier != null) {
            wrong.add(named(row) + " does again what " + named(earlier) + " did: " + wish.sent.getFirst());
        }
        written.put(row.origin().actor(), row);
        Ask ask = unseen && by.ask instanceof Ask.Transfer(int from, int to, long points)
                ? new Ask.Transfer(from, NOBODY, points)
                : by.ask;
        Asked asked = new Asked(row.recordedAt(), wish.asked.caller(), wish.asked.key(), ask);
        Told told = model.ask(asked);
        if (!told.equals(Standings.told(row))) {
            wrong.add(named(row) + " of " + by + "\n  by the model:  " + told + "\n  in the journal: "
                    + Standings.told(row));
        }
        long before = by.told.getOrDefault(row.account().member(), 0L);
        if (row.seq() <= before) {
            wrong.add(named(row) + " stands before row " + before + ", of which someone was told before " + by
                    + " was sent");
        }
    }

    private void standings() {
        List<Account> accounts = committed(run.ledger.accounts, AccountTable::account);
        Map<AccountKey, Holdings> holdings = new HashMap<>();
        accounts.forEach(account -> holdings.put(account.key(), Holdings.of(account)));
        committed(run.ledger.lots, row -> new LotTable.Owned(AccountTable.key(row), LotTable.lot(row)))
                .forEach(owned -> holdings.get(owned.account()).add(owned.lot()));
        Map<AccountKey, List<Hold>> holds =
                committed(run.ledger.holds, row -> new HoldTable.Owned(AccountTable.key(row), HoldTable.hold(row)))
                        .stream()
                        .collect(Collectors.groupingBy(
                                HoldTable.Owned::account,
                                Collectors.mapping(HoldTable.Owned::hold, Collectors.toList())));
        Map<Integer, Standing> stored = new HashMap<>();
        for (Account account : accounts) {
            List<Hold> shown = group(account)
                    .flatMap(key -> holds.getOrDefault(key, List.of()).stream())
                    .toList();
            stored.put(Core.number(account.key().member()), Standings.of(holdings.get(account.key()), shown));
        }
        for (int member = 1; member <= run.members; member++) {
            for (String difference : Difference.between(model.standing(member), stored.get(member))) {
                wrong.add("member " + member + " " + difference);
            }
        }
    }

    /** Whose holds are shown with an account, as in {@link Stored}. */
    private static Stream<AccountKey> group(Account account) {
        return account.mergedInto() != null
                ? Stream.of()
                : Stream.concat(Stream.of(account.key().member()), account.merged().stream())
                        .map(id -> AccountKey.of(LaneSimulation.PROGRAMME, id));
    }

    private static <T> List<T> committed(Table table, Function<io.vertx.sqlclient.Row, T> as) {
        List<T> rows = new ArrayList<>();
        table.committed().forEach(row -> rows.add(as.apply(row)));
        return rows;
    }

    /** What one caller was told, beside what is there. */
    private void answer(Sent one) {
        Row own = written.get(one.actor());
        if (one.posted == null) {
            if (own != null && one.reason != null && one.reason != Reason.REASON_OUTCOME_UNKNOWN) {
                wrong.add(one + " was told " + one.reason + ", nothing was written; yet there is " + named(own));
            }
            return;
        }
        switch (one.posted) {
            case Posted.Done(Row row, byte[] sale, boolean again, boolean otherKey) ->
                done(one, row, own, again, otherKey);
            case Posted.Refused(Row row, boolean again) -> done(one, row, own, again, false);
            case Posted.KeyReused reused -> {
                if (!one.isAltered() || own != null) {
                    wrong.add(one + " was told " + reused + ", there is " + own);
                }
            }
            case Posted.Rejected rejected -> {
                // Where members are merged two may be one.
                boolean mayBe =
                        run.wishes.merges() && (one.ask instanceof Ask.Merge || one.ask instanceof Ask.Transfer);
                if (!mayBe || own != null) {
                    wrong.add(one + " was told " + rejected + ", there is " + own);
                }
            }
            default -> wrong.add(one + " was told " + one.posted);
        }
    }

    private void done(Sent one, Row row, Row own, boolean again, boolean otherKey) {
        Row there = journal.get(row.reference());
        if (there == null || !Arrays.equals(there.hash(), row.hash())) {
            wrong.add(one + " was told of " + named(row) + ", which is not in the journal");
        }
        if (again ? own != null : own == null || !own.reference().equals(row.reference())) {
            wrong.add(one + " was told of " + named(row) + (again ? " as done before" : " as done now") + ", it wrote "
                    + (own == null ? "nothing" : named(own)));
        }
        if (!otherKey && wishes.get(row.key().hash()) != one.wish) {
            wrong.add(one + " was told of " + named(row) + ", which is not its own");
        }
        if (one.isAltered() && !otherKey) {
            wrong.add(one + " is not what was asked first, yet was told of " + named(row));
        }
    }

    static String named(Row row) {
        return "row " + Core.number(row.account().member()) + "#" + row.seq() + " (" + row.kind()
                + (row.refused() == null ? "" : " " + row.refused()) + " " + row.points() + " by "
                + row.origin().actor() + ")";
    }
}
