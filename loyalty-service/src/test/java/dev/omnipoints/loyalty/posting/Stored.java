package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Core;
import dev.omnipoints.loyalty.ledger.Hold;
import dev.omnipoints.loyalty.ledger.Holdings;
import dev.omnipoints.loyalty.ledger.Standings;
import dev.omnipoints.loyalty.model.Standing;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the database holds of a programme's members, in the model's words. */
public final class Stored {

    private final Pool pool;
    private final String programme;

    public Stored(Pool pool, String programme) {
        this.pool = pool;
        this.programme = programme;
    }

    /** Of those who have an account. */
    public Map<Integer, Standing> standings(Collection<Integer> members) {
        List<AccountKey> keys = members.stream()
                .map(member -> AccountKey.of(programme, Core.id(member)))
                .toList();
        List<Account> accounts = RealLedger.await(AccountTable.find(Route.whole(pool), keys));
        List<AccountKey> groups =
                accounts.stream().flatMap(this::group).distinct().toList();
        Future<List<LotTable.Owned>> lots = LotTable.ofAccounts(Route.whole(pool), keys);
        Future<List<HoldTable.Owned>> holds = HoldTable.ofAccounts(Route.whole(pool), groups);
        Map<AccountKey, List<LotTable.Owned>> lotsOf =
                RealLedger.await(lots).stream().collect(Collectors.groupingBy(LotTable.Owned::account));
        Map<AccountKey, List<HoldTable.Owned>> holdsOf =
                RealLedger.await(holds).stream().collect(Collectors.groupingBy(HoldTable.Owned::account));
        Map<Integer, Standing> standings = new HashMap<>();
        for (Account account : accounts) {
            Holdings holdings = Holdings.of(account);
            lotsOf.getOrDefault(account.key(), List.of()).forEach(owned -> holdings.add(owned.lot()));
            List<Hold> shown = group(account)
                    .flatMap(key -> holdsOf.getOrDefault(key, List.of()).stream())
                    .map(HoldTable.Owned::hold)
                    .toList();
            standings.put(Core.number(account.key().member()), Standings.of(holdings, shown));
        }
        return standings;
    }

    /** Whose holds are shown with an account: the model shows a merged member's with the survivor alone. */
    private Stream<AccountKey> group(Account account) {
        return account.mergedInto() != null
                ? Stream.of()
                : Stream.concat(Stream.of(account.key().member()), account.merged().stream())
                        .map(id -> AccountKey.of(programme, id));
    }
}
