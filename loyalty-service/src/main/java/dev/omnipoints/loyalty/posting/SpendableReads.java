package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.AccountKey;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Reads lots in spending order until the points asked for are covered: cost follows the command, not the history. */
final class SpendableReads {

    /** Lots of an account read at first. */
    private static final int FIRST = 64;

    /** How many times as many are read next. */
    private static final int TIMES = 16;

    private final Route route;
    private final Map<AccountKey, Long> wanted;
    private final Predicate<LotTable.Owned> due;
    private final Consumer<List<LotTable.Owned>> add;

    /**
     * @param wanted points, at most, by account
     * @param due whether a lot expires before the first command is decided, and so covers nothing
     */
    SpendableReads(
            Route route,
            Map<AccountKey, Long> wanted,
            Predicate<LotTable.Owned> due,
            Consumer<List<LotTable.Owned>> add) {
        this.route = route;
        this.wanted = wanted;
        this.due = due;
        this.add = add;
    }

    Future<?> read() {
        return read(wanted.keySet(), FIRST);
    }

    private Future<?> read(Collection<AccountKey> accounts, int limit) {
        List<LotTable.First> pages =
                accounts.stream().map(key -> new LotTable.First(key, limit)).toList();
        return LotTable.spendable(route, pages).compose(found -> {
            add.accept(found);
            Map<AccountKey, Long> covered = new HashMap<>();
            Map<AccountKey, Integer> lots = new HashMap<>();
            found.forEach(owned -> {
                covered.merge(owned.account(), due.test(owned) ? 0 : owned.lot().remaining(), Math::addExact);
                lots.merge(owned.account(), 1, Integer::sum);
            });
            List<AccountKey> more = accounts.stream()
                    .filter(key -> lots.getOrDefault(key, 0) == limit && covered.get(key) < wanted.get(key))
                    .toList();
            return more.isEmpty() ? Future.succeededFuture() : read(more, limit * TIMES);
        });
    }
}
