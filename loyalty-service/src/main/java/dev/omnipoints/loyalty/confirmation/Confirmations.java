package dev.omnipoints.loyalty.confirmation;

import dev.omnipoints.loyalty.ledger.Account;
import dev.omnipoints.loyalty.ledger.AccountKey;
import dev.omnipoints.loyalty.ledger.Status;
import dev.omnipoints.loyalty.posting.Ledger;
import dev.omnipoints.loyalty.posting.Posted;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Gives members who have been confirmed what they bought and did before (earning.md, 1 and 2): once, each under a key
 * of its own. Every instance looks; whoever comes first writes.
 */
@ApplicationScoped
public class Confirmations {

    private static final Logger LOG = Logger.getLogger(Confirmations.class);
    private static final int PAGE = 200;

    private final List<Confirming> all;
    private final Ledger ledger;
    private final Vertx vertx;
    private final Duration interval;
    private volatile boolean stopped;

    @Inject
    Confirmations(
            @Any Instance<Confirming> all,
            Ledger ledger,
            Vertx vertx,
            @ConfigProperty(name = "omnipoints.confirmation.interval", defaultValue = "30s") Duration interval) {
        this.all = all.stream().toList();
        this.ledger = ledger;
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
                            LOG.warnf("What confirmed members did before waits for the next look: %s", done.cause());
                        }
                        wait(interval);
                    }));
        }
    }

    /** Looks at all that wait; tells how many have earned now. */
    Future<Integer> run() {
        Future<Integer> earned = Future.succeededFuture(0);
        for (Confirming what : all) {
            earned = earned.compose(before -> page(what, Waiting.START, before));
        }
        return earned;
    }

    private Future<Integer> page(Confirming what, Waiting after, int before) {
        return what.waiting(after, PAGE)
                .compose(waiting -> waiting.isEmpty() || stopped
                        ? Future.succeededFuture(before)
                        : confirmed(waiting)
                                .compose(accounts -> confirm(what, waiting, 0, accounts, before))
                                .compose(done -> page(what, waiting.getLast(), done)));
    }

    /** Those of their members who are confirmed now, by the account that has their points. */
    private Future<Map<AccountKey, Account>> confirmed(List<Waiting> waiting) {
        List<AccountKey> members =
                waiting.stream().map(Confirmations::member).distinct().toList();
        return ledger.holders(members).map(holders -> {
            Map<AccountKey, Account> active = new HashMap<>(holders);
            active.values().removeIf(account -> account.status() != Status.ACTIVE);
            return active;
        });
    }

    private Future<Integer> confirm(
            Confirming what, List<Waiting> waiting, int index, Map<AccountKey, Account> confirmed, int before) {
        if (index == waiting.size()) {
            return Future.succeededFuture(before);
        }
        Waiting next = waiting.get(index);
        Account account = confirmed.get(member(next));
        Future<Integer> done = account == null
                ? Future.succeededFuture(before)
                : what.confirm(account, next.id())
                        .map(posted -> {
                            if (posted instanceof Posted.Done) {
                                return before + 1;
                            }
                            LOG.warnf("What a confirmed member did before does not earn: %s", posted);
                            return before;
                        })
                        .otherwise(failed -> {
                            LOG.warnf("What a confirmed member did before waits for the next look: %s", failed);
                            return before;
                        });
        return done.compose(sofar -> confirm(what, waiting, index + 1, confirmed, sofar));
    }

    private static AccountKey member(Waiting waiting) {
        return AccountKey.of(waiting.programme(), waiting.member());
    }
}
