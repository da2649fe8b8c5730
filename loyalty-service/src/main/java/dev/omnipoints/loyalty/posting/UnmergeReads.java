package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Kind;
import dev.omnipoints.loyalty.ledger.LotId;
import dev.omnipoints.loyalty.ledger.Reference;
import dev.omnipoints.loyalty.ledger.Row;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What it takes to undo merges (ledger.md, 6): what the member brought, and what it earned since. */
final class UnmergeReads {

    private final Route route;
    private final Map<AccountKey, Account> accounts;
    private final Map<AccountKey, AccountKey> undone = new HashMap<>();
    /** What each brought: the rows of all parts of its last operation, which was the merge. */
    final Map<AccountKey, List<Row>> brought = new HashMap<>();
    /** The lots that each earned since it was merged. */
    final Map<AccountKey, Set<LotId>> since = new HashMap<>();

    /** @param undone the accounts that go home, each with its survivor */
    UnmergeReads(Route route, Map<AccountKey, Account> accounts, Map<AccountKey, AccountKey> undone) {
        this.route = route;
        this.accounts = accounts;
        undone.forEach((home, survivor) -> {
            // Where one of the two was never opened there is nothing to undo.
            if (accounts.containsKey(home) && accounts.containsKey(survivor)) {
                this.undone.put(home, survivor);
            }
        });
    }

    /** A merged account's journal ends with what it brought. */
    List<Future<?>> brought() {
        List<Future<?>> reads = new ArrayList<>();
        undone.keySet()
                .forEach(home -> reads.add(JournalTable.newestFirst(
                                route.client(), home, accounts.get(home).seq() + 1, 1)
                        .compose(last -> last.isEmpty()
                                ? Future.succeededFuture()
                                : BatchReads.then(
                                        JournalTable.parts(route, JournalTable.KeyOf.of(last.getFirst())),
                                        parts -> brought.put(home, parts)))));
        return reads;
    }

    /** Lots of earns that named the member, or one merged into it: the rows that made them say whom they named. */
    List<Future<?>> earnedSince(Function<AccountKey, Set<LotId>> lots) {
        List<Future<?>> reads = new ArrayList<>();
        undone.forEach((home, survivor) -> {
            Map<Reference, AccountKey> makers = new HashMap<>();
            lots.apply(survivor).forEach(lot -> makers.put(new Reference(lot.member(), lot.seq()), survivor));
            if (!makers.isEmpty()) {
                Set<UUID> family = new HashSet<>(accounts.get(home).merged());
                family.add(home.member());
                reads.add(BatchReads.then(
                        JournalTable.byReferences(route, JournalTable.rowKeys(makers)),
                        rows -> since.put(home, earned(rows, family))));
            }
        });
        return reads;
    }

    private static Set<LotId> earned(List<Row> rows, Set<UUID> family) {
        return rows.stream()
                .filter(row -> row.kind() == Kind.EARN && family.contains(row.namedMember()))
                .map(row -> new LotId(row.account().member(), row.seq(), 0))
                .collect(Collectors.toSet());
    }
}
