package dev.omnipoints.loyalty.posting;

import dev.omnipoints.loyalty.earning.Matched;
import dev.omnipoints.loyalty.earning.Rule;
import dev.omnipoints.loyalty.earning.Standing;
import dev.omnipoints.loyalty.earning.Tally;
import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Reference;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What caps have counted, for a batch: read under the locks, only where a rule that fits asks, and written in the
 * commit of the awards; so two sales at once do not both get the last of a cap.
 */
final class TallyDesk {

    private final Map<TallyTable.Key, Tally> members = new HashMap<>();
    private final Map<BudgetTable.Key, Tally> budgets = new HashMap<>();
    private final Set<TallyTable.First> soldBefore = new HashSet<>();
    private final Set<AccountKey> soldNow = new HashSet<>();
    private final Map<TallyTable.Key, Tally> raised = new LinkedHashMap<>();
    private final Map<BudgetTable.Key, Tally> spent = new LinkedHashMap<>();

    /** What the sales of a batch ask for. */
    static final class Questions {
        private final Set<TallyTable.Key> tallies = new LinkedHashSet<>();
        private final Set<BudgetTable.Key> budgets = new LinkedHashSet<>();
        private final Set<TallyTable.First> firsts = new LinkedHashSet<>();

        /**
         * Of an account, as found under the lock, with those that were merged into it.
         *
         * @param own the row of a sale that is claimed: those after it are not before it; null: none
         */
        void add(Account account, Reference own, Matched matched) {
            for (Tally.Key key : matched.needs()) {
                if (key.per() == Rule.Per.TOTAL) {
                    budgets.add(new BudgetTable.Key(account.key().programme(), key.rule()));
                } else {
                    group(account).forEach(each -> tallies.add(new TallyTable.Key(each, key)));
                }
            }
            if (matched.asksFirst()) {
                group(account).forEach(each -> firsts.add(first(each, own)));
            }
        }

        /** Of goods that come back: their budgets are locked in the order of all. */
        void add(ReturnDraft goods) {
            goods.budgets().forEach(rule -> budgets.add(new BudgetTable.Key(goods.programme(), rule)));
        }
    }

    /** Reads what is asked for, under the locks of the accounts; nothing where nothing is. */
    static Future<TallyDesk> locked(Route route, Questions questions) {
        return read(route, questions, BudgetTable.lock(route.client(), questions.budgets));
    }

    /** Likewise as it is now, without a lock: it may be another by the time that something is sold. */
    static Future<TallyDesk> now(Route route, Questions questions) {
        return read(route, questions, BudgetTable.find(route.client(), questions.budgets));
    }

    private static Future<TallyDesk> read(
            Route route, Questions questions, Future<Map<BudgetTable.Key, Tally>> budgets) {
        TallyDesk desk = new TallyDesk();
        List<Future<?>> reads = new ArrayList<>();
        if (!questions.tallies.isEmpty()) {
            reads.add(BatchReads.then(TallyTable.byKeys(route, questions.tallies), desk.members::putAll));
        }
        if (!questions.firsts.isEmpty()) {
            reads.add(BatchReads.then(TallyTable.withSale(route, questions.firsts), desk.soldBefore::addAll));
        }
        reads.add(BatchReads.then(budgets, desk.budgets::putAll));
        return Future.all(reads).map(desk);
    }

    /**
     * How a member stands, what was decided in this batch counted in.
     *
     * @param own as in {@link Questions#add}
     * @param asking null: asks nothing
     */
    Standing standing(Account account, Reference own, Matched... asking) {
        Map<Tally.Key, Tally> tallies = new HashMap<>();
        Set<Tally.Key> needs = new LinkedHashSet<>();
        boolean first = false;
        for (Matched matched : asking) {
            needs.addAll(matched == null ? Set.of() : matched.needs());
            first |= matched != null && matched.asksFirst();
        }
        for (Tally.Key key : needs) {
            Tally sum = Tally.NONE;
            if (key.per() == Rule.Per.TOTAL) {
                sum = budgets.getOrDefault(budget(account.key(), key), Tally.NONE);
            } else {
                for (AccountKey each : group(account).toList()) {
                    sum = sum.plus(members.getOrDefault(new TallyTable.Key(each, key), Tally.NONE));
                }
            }
            // Below nothing where what came back was counted under a member who has left again.
            Tally counted = new Tally(Math.max(0, sum.points()), Math.max(0, sum.uses()));
            if (!counted.equals(Tally.NONE)) {
                tallies.put(key, counted);
            }
        }
        boolean soldNothing = group(account)
                .noneMatch(each -> soldBefore.contains(first(each, own)) || own == null && soldNow.contains(each));
        return new Standing(Map.copyOf(tallies), first && soldNothing);
    }

    /** A sale stands in the account's journal. */
    void sold(AccountKey account) {
        soldNow.add(account);
    }

    /** Awards raise what was counted, returns lower it. */
    void count(AccountKey account, Map<Tally.Key, Tally> by) {
        by.forEach((key, tally) -> {
            if (key.per() == Rule.Per.TOTAL) {
                spent.merge(budget(account, key), tally, Tally::plus);
                budgets.merge(budget(account, key), tally, Tally::plus);
            } else {
                raised.merge(new TallyTable.Key(account, key), tally, Tally::plus);
                members.merge(new TallyTable.Key(account, key), tally, Tally::plus);
            }
        });
    }

    /** What is to be written of members, in the order of their keys as far as locks go: each account is locked. */
    List<TallyTable.Change> raised() {
        return raised.entrySet().stream()
                .map(entry -> new TallyTable.Change(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** What is to be written of all members together. */
    List<BudgetTable.Change> spent() {
        return spent.entrySet().stream()
                .map(entry -> new BudgetTable.Change(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static TallyTable.First first(AccountKey account, Reference own) {
        boolean here = own != null && own.member().equals(account.member());
        return new TallyTable.First(account, here ? (Long) own.seq() : null);
    }

    private static BudgetTable.Key budget(AccountKey account, Tally.Key key) {
        return new BudgetTable.Key(account.programme(), key.rule());
    }

    private static Stream<AccountKey> group(Account account) {
        return Stream.concat(
                Stream.of(account.key()),
                account.merged().stream()
                        .map(member -> AccountKey.of(account.key().programme(), member)));
    }
}
