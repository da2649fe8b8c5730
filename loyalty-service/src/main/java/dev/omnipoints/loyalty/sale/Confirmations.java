package dev.omnipoints.loyalty.sale;

import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Status;
import dev.omnipoints.loyalty.posting.Ledger;
import dev.omnipoints.loyalty.posting.Posted;
import dev.omnipoints.loyalty.receipt.SaleStore;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Gives members who have been confirmed what they bought for before (earning.md, 1): once, for each sale is claimed
 * under a key of its own. Every instance looks; whoever comes first writes.
 */
@ApplicationScoped
class Confirmations {

    private static final Logger LOG = Logger.getLogger(Confirmations.class);
    private static final int PAGE = 200;

    private final SaleStore sales;
    private final Ledger ledger;
    private final ClaimRecorder claims;
    private final Vertx vertx;
    private final Duration interval;
    private volatile boolean stopped;

    @Inject
    Confirmations(
            SaleStore sales,
            Ledger ledger,
            ClaimRecorder claims,
            Vertx vertx,
            @ConfigProperty(name = "omnipoints.confirmation.interval", defaultValue = "30s") Duration interval) {
        this.sales = sales;
        this.ledger = ledger;
        this.claims = claims;
        this.vertx = vertx;
        this.interval = interval;
    }

    void start(@Observes StartupEvent event) {
        wait(interval);
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
    }

    private void wait(Duration time) {
        if (!stopped && !time.isZero()) {
            vertx.setTimer(
                    time.toMillis(),
                    id -> run().onComplete(done -> {
                        if (done.failed()) {
                            LOG.warnf("Sales of confirmed members wait for the next look: %s", done.cause());
                        }
                        wait(interval);
                    }));
        }
    }

    /** Looks at all that wait; tells how many have earned now. */
    Future<Integer> run() {
        return page(SaleStore.Awaiting.START, 0);
    }

    private Future<Integer> page(SaleStore.Awaiting after, int before) {
        return sales.awaiting(after, PAGE)
                .compose(waiting -> waiting.isEmpty() || stopped
                        ? Future.succeededFuture(before)
                        : confirmed(waiting)
                                .compose(accounts -> claim(waiting, 0, accounts, before))
                                .compose(done -> page(waiting.getLast(), done)));
    }

    /** Those of their members who are confirmed now, by the account that has their points. */
    private Future<Map<AccountKey, Account>> confirmed(List<SaleStore.Awaiting> waiting) {
        List<AccountKey> members =
                waiting.stream().map(Confirmations::member).distinct().toList();
        return ledger.holders(members).map(holders -> {
            Map<AccountKey, Account> active = new HashMap<>(holders);
            active.values().removeIf(account -> account.status() != Status.ACTIVE);
            return active;
        });
    }

    private Future<Integer> claim(
            List<SaleStore.Awaiting> waiting, int index, Map<AccountKey, Account> confirmed, int before) {
        if (index == waiting.size()) {
            return Future.succeededFuture(before);
        }
        SaleStore.Awaiting sale = waiting.get(index);
        Account account = confirmed.get(member(sale));
        Future<Integer> done = account == null
                ? Future.succeededFuture(before)
                : claims.confirm(account, sale.sale())
                        .map(posted -> {
                            if (posted instanceof Posted.Done) {
                                return before + 1;
                            }
                            LOG.warnf("A confirmed member's sale does not earn: %s", posted);
                            return before;
                        })
                        .otherwise(failed -> {
                            LOG.warnf("A confirmed member's sale waits for the next look: %s", failed);
                            return before;
                        });
        return done.compose(sofar -> claim(waiting, index + 1, confirmed, sofar));
    }

    private static AccountKey member(SaleStore.Awaiting sale) {
        return AccountKey.of(sale.programme(), sale.member());
    }
}
